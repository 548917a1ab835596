package onemap.desk.imports;

import static onemap.gis.table.meaning.Meaning.ADDRESS;
import static onemap.gis.table.meaning.Meaning.BEDS;
import static onemap.gis.table.meaning.Meaning.CAPACITY;
import static onemap.gis.table.meaning.Meaning.CODE;
import static onemap.gis.table.meaning.Meaning.CONTACT;
import static onemap.gis.table.meaning.Meaning.EAST;
import static onemap.gis.table.meaning.Meaning.EQUIPMENT;
import static onemap.gis.table.meaning.Meaning.HOUSEHOLDS;
import static onemap.gis.table.meaning.Meaning.ID;
import static onemap.gis.table.meaning.Meaning.KIND;
import static onemap.gis.table.meaning.Meaning.NAME;
import static onemap.gis.table.meaning.Meaning.NORTH;
import static onemap.gis.table.meaning.Meaning.PERSONS;
import static onemap.gis.table.meaning.Meaning.PHONE;
import static onemap.gis.table.meaning.Meaning.PLACE;
import static onemap.gis.table.meaning.Meaning.STRENGTH;
import static onemap.gis.table.meaning.Meaning.TIER;
import static onemap.gis.table.meaning.Meaning.TOWN;
import static onemap.gis.table.meaning.Meaning.VILLAGE;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import onemap.gis.table.meaning.Meaning;
import onemap.gis.table.meaning.Register;

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
            case RISK_POINTS -> always(KIND, HOUSEHOLDS, PERSONS, CONTACT, PHONE);
            case TEAMS -> always(KIND, STRENGTH, PERSONS, EQUIPMENT, CONTACT, PHONE);
            case CAMERAS, STATIONS -> ALWAYS;
            case ENTERPRISES, SUPPLIES, SCREENS, PEOPLE -> List.of();
        };
    }

    private static List<Meaning> always(Meaning... more) { return Stream.concat(ALWAYS.stream(), Arrays.stream(more)).toList(); }
}
