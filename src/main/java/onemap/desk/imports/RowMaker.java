package onemap.desk.imports;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.Function;
import onemap.domain.LonLat;
import onemap.flow.fold.RegisterFold;
import onemap.gis.table.Reason;
import onemap.gis.table.Row;
import onemap.gis.table.meaning.Columns;
import onemap.gis.table.meaning.Coordinates;
import onemap.gis.table.meaning.Meaning;
import onemap.gis.table.meaning.Placed;
import onemap.domain.register.Register;

/** One row of a table becomes one row of a register, a GeoJSON feature, or is refused by name and place. */
final class RowMaker {
    private static final int LONGEST_ID = 64;
    /** Between several names in one cell. */
    private static final String SEVERAL = "[、,,;;/\\n]+";
    /** Who answers for a thing, by register, as the rest of the system calls them. */
    private static final Map<Register, String> ROLES = Map.of(Register.RISK_POINTS, "owner", Register.TEAMS, "leader", Register.GRIDS,
            "gridKeeper");

    private final String file;
    private final Register register;
    private final Columns columns;
    private final Coordinates coordinates;
    private final Function<LonLat, Optional<String>> divisionAt;
    private final Function<String, Optional<String>> divisionNamed;

    /**
     * @param divisionAt    code of the town that holds a place
     * @param divisionNamed code of the town of that name
     */
    RowMaker(String file, Register register, Columns columns, Coordinates coordinates, Function<LonLat, Optional<String>> divisionAt,
            Function<String, Optional<String>> divisionNamed) {
        this.file = file;
        this.register = register;
        this.columns = columns;
        this.coordinates = coordinates;
        this.divisionAt = divisionAt;
        this.divisionNamed = divisionNamed;
    }

    /** What became of a row. */
    sealed interface Made {
        /** @param placed with notes of what was put right */
        record Feature(ObjectNode feature, Optional<Placed.At> placed) implements Made {}

        record Refused(Reason reason) implements Made {}
    }

    Made make(Row row) {
        if (row.fault().isPresent()) return new Made.Refused(row.fault().get());
        var cells = new Cells(file, columns, row);
        try {
            var placed = place(row, cells);
            var feature = feature(cells, placed.map(Placed.At::place));
            RegisterFold.enter(RegisterFold.Row.of(feature), Instant.EPOCH, (kind, id) -> Optional.empty());
            return new Made.Feature(feature, placed);
        } catch (Cells.Wrong wrong) {
            return new Made.Refused(wrong.reason());
        } catch (IllegalArgumentException e) {
            return new Made.Refused(
                    Reason.of(file, "row_refused", "这一行不能登记:" + e.getMessage(), e.getMessage()).atRow(row.number()));
        }
    }

    /** What is on no map needs no place. */
    private Optional<Placed.At> place(Row row, Cells cells) {
        var read = row.geometry()
                .filter(shape -> !columns.locate() || !shape.isEmpty())
                .map(shape -> coordinates.read(shape.getInteriorPoint().getX(), shape.getInteriorPoint().getY()))
                .orElseGet(() -> columns.find(Meaning.PLACE).isPresent()
                        ? coordinates.read(columns.text(row, Meaning.PLACE))
                        : coordinates.read(columns.text(row, Meaning.EAST), columns.text(row, Meaning.NORTH)));
        return switch (read) {
            case Placed.At at -> Optional.of(at);
            case Placed.Missing missing when register.kind().isEmpty() -> Optional.empty();
            case Placed.Missing missing -> throw cells.wrong(Meaning.EAST, "no_place", "没有坐标", "there are no coordinates");
            case Placed.Impossible impossible -> throw cells.wrong(Meaning.EAST, impossible.code(), impossible.zh(), impossible.en());
        };
    }

    private ObjectNode feature(Cells cells, Optional<LonLat> at) {
        var json = JsonNodeFactory.instance;
        String name = name(cells);
        var properties = json.objectNode().put("register", register.key()).put("id", id(cells, name)).put("name", name);
        division(cells, at, properties);
        new ParticularCells(register, cells, properties).put();
        persons(cells, properties);
        properties.set("origin", json.objectNode().put("system", coordinates.chosen().id()));
        var feature = json.objectNode().put("type", "Feature");
        feature.set("properties", properties);
        feature.set("geometry", at.<JsonNode>map(place -> json.objectNode()
                .put("type", "Point")
                .set("coordinates", json.arrayNode().add(round(place.lonDegrees())).add(round(place.latDegrees()))))
                .orElse(json.nullNode()));
        return feature;
    }

    /** To a centimetre: the same file gives the same row. */
    private static double round(double degrees) {
        return Math.round(degrees * 1e7) / 1e7;
    }

    /** A thing's own name; of a post or a household, whose names are persons', what it is; of supplies, what lies where. */
    private String name(Cells cells) {
        String own = cells.text(Meaning.NAME);
        String name = switch (register) {
            case PEOPLE -> joined(cells, Meaning.TOWN, Meaning.VILLAGE, Meaning.GRID, Meaning.DUTY);
            case HOUSEHOLDS -> joined(cells, Meaning.TOWN, Meaning.VILLAGE, Meaning.ID);
            case SUPPLIES -> cells.text(Meaning.ITEM).isEmpty() ? own : (own + " " + cells.text(Meaning.ITEM)).strip();
            default -> own;
        };
        if (name.isEmpty()) throw cells.wrong(Meaning.NAME, "no_name", "没有名称", "there is no name");
        return name;
    }

    private static String joined(Cells cells, Meaning... meanings) {
        return Arrays.stream(meanings).map(cells::text).filter(text -> !text.isEmpty()).collect(Collectors.joining(" "));
    }

    /** The list's own number, else one made of name and place in the county, so that the same list read again meets the same rows. */
    private String id(Cells cells, String name) {
        String own = cells.text(Meaning.ID).isEmpty() ? cells.text(Meaning.CODE) : cells.text(Meaning.ID);
        if (own.length() > LONGEST_ID || own.chars().anyMatch(letter -> letter < ' ' || letter == '/'))
            throw cells.wrong(Meaning.ID, "bad_id", "编号过长或含有“/”", "the id is too long or holds a slash");
        if (own.isEmpty() && register == Register.HOUSEHOLDS)
            throw cells.wrong(Meaning.ID, "no_id", "转移对象须有户编号", "a household needs an id"); // none is made of its people's names
        String from = register.key() + "|" + name + "|" + cells.text(Meaning.TOWN) + "|" + cells.text(Meaning.VILLAGE);
        return own.isEmpty() ? "n-" + UUID.nameUUIDFromBytes(from.getBytes(StandardCharsets.UTF_8)) : own;
    }

    private void division(Cells cells, Optional<LonLat> at, ObjectNode properties) {
        String town = cells.text(Meaning.TOWN);
        properties.put("town", town);
        divisionNamed.apply(town).or(() -> at.flatMap(divisionAt)).ifPresent(code -> properties.put("townCode", code));
        cells.copy(Meaning.VILLAGE, "village", properties);
        if (register != Register.HOUSEHOLDS) cells.copy(Meaning.ADDRESS, "address", properties);
    }

    private void persons(Cells cells, ObjectNode properties) {
        var persons = JsonNodeFactory.instance.objectNode();
        switch (register) {
            case PEOPLE -> {
                person(persons, "holder", cells, Meaning.NAME, Meaning.PHONE);
                String[] names = cells.text(Meaning.DEPUTY).split(SEVERAL);
                String[] phones = cells.text(Meaning.DEPUTY_PHONE).split(SEVERAL);
                for (int i = 0; i < names.length; i++)
                    person(persons, "deputy" + (i + 1), names[i], i < phones.length ? phones[i] : "");
            }
            case HOUSEHOLDS -> {
                person(persons, "householder", cells, Meaning.NAME, Meaning.PHONE);
                if (!cells.text(Meaning.ADDRESS).isEmpty())
                    persons.withObjectProperty("householder").put("address", cells.text(Meaning.ADDRESS));
                person(persons, "owner", cells.text(Meaning.CONTACT), "");
            }
            default -> person(persons, ROLES.getOrDefault(register, "keeper"), cells, Meaning.CONTACT, Meaning.PHONE);
        }
        if (!persons.isEmpty()) properties.set("personal", persons);
    }

    private static void person(ObjectNode persons, String role, Cells cells, Meaning name, Meaning phone) {
        person(persons, role, cells.text(name), cells.text(phone));
    }

    private static void person(ObjectNode persons, String role, String name, String phone) {
        if (!name.isBlank() || !phone.isBlank()) persons.putObject(role).put("name", name.strip()).put("phone", phone.strip());
    }
}
