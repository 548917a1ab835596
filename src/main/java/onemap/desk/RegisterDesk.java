package onemap.desk;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
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
    public Map<String, Integer> counts(Principal caller) {
        var counts = new TreeMap<String, Integer>();
        Row.REGISTERS.forEach(register -> counts.put(register, list(register, caller).size()));
        return counts;
    }

    /** By id; refused when there is no such register. */
    public List<Standing> list(String register, Principal caller) {
        known(register);
        return rows.list(register).stream().filter(each -> mayTouch(caller, each.row())).toList();
    }

    private static void known(String register) {
        if (!Row.REGISTERS.contains(register))
            throw new Refused(Refused.Reason.NOT_FOUND, "no register \"" + register + "\", there are " + Row.REGISTERS);
    }

    private boolean mayTouch(Principal caller, Row row) {
        return caller.area().isWholeCounty() || caller.area().holds(directory.divisionOf(row.objectId()));
    }

    /** Refused when there is none, or not in the own area. */
    public Standing find(String register, String id, Principal caller) {
        known(register);
        var found = rows.find(register, id)
                .orElseThrow(() -> new Refused(Refused.Reason.NOT_FOUND, "no \"" + id + "\" in register " + register));
        if (!mayTouch(caller, found.row())) throw foreign(id);
        return found;
    }

    private static Refused foreign(String id) { return new Refused(Refused.Reason.FOREIGN, id + " is not in your area 不在您的辖区"); }

    /** The row as it stood after each entry about it, newest first. */
    public List<Standing> history(String register, String id, Principal caller) {
        var steps = new ArrayList<Standing>();
        for (var at = Optional.of(find(register, id, caller)); at.isPresent() && steps.size() < MOST_STEPS;) {
            steps.add(at.get());
            at = at.get().before().flatMap(ref -> journal.find(ref.node(), ref.seq())).map(RegisterRows::standing);
        }
        return steps;
    }

    /** Durable, then shown; {@code seen} names the entry the officer had before the eyes, empty for a new row. */
    public Entry edit(String register, String id, JsonNode feature, Optional<Ref> seen, Principal actor, String key, String body) {
        known(register);
        var row = Row.of(feature);
        if (!row.register().equals(register) || !row.id().equals(id))
            throw new IllegalArgumentException(
                    "the row says it is " + row.id() + " of " + row.register() + ", the path " + id + " of " + register);
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

    /** Where it would belong. */
    private static boolean isOwn(Principal actor, Row row) {
        return actor.area().isWholeCounty() || actor.area().holds(row.division());
    }
}
