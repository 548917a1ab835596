package onemap.gis.table.reading;

import java.util.Locale;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import onemap.gis.table.DeclaredSystem;

/**
 * The coordinate system a .prj file names: OGC well-known text in the dialects of ESRI and EPSG (OGC 01-009, OGC 18-010). What CGCS2000 zone it is is
 * told by name and by parameters, and must be the same by both.
 */
final class PrjText {
    private static final Pattern NAME = Pattern.compile("^\\s*(PROJCS|GEOGCS|PROJCRS|GEOGCRS|GEODCRS)\\s*\\[\\s*\"([^\"]{1,200})\"");
    private static final Pattern CODE = Pattern.compile("(?:AUTHORITY|ID)\\s*\\[\\s*\"EPSG\"\\s*,\\s*\"?(\\d{4,5})\"?\\s*\\]\\s*\\]\\s*$");
    private static final Pattern CENTRAL_MERIDIAN = Pattern.compile(
            "\"(?:CENTRAL_MERIDIAN|LONGITUDE_OF_CENTER|LONGITUDE OF NATURAL ORIGIN)\"\\s*,\\s*(\\d+(?:\\.\\d+)?)");
    private static final Pattern FALSE_EASTING = Pattern.compile("\"FALSE[_ ]EASTING\"\\s*,\\s*(\\d+(?:\\.\\d+)?)");
    private static final Pattern THREE_DEGREES = Pattern.compile("CGCS2000(?:3DEGREE|3DEG)(?:GAUSSKRUGER|GK)(CM|ZONE)(\\d{2,3})E?");
    private static final Pattern SIX_DEGREES = Pattern.compile("CGCS2000(?:GAUSSKRUGER|GK)(CM|ZONE)(\\d{2,3})E?");
    private static final Pattern UTM = Pattern.compile("WGS(?:19)?84UTMZONE(\\d{1,2})N");

    private PrjText() {}

    static DeclaredSystem read(String text) {
        String upper = text.replace("\uFEFF", "").toUpperCase(Locale.ROOT);
        var name = NAME.matcher(upper);
        if (!name.find()) return text.isBlank() ? new DeclaredSystem.None() : new DeclaredSystem.Unknown(brief(text));
        String said = text.replace("\uFEFF", "").substring(name.start(2), name.end(2));
        var known = byName(name.group(2).replaceAll("[^A-Z0-9]", ""));
        var code = CODE.matcher(upper);
        if (known.isEmpty() && code.find()) known = OptionalInt.of(Integer.parseInt(code.group(1)));
        if (known.isEmpty()) known = byParameters(upper);
        if (known.isEmpty() || !agrees(known.getAsInt(), upper)) return new DeclaredSystem.Unknown(said);
        return new DeclaredSystem.Epsg(known.getAsInt(), said);
    }

    private static OptionalInt byName(String name) {
        switch (name) {
            case "GCSCHINAGEODETICCOORDINATESYSTEM2000", "CHINAGEODETICCOORDINATESYSTEM2000", "CGCS2000", "GCSCGCS2000" -> {
                return OptionalInt.of(4490);
            }
            case "GCSWGS1984", "WGS84", "WGS1984" -> {
                return OptionalInt.of(4326);
            }
            case "WGS1984WEBMERCATORAUXILIARYSPHERE", "WGS1984WEBMERCATOR", "WGS84PSEUDOMERCATOR" -> {
                return OptionalInt.of(3857);
            }
            default -> {
                return projected(name);
            }
        }
    }

    private static OptionalInt projected(String name) {
        var three = THREE_DEGREES.matcher(name);
        if (three.matches())
            return three.group(1).equals("CM") ? step(4534, 75, 3, 21, three.group(2)) : step(4513, 25, 1, 21, three.group(2));
        var six = SIX_DEGREES.matcher(name);
        if (six.matches()) return six.group(1).equals("CM") ? step(4502, 75, 6, 11, six.group(2)) : step(4491, 13, 1, 11, six.group(2));
        var utm = UTM.matcher(name);
        return utm.matches() ? step(32601, 1, 1, 60, utm.group(1)) : OptionalInt.empty();
    }

    /** EPSG numbers its series without gaps. */
    private static OptionalInt step(int firstCode, int first, int step, int count, String said) {
        int steps = (Integer.parseInt(said) - first) / step;
        boolean known = Integer.parseInt(said) >= first && (Integer.parseInt(said) - first) % step == 0 && steps < count;
        return known ? OptionalInt.of(firstCode + steps) : OptionalInt.empty();
    }

    /** A projection somebody named by hand: CGCS2000, a meridian of a 3-degree zone, and the easting as it is or with the zone before it. */
    private static OptionalInt byParameters(String upper) {
        boolean cgcs2000 = upper.contains("D_CHINA_2000") || upper.contains("\"CHINA_2000\"") || upper.contains("\"CHINA 2000\"");
        boolean transverse = upper.contains("GAUSS_KRUGER") || upper.contains("TRANSVERSE_MERCATOR")
                || upper.contains("TRANSVERSE MERCATOR");
        double meridian = number(CENTRAL_MERIDIAN, upper);
        double eastingMetres = number(FALSE_EASTING, upper);
        if (!cgcs2000 || !transverse || meridian != Math.rint(meridian)) return OptionalInt.empty();
        if (eastingMetres == 500_000) return step(4534, 75, 3, 21, String.valueOf((int) meridian));
        double zone = (eastingMetres - 500_000) / 1_000_000;
        return zone * 3 == meridian ? step(4513, 25, 1, 21, String.valueOf((int) zone)) : OptionalInt.empty();
    }

    /** A name may have been given to other parameters; then neither is believed. */
    private static boolean agrees(int epsg, String upper) {
        double meridian = number(CENTRAL_MERIDIAN, upper);
        double eastingMetres = number(FALSE_EASTING, upper);
        if (Double.isNaN(meridian) || Double.isNaN(eastingMetres)) return true;
        if (epsg >= 4534 && epsg <= 4554) return meridian == 75 + 3 * (epsg - 4534) && eastingMetres == 500_000;
        if (epsg >= 4513 && epsg <= 4533)
            return meridian == 75 + 3 * (epsg - 4513) && eastingMetres == (epsg - 4488) * 1_000_000.0 + 500_000;
        if (epsg >= 4502 && epsg <= 4512) return meridian == 75 + 6 * (epsg - 4502) && eastingMetres == 500_000;
        if (epsg >= 4491 && epsg <= 4501)
            return meridian == 75 + 6 * (epsg - 4491) && eastingMetres == (epsg - 4478) * 1_000_000.0 + 500_000;
        return true;
    }

    private static double number(Pattern pattern, String upper) {
        var found = pattern.matcher(upper);
        return found.find() ? Double.parseDouble(found.group(1)) : Double.NaN;
    }

    private static String brief(String text) { return text.strip().substring(0, Math.min(60, text.strip().length())); }
}
