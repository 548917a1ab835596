package onemap.domain;

import java.time.Instant;
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
