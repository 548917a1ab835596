package onemap.domain;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** A fixed place from a register 点位: shelter, risk point, team without a tracker; {@code enteredAt} is the time of its register entry. */
public record Site(String id, String name, String town, LonLat at, Detail detail, Instant enteredAt, long version) implements LiveObject {

    /** What the registers know beyond name and place (domain.md §2). */
    public sealed interface Detail {}

    /** 避灾安置场所; {@code tier} is county, town or village; persons by night. */
    public record Shelter(String tier, int capacityPersons, int beds, boolean generator) implements Detail {}

    /** One row of the eight lists 八张风险清单. */
    public record RiskPoint(RiskList list, int threatenedHouseholds, int threatenedPersons, String trigger) implements Detail {}

    /** 救援力量 at its home base; {@code teamClass} as in the register. */
    public record TeamBase(String teamClass, int strengthPersons, String equipment) implements Detail {}

    /**
     * A firm 重点企业 that flood, fire or wind must not meet unprepared.
     *
     * @param branch          how it came on the county's list
     * @param tenants         firms under its roof 一厂多租
     * @param substances      dangerous ones it keeps
     * @param majorHazard     grade of a major hazard 重大危险源 (GB 18218), 1 worst to 4; 0 is none
     * @param tags            {@code confinedSpace}, {@code dust}, {@code moltenMetal}, {@code spraying}, {@code ammonia} and others
     * @param evacuationList  the list its people are to be moved by 转移名单; empty: on none
     */
    public record Enterprise(Branch branch, List<String> tenants, List<String> substances, int majorHazard, int tanks, int dayPersons,
            int nightPersons, List<String> tags, String evacuationList) implements Detail {
        public Enterprise {
            tenants = List.copyOf(tenants);
            substances = List.copyOf(substances);
            tags = List.copyOf(tags);
            if (majorHazard < 0 || majorHazard > 4)
                throw new IllegalArgumentException("majorHazard is not 1 to 4, or 0 for none 重大危险源等级须为 1 至 4: " + majorHazard);
        }
    }

    /** Why a firm is on the list: shared factories 一厂多租, users of hazardous chemicals 危化品使用, biology and chemistry 生物化工, homes for people in care 养老机构. */
    public enum Branch {
        SHARED_FACTORY("厂"), HAZARDOUS_CHEMICALS("危"), BIO_CHEMICAL("化"), CARE_HOME("养"), OTHER("企");

        private final String glyph;

        Branch(String glyph) { this.glyph = glyph; }

        public String glyph() { return glyph; }
    }

    /** One kind of supplies 应急物资 in one store; {@code amount} in {@code unit}. */
    public record Supply(String store, String item, double amount, String unit, Stage stage,
            Optional<LocalDate> expiry) implements Detail {}

    /** Where supplies are on their way. */
    public enum Stage {
        HELD, IN_TRANSIT, RECEIVED
    }

    /** A public screen 宣传屏; {@code controller} is who or what puts pictures on it. */
    public record Screen(Carrier carrier, String controller) implements Detail {}

    /** What a screen hangs on. */
    public enum Carrier {
        BUILDING, MALL, BUS, TAXI
    }

    /** The eight lists 八张风险清单. */
    public enum RiskList {
        FLASH_FLOOD("小流域山洪", "洪"), RESERVOIR_RIVER("山塘水库河网", "塘"), LANDSLIDE("地质灾害", "滑"), SEA("海域", "海"), ROAD("交通", "路"), INDUSTRY("安全生产",
                "化"), WATERLOGGING("城市内涝和城市运行", "涝"), TOURISM("文化旅游", "游");

        private final String title;
        private final String glyph;

        RiskList(String title, String glyph) {
            this.title = title;
            this.glyph = glyph;
        }

        public String title() { return title; }

        public String glyph() { return glyph; }
    }

    @Override public Kind kind() { return Kind.SITE; }

    @Override public Optional<LonLat> place() { return Optional.of(at); }
}
