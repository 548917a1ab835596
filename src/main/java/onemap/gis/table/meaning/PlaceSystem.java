package onemap.gis.table.meaning;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/** The coordinate system somebody chose for a file: there is no default, since a wrong one is off by hundreds of metres. */
public sealed interface PlaceSystem {
    /** One of the registry: 4326, 4490, 3857, or a CGCS2000 Gauss-Krüger zone of 3 degrees (4513 to 4533 with the zone before the easting, 4534 to 4554 without). */
    record Epsg(int code) implements PlaceSystem {
        public Epsg {
            if (code != 4326 && code != 4490 && code != 3857 && (code < FIRST_PREFIXED || code > LAST_BARE))
                throw new IllegalArgumentException("EPSG:" + code + " is not offered");
        }

        /** Of a Gauss-Krüger system: the zone by its number, 25 to 45; its central meridian is three times that. */
        OptionalInt zone() {
            if (code >= FIRST_PREFIXED && code <= LAST_PREFIXED) return OptionalInt.of(code - FIRST_PREFIXED + FIRST_ZONE);
            return code > LAST_PREFIXED && code <= LAST_BARE ? OptionalInt.of(code - LAST_PREFIXED - 1 + FIRST_ZONE) : OptionalInt.empty();
        }

        boolean isPrefixed() { return code >= FIRST_PREFIXED && code <= LAST_PREFIXED; }
    }

    /** 国测局坐标, what most map services of the mainland give. */
    record Gcj02() implements PlaceSystem {}

    /** 百度坐标. */
    record Bd09() implements PlaceSystem {}

    int FIRST_PREFIXED = 4513;
    int LAST_PREFIXED = 4533;
    int LAST_BARE = 4554;
    int FIRST_ZONE = 25;

    default boolean inDegrees() {
        return switch (this) {
            case Epsg epsg -> epsg.code == 4326 || epsg.code == 4490;
            case Gcj02 gcj02 -> true;
            case Bd09 bd09 -> true;
        };
    }

    /** {@code EPSG:4549}, {@code GCJ-02}, {@code BD-09}: as it is asked for and as it is kept. */
    default String id() {
        return switch (this) {
            case Epsg epsg -> "EPSG:" + epsg.code;
            case Gcj02 gcj02 -> "GCJ-02";
            case Bd09 bd09 -> "BD-09";
        };
    }

    static Optional<PlaceSystem> find(String code) {
        String plain = code.strip().toUpperCase(Locale.ROOT).replaceAll("[-_ ]", "");
        if (plain.equals("GCJ02")) return Optional.of(new Gcj02());
        if (plain.equals("BD09") || plain.equals("BD09LL")) return Optional.of(new Bd09());
        if (!plain.matches("(EPSG:)?\\d{4}")) return Optional.empty();
        try {
            return Optional.of(new Epsg(Integer.parseInt(plain.replace("EPSG:", ""))));
        } catch (IllegalArgumentException notOffered) {
            return Optional.empty();
        }
    }

    /** All there are to choose from, the usual ones of a county on the coast first. */
    static List<PlaceSystem> offered() {
        var all = new ArrayList<PlaceSystem>(
                List.of(new Epsg(4326), new Epsg(4490), new Epsg(4549), new Epsg(4528), new Gcj02(), new Bd09(), new Epsg(
                        3857)));
        for (int code = FIRST_PREFIXED; code <= LAST_BARE; code++)
            if (code != 4549 && code != 4528) all.add(new Epsg(code));
        return List.copyOf(all);
    }

    default String titleZh() {
        return switch (this) {
            case Epsg epsg when epsg.code == 4326 -> "WGS-84 经纬度 (EPSG:4326)";
            case Epsg epsg when epsg.code == 4490 -> "CGCS2000 经纬度 (EPSG:4490)";
            case Epsg epsg when epsg.code == 3857 -> "Web 墨卡托 (EPSG:3857)";
            case Epsg epsg ->
                "CGCS2000 3 度带 中央经线 " + epsg.zone().orElse(0) * 3 + "°" + (epsg.isPrefixed() ? " 带号 " + epsg.zone().orElse(0) : "") + " ("
                        + id() + ")";
            case Gcj02 gcj02 -> "GCJ-02 国测局坐标(高德、腾讯)";
            case Bd09 bd09 -> "BD-09 百度坐标";
        };
    }

    default String titleEn() {
        return switch (this) {
            case Epsg epsg when epsg.code == 4326 -> "WGS-84 degrees (EPSG:4326)";
            case Epsg epsg when epsg.code == 4490 -> "CGCS2000 degrees (EPSG:4490)";
            case Epsg epsg when epsg.code == 3857 -> "Web Mercator (EPSG:3857)";
            case Epsg epsg -> "CGCS2000 3-degree, meridian " + epsg.zone().orElse(0) * 3 + "°"
                    + (epsg.isPrefixed()
                            ? ", zone " + epsg.zone().orElse(0)
                            : "")
                    + " (" + id() + ")";
            case Gcj02 gcj02 -> "GCJ-02 (AMap, Tencent)";
            case Bd09 bd09 -> "BD-09 (Baidu)";
        };
    }
}
