package onemap.domain.register;

import java.util.Arrays;
import java.util.Optional;
import onemap.domain.Kind;

/** The registers 台账 of a county (domain.md 2); {@code key} is the name in entries, paths and files. */
public enum Register {
    SHELTERS("shelters", Kind.SITE), RISK_POINTS("riskPoints", Kind.SITE),
    /** At home a site; with a terminal a track. */
    TEAMS("teams", Kind.SITE), VEHICLES("vehicles", Kind.TRACK), STATIONS("stations", Kind.STATION), CAMERAS("cameras",
            Kind.CAMERA), ENTERPRISES("enterprises", Kind.SITE), SUPPLIES("supplies", Kind.SITE), SCREENS("screens", Kind.SITE),
    /** Responsible people 责任人, each a post with who holds it and the deputies in order. */
    PEOPLE("people"),
    /** The grids 网格 of the villages. */
    GRIDS("grids"),
    /** Households to move 转移对象: personal as a whole, so never on a map for everybody. */
    HOUSEHOLDS("households");

    private final String key;
    private final Optional<Kind> kind;

    Register(String key, Kind kind) {
        this.key = key;
        this.kind = Optional.of(kind);
    }

    Register(String key) {
        this.key = key;
        this.kind = Optional.empty();
    }

    public String key() { return key; }

    /** What its rows are on the map, unless a source speaks for them; empty: no row is there. */
    public Optional<Kind> kind() {
        return kind;
    }

    public static Optional<Register> find(String key) { return Arrays.stream(values()).filter(each -> each.key.equals(key)).findFirst(); }
}
