package onemap.desk.imports;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.Arrays;
import onemap.access.Principal;
import onemap.flow.RegisterRows;
import onemap.flow.Registers;
import onemap.flow.decision.DecisionLane;
import onemap.flow.decision.Once;
import onemap.flow.decision.Payload;
import onemap.flow.fold.RegisterFold;
import onemap.gis.CoordinateSystems;
import onemap.gis.Divisions;
import onemap.gis.table.Limits;
import onemap.gis.table.Reason;
import onemap.gis.table.Refused;
import onemap.gis.table.Row;
import onemap.gis.table.SourceFile;
import onemap.gis.table.meaning.Columns;
import onemap.gis.table.meaning.Coordinates;
import onemap.gis.table.meaning.Meaning;
import onemap.gis.table.meaning.PlaceSystem;
import onemap.gis.table.meaning.Placed;
import onemap.domain.register.Register;
import onemap.gis.table.meaning.ShiftCheck;
import onemap.gis.table.reading.Tables;

/** Files of a bureau into a register 导入: all of a file in one transaction, or nothing. Blocks; thread-safe. */
public final class Imports {
    /** Refusals told one by one. */
    private static final int MOST_TOLD = 1_000;
    private static final int PREVIEWED = 300;
    private static final int SAMPLES = 50;
    private static final int SAMPLES_TOLD = 3;
    private static final int LONGEST_SAMPLE = 60;

    private final DecisionLane decisions;
    private final Registers registers;
    private final RegisterRows rows;
    private final Divisions divisions;
    private final CoordinateSystems systems;
    private final Tables tables;

    public Imports(DecisionLane decisions, Registers registers, RegisterRows rows, Divisions divisions, CoordinateSystems systems,
            Limits limits) {
        this.decisions = decisions;
        this.registers = registers;
        this.rows = rows;
        this.divisions = divisions;
        this.systems = systems;
        this.tables = new Tables(limits);
    }

    /**
     * What somebody wants of a file.
     *
     * @param part        sheet or layer; empty for the first
     * @param system      of its coordinates: said by a person, never guessed
     * @param corrections of what columns mean, by index from 0
     * @param leaveOut    rows that are refused are left out; else one of them keeps all out
     * @param dryRun      nothing is entered
     */
    public record Order(SourceFile file, Optional<String> part, Register register, PlaceSystem system, Map<Integer, Meaning> corrections,
            boolean leaveOut, boolean dryRun) {}

    /** Reads all of it, says what is wrong with which row, and enters it unless told otherwise. */
    public ImportReport take(Order order, Principal actor, String key) throws Refused {
        var table = tables.open(order.file(), order.part());
        var first = table.first(SAMPLES);
        var columns = Columns.guess(order.register(), table.columns(), first);
        for (var correction : order.corrections().entrySet())
            columns = columns.corrected(correction.getKey(), correction.getValue());
        boolean placed = table.carriesGeometry() || columns.locate() || order.register().kind().isEmpty();
        if (!order.dryRun() && !placed) // who only looks is to see the columns and say which
            throw Reason.of(order.file().name(), "no_coordinates", "找不到坐标列,请指定哪一列是经度(东坐标)、哪一列是纬度(北坐标)",
                    "no columns of coordinates; say which one is the longitude or easting and which the latitude or northing").refused();
        var maker = new RowMaker(order.file().name(), order.register(), columns, new Coordinates(systems, order.system()),
                divisions::townAt,
                this::townNamed);
        var reading = new Reading(order.register(), actor, rows);
        table.read(row -> {
            reading.take(row, maker.make(row));
            return true;
        });
        boolean enter = !order.dryRun() && reading.features.size() > 0 && (order.leaveOut() || reading.refusedRows == 0);
        return new ImportReport(table.part(), table.parts(), table.declaredSystem(), columns, samples(columns, first), reading.rows,
                reading.features.size(), reading.foreseen(), List.copyOf(reading.refused), Map.copyOf(reading.notes),
                shift(order.register(), reading.places), List.copyOf(reading.preview),
                enter ? Optional.of(entered(order, reading, actor, key)) : Optional.empty());
    }

    /** Of each column what tells most of it: its first few values that differ. */
    private static List<List<String>> samples(Columns columns, List<Row> first) {
        return columns.guesses()
                .stream()
                .map(guess -> first.stream()
                        .map(row -> row.cells().get(guess.column().index()))
                        .filter(cell -> !cell.isEmpty())
                        .distinct()
                        .limit(SAMPLES_TOLD)
                        .map(cell -> cell.length() > LONGEST_SAMPLE ? cell.substring(0, LONGEST_SAMPLE) + "…" : cell)
                        .toList())
                .toList();
    }

    private ImportReport.Entered entered(Order order, Reading reading, Principal actor, String key) {
        var request = new Once.Request(actor.id(), "import", order.register().key(), key,
                order.file().name() + "|" + order.system().id() + "|" + reading
                        .digest());
        var entry = decisions
                .decide(() -> registers.enterAll(reading.features, order.file().name(), order.system().id(), reading.refusedRows, request))
                .join();
        return new ImportReport.Entered(Payload.read(entry.payload(), Registers.Imported.class), entry);
    }

    private Optional<String> townNamed(String name) {
        return name.isEmpty()
                ? Optional.empty()
                : divisions.towns()
                        .stream()
                        .filter(code -> divisions.name(new onemap.domain.Area(code)).filter(name::equals).isPresent())
                        .findFirst();
    }

    private ShiftCheck.Finding shift(Register register, List<ShiftCheck.Named> places) {
        var known = rows.list(register)
                .stream()
                .flatMap(each -> each.row().place().stream().map(at -> new ShiftCheck.Named(each.row().name(), at)))
                .toList();
        return ShiftCheck.check(places, known, Optional.of(divisions.county()));
    }

    /** What was read so far. */
    private static final class Reading {
        private final Register register;
        private final Principal actor;
        private final RegisterRows known;
        private final Features features = new Features();
        private final List<Reason> refused = new ArrayList<>();
        private final Map<Placed.Note, Integer> notes = new EnumMap<>(Placed.Note.class);
        private final List<ShiftCheck.Named> places = new ArrayList<>();
        private final List<ImportReport.Preview> preview = new ArrayList<>();
        private final Map<String, Integer> rowOfId = new HashMap<>();
        private int rows;
        private int refusedRows;
        private int digest;
        private int fresh;
        private int same;

        Reading(Register register, Principal actor, RegisterRows known) {
            this.known = known;
            this.register = register;
            this.actor = actor;
        }

        void take(Row row, RowMaker.Made made) {
            rows++;
            switch (made) {
                case RowMaker.Made.Refused no -> refuse(no.reason());
                case RowMaker.Made.Feature feature -> take(row, feature);
            }
        }

        private void refuse(Reason reason) {
            refusedRows++;
            if (refused.size() < MOST_TOLD) refused.add(reason);
        }

        private void take(Row row, RowMaker.Made.Feature made) {
            digest = 31 * digest + made.feature().hashCode(); // of what the file says, whatever stands
            var properties = (ObjectNode) made.feature().path("properties");
            standing(properties.path("id").asText()).ifPresent(old -> {
                var all = (ObjectNode) old.row().properties().deepCopy();
                if (old.row().register() == register) made.feature().set("properties", all.setAll(properties));
                else
                    properties.set("sources", all.path("sources")); // the other thing's, to be refused as such
            });
            var entry = RegisterFold.Row.of(made.feature());
            var earlier = rowOfId.putIfAbsent(entry.id(), row.number());
            var reason = Reason.of("", "", "", "").atRow(row.number());
            if (earlier != null) {
                refuse(new Reason("same_id", "与第 " + earlier + " 行编号相同:" + entry.id(),
                        "has the same id as row " + earlier + ": " + entry.id(), "",
                        reason.row(), Optional.empty()));
                return;
            }
            var standing = known.find(entry.objectId());
            if (standing.filter(old -> old.row().register() != register).isPresent()) {
                refuse(new Reason("other_register", "编号 " + entry.id() + " 属于另一台账", "the id " + entry.id() + " is another register's", "",
                        reason.row(), Optional.empty()));
                return;
            }
            if (!isOwn(entry) || standing.filter(old -> !isOwn(old.row())).isPresent()) {
                refuse(new Reason("foreign", "不在您的辖区", "not in your area", "", reason.row(), Optional.empty()));
                return;
            }
            if (standing.isEmpty()) fresh++;
            if (standing.filter(old -> saysTheSame(entry, old.row())).isPresent()) same++;
            features.add(made.feature());
            made.placed().ifPresent(placed -> {
                placed.notes().forEach(note -> notes.merge(note, 1, Integer::sum));
                places.add(new ShiftCheck.Named(entry.name(), placed.place()));
                if (preview.size() < PREVIEWED) preview.add(new ImportReport.Preview(row.number(), entry.name(), placed.place()));
            });
        }

        /** The row of that id, in this register or in another one. */
        private Optional<RegisterRows.Standing> standing(String id) {
            return Stream.concat(Stream.of(register), Arrays.stream(Register.values()))
                    .flatMap(each -> known.find(each, id).stream())
                    .findFirst();
        }

        private static boolean saysTheSame(RegisterFold.Row entry, RegisterFold.Row old) {
            var open = (ObjectNode) entry.properties().deepCopy();
            open.remove("personal");
            return open.equals(old.properties()) && entry.place().equals(old.place());
        }

        ImportReport.Foreseen foreseen() { return new ImportReport.Foreseen(fresh, features.size() - fresh - same, same); }

        private boolean isOwn(RegisterFold.Row row) { return actor.area().isWholeCounty() || actor.area().holds(row.division()); }

        /** The same file under the same key is the same request. */
        int digest() { return 31 * register.key().hashCode() + digest; }
    }
}
