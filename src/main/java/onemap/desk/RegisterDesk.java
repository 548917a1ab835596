package onemap.desk;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import onemap.domain.register.Register;
import onemap.flow.decision.Payload;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import onemap.access.Permission;
import onemap.access.Principal;
import onemap.domain.Area;
import onemap.flow.Directory;
import onemap.flow.RegisterRows;
import onemap.flow.RegisterRows.Standing;
import onemap.flow.Registers;
import onemap.flow.decision.DecisionLane;
import onemap.flow.decision.DecisionLane.Refused;
import onemap.flow.decision.Once;
import onemap.flow.fold.RegisterFold.Row;
import onemap.gis.Divisions;
import onemap.journal.Entry;
import onemap.journal.Journal;
import onemap.journal.union.Ref;

/** The registers 台账 as officers read and change them, each within the own area. Blocks; thread-safe. */
public final class RegisterDesk {
    /** Steps back in a row's history at most. */
    private static final int MOST_STEPS = 1000;

    private final DecisionLane decisions;
    private final Registers registers;
    private final RegisterRows rows;
    private final Journal journal;
    private final Directory directory;
    private final Divisions divisions;

    public RegisterDesk(DecisionLane decisions, Registers registers, RegisterRows rows, Journal journal, Directory directory,
            Divisions divisions) {
        this.decisions = decisions;
        this.registers = registers;
        this.rows = rows;
        this.journal = journal;
        this.directory = directory;
        this.divisions = divisions;
    }

    /** Rows in each register that somebody may see. */
    public Map<Register, Integer> counts(Principal caller) {
        var counts = new EnumMap<Register, Integer>(Register.class);
        for (var register : Register.values())
            counts.put(register, caller.area().isWholeCounty() && mayRead(register, caller)
                    ? rows.count(register)
                    : list(register, caller).size());
        return counts;
    }

    /** By id. */
    public List<Standing> list(Register register, Principal caller) {
        if (!mayRead(register, caller)) return List.of();
        return rows.list(register).stream().filter(each -> mayTouch(caller, each.row())).toList();
    }

    /** Refused when there is none. */
    public static Register named(String key) {
        return Register.find(key)
                .orElseThrow(() -> new Refused(Refused.Reason.NOT_FOUND,
                        "no register \"" + key + "\", there are " + Arrays.stream(Register.values()).map(Register::key).toList()));
    }

    /** Where somebody lives is for who may ask for persons. */
    private static boolean mayRead(Register register, Principal caller) {
        return register != Register.HOUSEHOLDS || caller.may(Permission.READ_CONTACTS);
    }

    private boolean mayTouch(Principal caller, Row row) {
        return caller.area().isWholeCounty() || caller.area().holds(directory.divisionOf(row.objectId()));
    }

    /** Refused when there is none, or not in the own area. */
    public Standing find(Register register, String id, Principal caller) {
        if (!mayRead(register, caller)) throw none(register, id);
        var found = rows.find(register, id).orElseThrow(() -> none(register, id));
        if (!mayTouch(caller, found.row())) throw foreign(id);
        return found;
    }

    private static Refused none(Register register, String id) {
        return new Refused(Refused.Reason.NOT_FOUND, "no \"" + id + "\" in register " + register.key());
    }

    private static Refused foreign(String id) { return new Refused(Refused.Reason.FOREIGN, id + " is not in your area 不在您的辖区"); }

    /**
     * One entry about a row.
     *
     * @param row    as it stood after it; empty when it was taken out
     * @param before the entry before
     */
    public record Step(Ref ref, String actor, Instant at, Optional<Row> row, Optional<Ref> before) {
        private static Step of(Entry entry) {
            if (entry.kind().equals(Registers.REMOVED)) {
                var before = Ref.parse(Payload.read(entry.payload(), Registers.Removed.class).before());
                return new Step(Ref.of(entry), entry.actor(), entry.at(), Optional.empty(), Optional.of(before));
            }
            return of(RegisterRows.standing(entry));
        }

        private static Step of(Standing standing) {
            return new Step(standing.ref(), standing.actor(), standing.at(), Optional.of(standing.row()), standing.before());
        }
    }

    /** What became of the row with each entry about it, newest first; also of one that is no more. */
    public List<Step> history(Register register, String id, Principal caller) {
        if (!mayRead(register, caller)) throw none(register, id);
        var steps = new ArrayList<Step>();
        var newest = rows.find(register, id).map(Step::of).or(() -> rows.removal(register, id).map(Step::of));
        for (var at = newest; at.isPresent() && steps.size() < MOST_STEPS;) {
            steps.add(at.get());
            at = at.get().before().flatMap(ref -> journal.find(ref.node(), ref.seq())).map(Step::of);
        }
        var last = steps.stream().flatMap(step -> step.row().stream()).findFirst().orElseThrow(() -> none(register, id));
        if (!(rows.find(register, id).isPresent() ? mayTouch(caller, last) : isOwn(caller, last))) throw foreign(id);
        return steps;
    }

    /** Durable, then shown; {@code seen} names the entry the officer had before the eyes, empty for a new row. */
    public Entry edit(Register register, String id, JsonNode feature, Optional<Ref> seen, Principal actor, String key, String body) {
        var row = Row.of(feature);
        if (row.register() != register || !row.id().equals(id))
            throw new IllegalArgumentException(
                    "the row says it is " + row.id() + " of " + row.register().key() + ", the path " + id + " of " + register.key());
        row.division().filter(code -> !divisions.has(new Area(code))).ifPresent(code -> {
            throw new IllegalArgumentException("no town or village has the code " + code + " 没有此区划代码");
        });
        var before = rows.find(register, id);
        if (!isOwn(actor, row) || !before.map(old -> mayTouch(actor, old.row())).orElse(true)) throw foreign(id);
        if (!before.map(old -> old.row().objectId().equals(row.objectId())).orElse(directory.find(row.objectId()).isEmpty()))
            throw new Refused(Refused.Reason.IMPOSSIBLE, row.objectId() + " is another thing's id or source");
        var request = new Once.Request(actor.id(), "register", row.objectId(), key, body);
        return decisions.decide(() -> registers.edit(feature, seen, request)).join();
    }

    /** Takes a row out of its register: durable, then gone from the map. The same request again gets the same entry. */
    public Entry remove(Register register, String id, Ref seen, Principal actor, String key) {
        var standing = rows.find(register, id).map(Standing::row).filter(row -> mayTouch(actor, row)).map(Row::objectId);
        String object = standing
                .or(() -> history(register, id, actor).stream().flatMap(step -> step.row().stream()).map(Row::objectId).findFirst())
                .orElseThrow(() -> none(register, id));
        var request = new Once.Request(actor.id(), "register.remove", object, key, seen.toString());
        return decisions.decide(() -> registers.remove(seen, request)).join();
    }

    /** Where it would belong. */
    private static boolean isOwn(Principal actor, Row row) {
        return actor.area().isWholeCounty() || actor.area().holds(row.division());
    }
}
