package onemap.gis.table.meaning;

import java.util.Set;
import onemap.domain.LonLat;

/** What became of the coordinates of a row. */
public sealed interface Placed {
    /** @param notes what had to be put right, to be told */
    record At(LonLat place, Set<Note> notes) implements Placed {
        public At { notes = Set.copyOf(notes); }
    }

    /** Nothing stands there. */
    record Missing() implements Placed {}

    /** @param code counted under this name */
    record Impossible(String code, String zh, String en) implements Placed {}

    /** What was not as the chosen system has it, and yet certain. */
    enum Note {
        SWAPPED("两列坐标颠倒(测量上 X 指北、Y 指东),已对调",
                "the two coordinates stood the other way round (surveyors' X is north), put right"), ZONE_TAKEN_OFF("东坐标带有带号,已去掉",
                        "the easting carried the number of its zone, taken off"), ZONE_PUT_ON("东坐标缺少带号,已补上",
                                "the easting lacked the number of its zone, put on"), OUTSIDE_CHINA("位置在中国范围之外",
                                        "the place lies outside of China");

        private final String zh;
        private final String en;

        Note(String zh, String en) {
            this.zh = zh;
            this.en = en;
        }

        public String zh() { return zh; }

        public String en() { return en; }
    }
}
