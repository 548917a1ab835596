package onemap.live;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import onemap.domain.Alarm;
import onemap.domain.Camera;
import onemap.domain.CapAlert;
import onemap.domain.Flags;
import onemap.domain.Kind;
import onemap.domain.LiveObject;
import onemap.domain.LonLat;
import onemap.domain.ObservedProperty;
import onemap.domain.Severity;
import onemap.domain.Site;
import onemap.domain.SourceId;
import onemap.domain.Station;
import onemap.domain.Track;
import onemap.domain.Warning;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;

/** Live objects of every kind with every field at its odd values, from a seed. */
public final class RandomObjects {
    private static final Instant BASE = Instant.parse("2026-08-01T00:00:00Z");
    private static final List<String> TEXTS = List.of("", "a", "望海县", "line\nbreak\t\"quoted\" \\ \u0001\u001f\u007f", "🚒 消防",
            "\u2028\u00e9",
            "x".repeat(300));
    private static final double[] NUMBERS = {Double.NaN, 0, -0.0, 1, -1.5, 655.34, 655.35, 1e9, -1e9, Double.POSITIVE_INFINITY,
            Double.MIN_VALUE};
    private static final GeometryFactory GEOMETRIES = new GeometryFactory();

    private final RandomGenerator random;

    public RandomObjects(RandomGenerator random) { this.random = random; }

    public LiveObject of(Kind kind, String id, long version) {
        return switch (kind) {
            case TRACK -> track(identity(id), version);
            case STATION -> station(id, version);
            case SITE -> new Site(id, text(), text(), place(), detail(), instant(), version);
            case CAMERA -> new Camera(id, text(), text(), maybe(this::place), maybe(this::text), maybe(random::nextBoolean),
                    maybe(this::instant), maybe(this::instant), random.nextBoolean(), version);
            case WARNING -> warning(id, version);
            case ALARM -> alarm(id, version);
        };
    }

    public Track track(Track.Identity identity, long version) {
        var source = random.nextInt(4) == 0 || identity.sources().isEmpty() ? source() : identity.sources().getFirst();
        return new Track(identity, maybe(this::place), number(), number(), number(), maybe(this::instant), maybe(this::instant),
                maybe(this::instant), source, random.nextInt(), new Flags(random.nextInt(64)), texts(), version);
    }

    /** The same thing a moment later and elsewhere; everything a move does not say stays as it was. */
    public Track moved(Track before, long version) {
        var observedAt = before.observedAt().orElse(BASE).plusMillis(random.nextInt(1, 5000));
        return new Track(before.identity(), maybe(this::place), number(), number(), number(), Optional.of(observedAt), before.receivedAt(),
                before.deviceTime(), before.source(), before.alarmBits(), new Flags(random.nextInt(64)), before.insideWarnings(), version);
    }

    public Track.Identity identity(String id) {
        return new Track.Identity(id, text(), pick(Track.TrackType.values()), "消", text(), list(this::source), random.nextBoolean(),
                maybe(this::place));
    }

    private Station station(String id, long version) {
        var readings = new HashMap<String, Station.Reading>();
        for (int i = random.nextInt(4); i > 0; i--) {
            var property = random.nextBoolean() ? ObservedProperty.RAIN_1H : ObservedProperty.named("custom" + i, text());
            readings.put(property.name(), new Station.Reading(property, number(), pick(Severity.values()), instant(), instant(),
                    maybe(this::instant), source(), new Flags(random.nextInt(64))));
        }
        return new Station(new Station.Identity(id, text(), "雨", text(), maybe(this::place), list(this::source), random.nextBoolean()),
                readings, version);
    }

    private Site.Detail detail() {
        return switch (random.nextInt(3)) {
            case 0 -> new Site.Shelter(text(), random.nextInt(), random.nextInt(), random.nextBoolean());
            case 1 -> new Site.RiskPoint(pick(Site.RiskList.values()), random.nextInt(), random.nextInt(), text());
            default -> new Site.TeamBase(text(), random.nextInt(), text());
        };
    }

    private Warning warning(String id, long version) {
        var infos = list(() -> new CapAlert.Info(random.nextBoolean() ? "zh-CN" : "en", text(), maybe(this::text), text(), text(), text(),
                pick(Severity.values()), maybe(this::instant), maybe(this::instant), maybe(this::instant), text(), text(), text(), text(),
                list(this::capArea)));
        var alert = new CapAlert("CAP 1.2", text(), text(), instant(), pick(CapAlert.Status.values()), pick(CapAlert.MessageType.values()),
                text(), text(), list(() -> new CapAlert.Reference(maybe(this::text), text(), maybe(this::instant))), infos);
        return new Warning(id, alert, pick(Severity.values()), pick(Warning.State.values()), maybe(this::area), instant(),
                random.nextBoolean(), maybe(this::text), instant(), version);
    }

    private CapAlert.Area capArea() {
        return new CapAlert.Area(text(), list(() -> list(this::place)), list(() -> new CapAlert.Circle(place(), number())), texts(),
                texts());
    }

    private Geometry area() {
        var polygons = Stream.generate(this::square).limit(random.nextInt(1, 4)).toArray(Geometry[]::new);
        return polygons.length == 1 ? polygons[0] : GEOMETRIES.createGeometryCollection(polygons).union();
    }

    private Geometry square() {
        double lon = 120 + random.nextDouble();
        double lat = 29 + random.nextDouble();
        double size = random.nextDouble(0.01, 0.5);
        return GEOMETRIES.createPolygon(new Coordinate[]{new Coordinate(lon, lat), new Coordinate(lon, lat + size),
                new Coordinate(lon + size, lat + size), new Coordinate(lon + size, lat), new Coordinate(lon, lat)});
    }

    private Alarm alarm(String id, long version) {
        return new Alarm(id, text(), id.contains(".") ? Alarm.objectIdIn(id) : text(), text(), maybe(this::place), pick(Severity.values()),
                text(), number(), number(), text(),
                instant(), instant(), text(), pick(Alarm.State.values()),
                maybe(() -> new Alarm.Acknowledgement(text(), text(), instant(), text(), random.nextLong())), maybe(this::instant),
                version);
    }

    private SourceId source() { return SourceId.of("jt808", Integer.toString(random.nextInt(1, 1000))); }

    private LonLat place() { return new LonLat(random.nextDouble(-180, 180), random.nextDouble(-90, 90)); }

    private Instant instant() { return BASE.plus(Duration.ofNanos(random.nextLong(Duration.ofDays(400).toNanos()))); }

    private double number() { return random.nextInt(3) == 0 ? NUMBERS[random.nextInt(NUMBERS.length)] : random.nextDouble(-500, 1000); }

    private String text() { return TEXTS.get(random.nextInt(TEXTS.size())); }

    private List<String> texts() { return list(this::text); }

    private <T> List<T> list(Supplier<T> element) { return IntStream.range(0, random.nextInt(3)).mapToObj(i -> element.get()).toList(); }

    private <T> Optional<T> maybe(Supplier<T> value) { return random.nextBoolean() ? Optional.of(value.get()) : Optional.empty(); }

    private <E> E pick(E[] values) { return values[random.nextInt(values.length)]; }
}
