package onemap.desk.imports;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import onemap.domain.LonLat;
import onemap.domain.Site;
import onemap.flow.fold.RegisterFold;
import onemap.gis.table.Reason;
import onemap.gis.table.Row;
import onemap.gis.table.Texts;
import onemap.gis.table.meaning.Columns;
import onemap.gis.table.meaning.Coordinates;
import onemap.gis.table.meaning.Meaning;
import onemap.gis.table.meaning.Placed;
import onemap.gis.table.meaning.Register;

/** One row of a table becomes one row of a register, a GeoJSON feature, or is refused by name and place. */
final class RowMaker {
    private static final int LONGEST_ID = 64;
    private static final int LONGEST_TEXT = 500;
    /** Who answers for a thing, by register, as the rest of the system calls them. */
    private static final Map<Register, String> ROLES = Map.of(Register.SHELTERS, "keeper", Register.RISK_POINTS, "owner", Register.TEAMS,
            "leader");

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
        record Feature(ObjectNode feature, Placed.At placed) implements Made {}

        record Refused(Reason reason) implements Made {}
    }

    /** Why a cell cannot be used; ends the making of its row. */
    private static final class Wrong extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final transient Reason reason;

        Wrong(Reason reason) {
            super(reason.textEn(), null, false, false);
            this.reason = reason;
        }
    }

    Made make(Row row) {
        if (row.fault().isPresent()) return new Made.Refused(row.fault().get());
        try {
            var placed = place(row);
            var feature = feature(row, placed.place());
            RegisterFold.enter(RegisterFold.Row.of(feature), Instant.EPOCH, (kind, id) -> Optional.empty());
            return new Made.Feature(feature, placed);
        } catch (Wrong wrong) {
            return new Made.Refused(wrong.reason);
        } catch (IllegalArgumentException e) {
            return new Made.Refused(reason("row_refused", "这一行不能登记:" + e.getMessage(), e.getMessage()).atRow(row.number()));
        }
    }

    private Reason reason(String code, String zh, String en) { return Reason.of(file, code, zh, en); }

    private Wrong wrong(Row row, Meaning meaning, String code, String zh, String en) {
        var reason = reason(code, zh, en).atRow(row.number());
        return new Wrong(columns.find(meaning).map(column -> reason.inColumn(column.name())).orElse(reason));
    }

    private Placed.At place(Row row) {
        var read = row.geometry()
                .filter(shape -> !columns.locate() || !shape.isEmpty())
                .map(shape -> coordinates.read(shape.getInteriorPoint().getX(), shape.getInteriorPoint().getY()))
                .orElseGet(() -> columns.find(Meaning.PLACE).isPresent()
                        ? coordinates.read(columns.text(row, Meaning.PLACE))
                        : coordinates.read(columns.text(row, Meaning.EAST), columns.text(row, Meaning.NORTH)));
        return switch (read) {
            case Placed.At at -> at;
            case Placed.Missing missing -> throw wrong(row, Meaning.EAST, "no_place", "没有坐标", "there are no coordinates");
            case Placed.Impossible impossible -> throw wrong(row, Meaning.EAST, impossible.code(), impossible.zh(), impossible.en());
        };
    }

    private ObjectNode feature(Row row, LonLat at) {
        String name = text(row, Meaning.NAME);
        if (name.isEmpty()) throw wrong(row, Meaning.NAME, "no_name", "没有名称", "there is no name");
        var json = JsonNodeFactory.instance;
        var properties = json.objectNode().put("register", register.key()).put("id", id(row, name)).put("name", name);
        division(row, at, properties);
        particulars(row, properties);
        persons(row, properties);
        properties.set("origin", json.objectNode().put("system", coordinates.chosen().id()));
        var feature = json.objectNode().put("type", "Feature");
        feature.set("properties", properties);
        feature.set("geometry",
                json.objectNode()
                        .put("type", "Point")
                        .set("coordinates", json.arrayNode().add(round(at.lonDegrees())).add(round(at.latDegrees()))));
        return feature;
    }

    /** To a centimetre: the same file gives the same row. */
    private static double round(double degrees) {
        return Math.round(degrees * 1e7) / 1e7;
    }

    /** The list's own number, else one made of name and place in the county, so that the same list read again meets the same rows. */
    private String id(Row row, String name) {
        String own = text(row, Meaning.ID).isEmpty() ? text(row, Meaning.CODE) : text(row, Meaning.ID);
        if (own.length() > LONGEST_ID || own.chars().anyMatch(letter -> letter < ' ' || letter == '/'))
            throw wrong(row, Meaning.ID, "bad_id", "编号过长或含有“/”", "the id is too long or holds a slash");
        String from = register.key() + "|" + name + "|" + text(row, Meaning.TOWN) + "|" + text(row, Meaning.VILLAGE);
        return own.isEmpty() ? "n-" + UUID.nameUUIDFromBytes(from.getBytes(StandardCharsets.UTF_8)) : own;
    }

    private void division(Row row, LonLat at, ObjectNode properties) {
        String town = text(row, Meaning.TOWN);
        properties.put("town", town);
        divisionNamed.apply(town).or(() -> divisionAt.apply(at)).ifPresent(code -> properties.put("townCode", code));
        if (!text(row, Meaning.VILLAGE).isEmpty()) properties.put("village", text(row, Meaning.VILLAGE));
        if (!text(row, Meaning.ADDRESS).isEmpty()) properties.put("address", text(row, Meaning.ADDRESS));
    }

    /** What the list has no column for is not said, so that what stands stays. */
    private void particulars(Row row, ObjectNode properties) {
        switch (register) {
            case SHELTERS -> {
                if (columns.find(Meaning.TIER).isPresent()) properties.put("tier", tier(text(row, Meaning.TIER)));
                count(row, "capacityPersons", columns.find(Meaning.CAPACITY).isPresent() ? Meaning.CAPACITY : Meaning.PERSONS, properties);
                count(row, "beds", Meaning.BEDS, properties);
            }
            case RISK_POINTS -> {
                properties.put("list", list(row).name());
                count(row, "threatenedHouseholds", Meaning.HOUSEHOLDS, properties);
                count(row, "threatenedPersons", Meaning.PERSONS, properties);
            }
            case TEAMS -> {
                if (columns.find(Meaning.KIND).isPresent()) properties.put("teamClass", text(row, Meaning.KIND));
                count(row, "strengthPersons", columns.find(Meaning.STRENGTH).isPresent() ? Meaning.STRENGTH : Meaning.PERSONS, properties);
                if (columns.find(Meaning.EQUIPMENT).isPresent()) properties.put("equipment", text(row, Meaning.EQUIPMENT));
            }
            case CAMERAS, STATIONS, ENTERPRISES, SUPPLIES, SCREENS, PEOPLE -> {
            }
        }
    }

    private void count(Row row, String name, Meaning meaning, ObjectNode properties) {
        if (columns.find(meaning).isPresent()) properties.put(name, count(row, meaning));
    }

    private static String tier(String text) {
        if (text.contains("县") || text.contains("区级") || text.equalsIgnoreCase("county")) return "county";
        return text.contains("镇") || text.contains("乡") || text.contains("街道") || text.equalsIgnoreCase("town") ? "town" : "village";
    }

    private Site.RiskList list(Row row) {
        String text = text(row, Meaning.KIND);
        return Arrays.stream(Site.RiskList.values())
                .filter(list -> !text.isEmpty() && (list.name().equals(text) || list.title().contains(text) || text.contains(list.title())))
                .findFirst()
                .orElseThrow(() -> wrong(row, Meaning.KIND, "no_risk_list", "“" + text + "”不是八张风险清单之一",
                        "“" + text + "” is none of the eight lists"));
    }

    private void persons(Row row, ObjectNode properties) {
        String name = text(row, Meaning.CONTACT);
        String phone = text(row, Meaning.PHONE);
        if (!ROLES.containsKey(register) || name.isEmpty() && phone.isEmpty()) return;
        properties.putObject("personal").putObject(ROLES.get(register)).put("name", name).put("phone", phone);
    }

    private String text(Row row, Meaning meaning) {
        String text = Texts.strip(columns.text(row, meaning));
        if (text.length() > LONGEST_TEXT) throw wrong(row, meaning, "text_too_long", "超过 500 字", "more than 500 characters");
        return text;
    }

    /** 120, 1,200, 120人, full-width; nothing is 0. */
    private int count(Row row, Meaning meaning) {
        String text = text(row, meaning);
        String digits = Texts.halfWidth(text).replaceAll("[,\\s]", "").replaceFirst("(?:\\.0+)?[人张户口名]?$", "");
        if (text.isEmpty()) return 0;
        if (!digits.matches("\\d{1,8}"))
            throw wrong(row, meaning, "no_count", "“" + text + "”不是整数", "“" + text + "” is not a whole number");
        return Integer.parseInt(digits);
    }
}
