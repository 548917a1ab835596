package onemap.domain.register;

import java.util.List;
import java.util.Optional;
import onemap.domain.Site;

/** What a register says of a thing beyond name, place and division: one record for each kind of thing (domain.md 2). */
public sealed interface Particulars {
    /** A fixed place; the detail is what the map shows too. */
    record Fixed(Site.Detail detail) implements Particulars {}

    /** A vehicle 车辆 of a team. */
    record Vehicle(String plate, String teamId) implements Particulars {}

    /** A station 监测站: the properties it measures, and its levels if it has any. */
    record Gauge(List<String> properties, Optional<Levels> levels) implements Particulars {
        public Gauge { properties = List.copyOf(properties); }
    }

    /**
     * Warning level 警戒 and guarantee level 保证 of one property, in its unit.
     *
     * @param property {@code waterLevel}, {@code tideLevel}
     */
    record Levels(String property, double warning, double guarantee) {
        public Levels {
            if (!(warning < guarantee))
                throw new IllegalArgumentException("warningLevel " + warning + " is not below guaranteeLevel " + guarantee
                        + " 警戒水位须低于保证水位");
        }
    }

    /** A camera 视频: where its stream is, its code (GB/T 28181 annex D), what it looks at. */
    record Camera(String streamUrl, String code, String sees) implements Particulars {}

    /** A post 责任人; who holds it and the deputies in order are personal and not here. */
    record Post(String duty, String organisation) implements Particulars {}

    /** A grid 网格 of a village. */
    record Grid(int households, int persons) implements Particulars {}

    /**
     * A household 转移对象.
     *
     * @param evacuationList the list it is to be moved by; empty: on none
     * @param shelter        id of the shelter it is to go to
     */
    record Household(int persons, int needingHelp, String evacuationList, String shelter) implements Particulars {}
}
