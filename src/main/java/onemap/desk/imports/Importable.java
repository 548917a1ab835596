package onemap.desk.imports;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import onemap.gis.table.meaning.Meaning;
import onemap.domain.register.Register;
import static onemap.gis.table.meaning.Meaning.ADDRESS;
import static onemap.gis.table.meaning.Meaning.AMOUNT;
import static onemap.gis.table.meaning.Meaning.BEDS;
import static onemap.gis.table.meaning.Meaning.CODE;
import static onemap.gis.table.meaning.Meaning.CONTACT;
import static onemap.gis.table.meaning.Meaning.DEPUTY;
import static onemap.gis.table.meaning.Meaning.DEPUTY_PHONE;
import static onemap.gis.table.meaning.Meaning.EAST;
import static onemap.gis.table.meaning.Meaning.EXPIRY;
import static onemap.gis.table.meaning.Meaning.GRADE;
import static onemap.gis.table.meaning.Meaning.GRID;
import static onemap.gis.table.meaning.Meaning.ID;
import static onemap.gis.table.meaning.Meaning.ITEM;
import static onemap.gis.table.meaning.Meaning.NAME;
import static onemap.gis.table.meaning.Meaning.NIGHT_PERSONS;
import static onemap.gis.table.meaning.Meaning.NORTH;
import static onemap.gis.table.meaning.Meaning.ORGANISATION;
import static onemap.gis.table.meaning.Meaning.PERSONS;
import static onemap.gis.table.meaning.Meaning.PHONE;
import static onemap.gis.table.meaning.Meaning.PLACE;
import static onemap.gis.table.meaning.Meaning.SHELTER;
import static onemap.gis.table.meaning.Meaning.SOURCE;
import static onemap.gis.table.meaning.Meaning.REMARK;
import static onemap.gis.table.meaning.Meaning.PROPERTY;
import static onemap.gis.table.meaning.Meaning.GUARANTEE_LEVEL;
import static onemap.gis.table.meaning.Meaning.KIND;
import static onemap.gis.table.meaning.Meaning.TENANTS;
import static onemap.gis.table.meaning.Meaning.TANKS;
import static onemap.gis.table.meaning.Meaning.EVACUATION_LIST;
import static onemap.gis.table.meaning.Meaning.UNIT;
import static onemap.gis.table.meaning.Meaning.CONTROLLER;
import static onemap.gis.table.meaning.Meaning.DUTY;
import static onemap.gis.table.meaning.Meaning.HELP;
import static onemap.gis.table.meaning.Meaning.CAPACITY;
import static onemap.gis.table.meaning.Meaning.STATE;
import static onemap.gis.table.meaning.Meaning.EQUIPMENT;

import static onemap.gis.table.meaning.Meaning.STREAM;
import static onemap.gis.table.meaning.Meaning.STRENGTH;
import static onemap.gis.table.meaning.Meaning.SUBSTANCES;
import static onemap.gis.table.meaning.Meaning.TAGS;
import static onemap.gis.table.meaning.Meaning.TIER;
import static onemap.gis.table.meaning.Meaning.TOWN;
import static onemap.gis.table.meaning.Meaning.TRIGGER;
import static onemap.gis.table.meaning.Meaning.VILLAGE;
import static onemap.gis.table.meaning.Meaning.WARNING_LEVEL;

/** Which registers 台账 a file may go into, with the columns each of them takes: what {@link RowMaker} reads, for whoever corrects a column. */
public final class Importable {
    private static final List<Meaning> ALWAYS = List.of(ID, NAME, CODE, TOWN, VILLAGE, ADDRESS, EAST, NORTH, PLACE);

    private Importable() {}

    public static Optional<Register> find(String key) {
        return Arrays.stream(Register.values()).filter(each -> each.key().equals(key) && !meanings(each).isEmpty()).findFirst();
    }

    /** None: nothing is imported into that register. */
    public static List<Meaning> meanings(Register register) {
        return switch (register) {
            case SHELTERS -> always(CAPACITY, BEDS, TIER, PERSONS, CONTACT, PHONE);
            case RISK_POINTS -> always(KIND, Meaning.HOUSEHOLDS, PERSONS, TRIGGER, CONTACT, PHONE);
            case TEAMS -> always(KIND, STRENGTH, PERSONS, EQUIPMENT, CONTACT, PHONE);
            case VEHICLES -> always(ORGANISATION, SOURCE);
            case CAMERAS -> always(STREAM, REMARK);
            case STATIONS -> always(PROPERTY, WARNING_LEVEL, GUARANTEE_LEVEL, SOURCE);
            case ENTERPRISES ->
                always(KIND, TENANTS, SUBSTANCES, GRADE, TANKS, PERSONS, NIGHT_PERSONS, TAGS, EVACUATION_LIST, CONTACT, PHONE);
            case SUPPLIES -> always(ITEM, AMOUNT, UNIT, EXPIRY, STATE, CONTACT, PHONE);
            case SCREENS -> always(KIND, CONTROLLER, CONTACT, PHONE);
            case PEOPLE -> always(GRID, DUTY, ORGANISATION, PHONE, DEPUTY, DEPUTY_PHONE);
            case GRIDS -> always(Meaning.HOUSEHOLDS, PERSONS, CONTACT, PHONE);
            case HOUSEHOLDS -> always(PERSONS, HELP, EVACUATION_LIST, SHELTER, CONTACT, PHONE);
        };
    }

    /** Corrections of what columns mean, by index from 0: {@code 3:name,5:capacity}. */
    public static Map<Integer, Meaning> corrections(String text) {
        var columns = new HashMap<Integer, Meaning>();
        for (String each : text.split(","))
            if (!each.isBlank()) {
                String[] pair = each.split(":", -1);
                if (pair.length != 2 || !pair[0].matches("\\d{1,4}"))
                    throw new IllegalArgumentException("columns is not like 3:name,5:capacity");
                columns.put(Integer.parseInt(pair[0]), meaning(pair[1]));
            }
        return Map.copyOf(columns);
    }

    private static Meaning meaning(String key) {
        return Arrays.stream(Meaning.values())
                .filter(each -> each.key().equals(key))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("columns: no meaning \"" + key + "\""));
    }

    private static List<Meaning> always(Meaning... more) { return Stream.concat(ALWAYS.stream(), Arrays.stream(more)).toList(); }
}
