package onemap.desk.area;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import onemap.access.Permission;
import onemap.access.Principal;
import onemap.domain.register.Particulars;
import onemap.domain.register.Register;
import onemap.desk.Sight;
import onemap.domain.Area;
import onemap.domain.Kind;
import onemap.domain.LiveObject;
import onemap.domain.Warning;
import onemap.flow.Directory;
import onemap.flow.RegisterRows;
import onemap.flow.decision.DecisionLane.Refused;
import onemap.gis.Divisions;
import onemap.gis.ground.Ground;
import onemap.live.Picture;
import org.locationtech.jts.geom.Geometry;

/** What lies in an area, now 圈选统计: from the live picture, as far as the caller sees it. Thread-safe; busy for as long as the picture is large. */
public final class AreaDesk {
    private final Picture picture;
    private final Directory directory;
    private final Divisions divisions;
    private final RegisterRows rows;
    private final Sight sight;
    private final Facts facts;
    private final InstantSource clock;

    /** Where the facts come from. */
    public record Sources(Picture picture, Directory directory, RegisterRows rows, Divisions divisions) {}

    /**
     * @param tracksLost  age beyond which what moves is lost
     * @param camerasLost the same of cameras
     */
    public AreaDesk(Sources sources, Sight sight, Duration tracksLost, Duration camerasLost, InstantSource clock) {
        this.picture = sources.picture();
        this.directory = sources.directory();
        this.divisions = sources.divisions();
        this.rows = sources.rows();
        this.sight = sight;
        this.facts = new Facts(sources.rows(), new Facts.Silence(tracksLost, camerasLost));
        this.clock = clock;
    }

    private record Asked(String title, Ground ground) {}

    /**
     * Everything inside that the caller may see, by kind, nearest first.
     *
     * @throws IllegalArgumentException when the ground cannot be asked about, saying why
     * @throws Refused                  when what is referred to is unknown or not the caller's
     */
    public AreaAnswer answer(Ask ask, Principal caller) {
        var asked = asked(ask, caller);
        var now = clock.instant();
        Map<Category, List<Item>> found = new EnumMap<>(Category.class);
        for (Kind kind : Kind.values())
            for (LiveObject object : picture.list(kind)) {
                if (!lies(object, asked.ground)) continue;
                var categories = Facts.categories(object);
                if (categories.isEmpty() || !sight.maySee(caller, object)) continue;
                var item = facts.item(sight.shown(caller, object), asked.ground, now);
                categories.forEach(category -> found.computeIfAbsent(category, each -> new ArrayList<>()).add(item));
            }
        if (caller.may(Permission.READ_CONTACTS)) households(asked.ground, caller, found);
        var groups = new ArrayList<AreaAnswer.Group>();
        for (Category category : Category.values()) {
            var items = found.getOrDefault(category, new ArrayList<>());
            items.sort(Comparator.comparingDouble(Item::distanceMetres).thenComparing(Item::id));
            groups.add(new AreaAnswer.Group(category, items));
        }
        return new AreaAnswer(asked.title, asked.ground, now, groups);
    }

    /** They are on no map: where somebody lives is for who may ask for persons. */
    private void households(Ground ground, Principal caller, Map<Category, List<Item>> found) {
        for (var standing : rows.within(Register.HOUSEHOLDS, ground::holds)) {
            var row = standing.row();
            var place = row.place();
            if (place.isEmpty() || !caller.area().isWholeCounty() && !caller.area().holds(row.division())
                    || !(row.particulars() instanceof Particulars.Household household))
                continue;
            var item = Facts.item(standing, place.get(), household, ground);
            Facts.categories(household).forEach(category -> found.computeIfAbsent(category, each -> new ArrayList<>()).add(item));
        }
    }

    private static boolean lies(LiveObject object, Ground ground) {
        if (object instanceof Warning warning) return warning.area().filter(area -> !area.isEmpty() && ground.touches(area)).isPresent();
        return object.place().filter(ground::holds).isPresent();
    }

    private Asked asked(Ask ask, Principal caller) {
        return switch (ask) {
            case Ask.Polygon drawn -> new Asked("多边形圈选", Ground.polygon(drawn.ring()));
            case Ask.Circle drawn -> new Asked("圆形圈选 半径 " + metres(drawn.metres()), Ground.circle(drawn.centre(), drawn.metres()));
            case Ask.Corridor drawn ->
                new Asked("走廊圈选 两侧各 " + metres(drawn.metres()), Ground.corridor(drawn.line(), drawn.metres()));
            case Ask.OfWarning of -> ofWarning(of.id());
            case Ask.OfTown of -> ofTown(of.code(), caller);
            case Ask.Around around -> around(around, caller);
        };
    }

    private static String metres(double metres) { return Math.round(metres) + " 米"; }

    private Asked ofWarning(String id) {
        var warning = picture.find(Kind.WARNING, id)
                .map(Warning.class::cast)
                .orElseThrow(() -> new Refused(Refused.Reason.NOT_FOUND, "no warning " + id + " 没有此预警"));
        Geometry area = warning.area()
                .filter(each -> !each.isEmpty())
                .orElseThrow(() -> new Refused(Refused.Reason.IMPOSSIBLE, "the warning " + id + " names no area we know 此预警没有可定位的范围"));
        return new Asked("预警范围 " + Facts.nameOf(warning), Ground.of(area));
    }

    private Asked ofTown(String code, Principal caller) {
        var area = divisions.find(code)
                .orElseThrow(() -> new Refused(Refused.Reason.NOT_FOUND, "no town or village has the code " + code + " 没有此区划代码"));
        if (!caller.area().holds(Optional.of(code)))
            throw new Refused(Refused.Reason.FOREIGN, "you answer for area " + caller.area().code() + ", not for " + code + " 不在您的辖区");
        return new Asked(divisions.name(code.length() <= 6 ? Area.COUNTY : new Area(code)).orElse(code), Ground.of(area));
    }

    private Asked around(Ask.Around around, Principal caller) {
        var object = find(around.object())
                .orElseThrow(() -> new Refused(Refused.Reason.NOT_FOUND, "no object " + around.object() + " 没有此对象"));
        if (!sight.maySee(caller, object))
            throw new Refused(Refused.Reason.FOREIGN, around.object() + " is not in your area 不在您的辖区");
        var at = object.place()
                .orElseThrow(() -> new Refused(Refused.Reason.IMPOSSIBLE, around.object() + " has no place on the map 该对象尚未上图"));
        return new Asked(facts.nameOf(object) + "周边 " + metres(around.metres()), Ground.circle(at, around.metres()));
    }

    private Optional<LiveObject> find(String id) {
        var registered = directory.find(id);
        if (registered.isPresent()) return registered.get().kind().flatMap(kind -> picture.find(kind, registered.get().id()));
        Function<Kind, Optional<LiveObject>> byKind = kind -> picture.find(kind, id);
        return List.of(Kind.values()).stream().map(byKind).flatMap(Optional::stream).findFirst();
    }
}
