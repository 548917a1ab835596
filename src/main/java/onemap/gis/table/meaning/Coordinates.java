package onemap.gis.table.meaning;

import java.util.EnumSet;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.regex.Pattern;
import onemap.domain.LonLat;
import onemap.gis.CoordinateSystems;
import onemap.gis.table.Texts;
import onemap.gis.table.meaning.Placed.Note;

/** Texts and numbers of a file to places in WGS-84, by the coordinate system somebody chose. Thread-safe. */
public final class Coordinates {
    private static final double WEST_DEGREES = 73;
    private static final double EAST_DEGREES = 136;
    private static final double SOUTH_DEGREES = 3;
    private static final double NORTH_DEGREES = 54;
    /** A zone of 3 degrees reaches 167 km to each side of its meridian at the equator; its neighbours' things lie in it, too. */
    private static final double LEAST_EASTING_METRES = 150_000;
    private static final double MOST_EASTING_METRES = 850_000;
    /** Of China's land and sea: 3° to 54° N. */
    private static final double LEAST_NORTHING_METRES = 330_000;
    private static final double MOST_NORTHING_METRES = 6_000_000;
    private static final double ZONE_METRES = 1_000_000;
    private static final double MERCATOR_METRES = 20_037_509;
    private static final Pattern THOUSANDS = Pattern.compile("-?\\d{1,3}(?:[, ]\\d{3})+(?:\\.\\d+)?");
    private static final Pattern METRES = Pattern.compile("[+-]?\\d+(?:\\.\\d+)?(?:[eE][+-]?\\d{1,2})?");
    private static final Pattern BETWEEN = Pattern.compile("[,;、/|]");

    private final CoordinateSystems systems;
    private final PlaceSystem chosen;

    public Coordinates(CoordinateSystems systems, PlaceSystem chosen) {
        this.systems = systems;
        this.chosen = chosen;
    }

    public PlaceSystem chosen() { return chosen; }

    /**
     * Of two cells.
     *
     * @param east  longitude or easting
     * @param north latitude or northing
     */
    public Placed read(String east, String north) {
        if (Texts.strip(east).isEmpty() && Texts.strip(north).isEmpty()) return new Placed.Missing();
        if (Texts.strip(east).isEmpty() || Texts.strip(north).isEmpty())
            return impossible("half_a_place", "只有一个坐标", "only one of two coordinates");
        return chosen.inDegrees() ? angles(east, north) : metres(east, north);
    }

    /** Of one cell that holds both, for example {@code 121.5,29.2} or {@code E121°26′30″ N29°12′}. */
    public Placed read(String both) {
        String plain = Texts.strip(Texts.halfWidth(both));
        if (plain.isEmpty()) return new Placed.Missing();
        for (String[] parts : new String[][]{BETWEEN.split(plain), plain.split("\\s+"),
                plain.split("(?<=[\"'°秒分度EW])\\s*(?=[NS北南])|(?<=[NS北南秒])\\s*(?=[EW东西])")})
            if (parts.length == 2) return read(parts[0], parts[1]);
        return impossible("no_two_coordinates", "“" + brief(both) + "”不是一对坐标", "“" + brief(both) + "” is no pair of coordinates");
    }

    /** Of a point of the file's own geometry. */
    public Placed read(double x, double y) {
        if (!Double.isFinite(x) || !Double.isFinite(y)) return impossible("no_number", "坐标不是数", "a coordinate is no number");
        return chosen.inDegrees() ? degrees(x, y, EnumSet.noneOf(Note.class)) : projected(x, y);
    }

    private Placed angles(String east, String north) {
        var x = Angle.parse(east);
        var y = Angle.parse(north);
        if (x.isEmpty()) return unreadable(east, true);
        if (y.isEmpty()) return unreadable(north, true);
        boolean lettered = x.get().axis() == Angle.Axis.LATITUDE || y.get().axis() == Angle.Axis.LONGITUDE;
        if (lettered && x.get().axis() != Angle.Axis.LONGITUDE && y.get().axis() != Angle.Axis.LATITUDE)
            return degrees(y.get().degrees(), x.get().degrees(), EnumSet.of(Note.SWAPPED));
        if (lettered) return impossible("two_of_one_axis", "两个坐标都是经度或都是纬度", "both are longitudes, or both latitudes");
        return degrees(x.get().degrees(), y.get().degrees(), EnumSet.noneOf(Note.class));
    }

    private Placed degrees(double x, double y, Set<Note> notes) {
        if (x == 0 && y == 0) return impossible("zero", "坐标为 0,0", "the place is 0, 0");
        if (!inChina(x, y) && inChina(y, x) && notes.isEmpty()) return degrees(y, x, EnumSet.of(Note.SWAPPED));
        if (Math.abs(x) > 1_000 && Math.abs(y) > 1_000) return metresForDegrees();
        if (Math.abs(x) > 180 || Math.abs(y) > 90)
            return impossible("out_of_range", "经度应在 ±180 之内,纬度在 ±90 之内",
                    "longitude is within ±180, latitude within ±90");
        return told(toWgs84(x, y), notes);
    }

    private Placed metresForDegrees() {
        return impossible("metres_for_degrees", "是以米为单位的投影坐标,而选择的是经纬度(" + chosen.titleZh() + ")",
                "these are metres, and degrees were chosen (" + chosen.titleEn() + ")");
    }

    private LonLat toWgs84(double x, double y) {
        return switch (chosen) {
            case PlaceSystem.Gcj02 gcj02 -> onemap.gis.Gcj02.toWgs84(new LonLat(x, y));
            case PlaceSystem.Bd09 bd09 -> onemap.gis.Bd09.toWgs84(new LonLat(x, y));
            case PlaceSystem.Epsg epsg -> epsg.code() == 4326 ? new LonLat(x, y) : systems.toWgs84(x, y, epsg.code());
        };
    }

    private static Placed told(LonLat place, Set<Note> notes) {
        if (!inChina(place.lonDegrees(), place.latDegrees())) notes.add(Note.OUTSIDE_CHINA);
        return new Placed.At(place, notes);
    }

    private Placed metres(String east, String north) {
        var x = number(east);
        var y = number(north);
        if (x.isEmpty()) return unreadable(east, false);
        if (y.isEmpty()) return unreadable(north, false);
        return projected(x.getAsDouble(), y.getAsDouble());
    }

    private Placed projected(double x, double y) {
        if (x == 0 && y == 0) return impossible("zero", "坐标为 0,0", "the place is 0, 0");
        if (Math.abs(x) <= 180 && Math.abs(y) <= 180)
            return impossible("degrees_for_metres", "是经纬度,而选择的是投影坐标(" + chosen.titleZh() + ")",
                    "these are degrees, and metres were chosen (" + chosen.titleEn() + ")");
        if (chosen instanceof PlaceSystem.Epsg epsg && epsg.zone().isPresent()) return zoned(epsg, epsg.zone().getAsInt(), x, y);
        if (Math.abs(x) > MERCATOR_METRES || Math.abs(y) > MERCATOR_METRES)
            return impossible("out_of_range", "超出 Web 墨卡托范围", "outside of Web Mercator");
        return transformed(x, y, EnumSet.noneOf(Note.class));
    }

    private Placed zoned(PlaceSystem.Epsg epsg, int zone, double x, double y) {
        var notes = EnumSet.noneOf(Note.class);
        double east = x;
        double north = y;
        if (isNorthing(east) && !isEasting(east) && isEasting(north)) {
            east = y;
            north = x;
            notes.add(Note.SWAPPED);
        }
        int prefix = zoneOf(east);
        if (prefix > 0 && prefix != zone) return otherZone(prefix);
        double bare = prefix > 0 ? east - prefix * ZONE_METRES : east;
        if (!isEasting(bare) || !isNorthing(north))
            return impossible("out_of_range", "东坐标 " + plain(east)
                    + "、北坐标 " + plain(north) + " 不在" + chosen.titleZh() + "的范围内",
                    "easting " + plain(east) + " and northing " + plain(north)
                            + " are not in the range of " + chosen.titleEn());
        if (prefix > 0 && !epsg.isPrefixed()) notes.add(Note.ZONE_TAKEN_OFF);
        if (prefix == 0 && epsg.isPrefixed()) notes.add(Note.ZONE_PUT_ON);
        return transformed(epsg.isPrefixed() ? bare + zone * ZONE_METRES : bare, north, notes);
    }

    private Placed otherZone(int prefix) {
        String zh = prefix < PlaceSystem.FIRST_ZONE
                ? "(6 度带)"
                : ",即 EPSG:" + (PlaceSystem.FIRST_PREFIXED + prefix - PlaceSystem.FIRST_ZONE);
        String en = prefix < PlaceSystem.FIRST_ZONE
                ? " (of 6 degrees)"
                : ", which is EPSG:" + (PlaceSystem.FIRST_PREFIXED + prefix
                        - PlaceSystem.FIRST_ZONE);
        return impossible("other_zone", "东坐标的带号是 " + prefix + zh + ",而选择的是" + chosen.titleZh(), "the easting is of zone " + prefix + en
                + ", and chosen is " + chosen.titleEn());
    }

    private Placed transformed(double x, double y, Set<Note> notes) {
        try {
            return told(toWgs84(x, y), notes);
        } catch (IllegalArgumentException outside) {
            return impossible("out_of_range", "坐标超出" + chosen.titleZh() + "的范围", "outside of " + chosen.titleEn());
        }
    }

    private static OptionalDouble number(String text) {
        String plain = Texts.strip(Texts.halfWidth(text)).replaceFirst("(?i)\\s*(m|米)$", "");
        if (THOUSANDS.matcher(plain).matches()) plain = plain.replaceAll("[, ]", "");
        else if (plain.indexOf(',') == plain.lastIndexOf(',') && plain.indexOf('.') < 0) plain = plain.replace(',', '.');
        return METRES.matcher(plain).matches() ? OptionalDouble.of(Double.parseDouble(plain)) : angle(text);
    }

    /** Degrees among metres are read so that they are told as what they are. */
    private static OptionalDouble angle(String text) {
        Optional<Angle> angle = Angle.parse(text);
        return angle.isPresent() ? OptionalDouble.of(angle.get().degrees()) : OptionalDouble.empty();
    }

    private Placed unreadable(String text, boolean degrees) {
        if (degrees && Math.abs(number(text).orElse(0)) > 1_000) return metresForDegrees();
        return impossible("no_coordinate", "“" + brief(text) + "”不是坐标", "“" + brief(text) + "” is no coordinate");
    }

    private static boolean inChina(double lonDegrees, double latDegrees) {
        return lonDegrees >= WEST_DEGREES && lonDegrees <= EAST_DEGREES && latDegrees >= SOUTH_DEGREES && latDegrees <= NORTH_DEGREES;
    }

    /** With the number of its zone or without. */
    private static boolean isEasting(double metres) {
        double bare = metres - zoneOf(metres) * ZONE_METRES;
        return bare >= LEAST_EASTING_METRES && bare <= MOST_EASTING_METRES;
    }

    private static boolean isNorthing(double metres) { return metres > LEAST_NORTHING_METRES && metres < MOST_NORTHING_METRES; }

    /** 13 to 23 of 6 degrees, 25 to 45 of 3 degrees; 0 when the easting carries none. */
    private static int zoneOf(double eastMetres) {
        int zone = (int) Math.floor(eastMetres / ZONE_METRES);
        return zone >= 13 && zone <= 45 ? zone : 0;
    }

    private static Placed impossible(String code, String zh, String en) { return new Placed.Impossible(code, zh, en); }

    private static String brief(String text) { return text.length() > 40 ? text.substring(0, 40) + "…" : text; }

    private static String plain(double metres) { return String.format(java.util.Locale.ROOT, "%.1f", metres); }
}
