package onemap.web.api;

import onemap.web.http.Answers;
import onemap.web.gate.Gate;
import onemap.web.http.Problem;
import onemap.web.http.OffLoop;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import onemap.access.Principal;
import onemap.desk.Sight;
import onemap.domain.Alarm;
import onemap.domain.Camera;
import onemap.domain.Kind;
import onemap.domain.LiveObject;
import onemap.domain.ObservedProperty;
import onemap.domain.Report;
import onemap.domain.Site;
import onemap.domain.Station;
import onemap.domain.Track;
import onemap.domain.Warning;
import onemap.flow.Directory;
import onemap.journal.history.History;
import onemap.live.codec.LiveJson;
import onemap.live.Picture;
import onemap.rule.Thresholds;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Location;
import org.locationtech.jts.algorithm.locate.IndexedPointInAreaLocator;

/** Questions about the picture: what a warning covers, how a station's values went. */
public final class PictureApi {
    private static final int MAX_HOURS = 24 * 31;
    /** Points of one curve: two per pixel of a wide screen. */
    private static final int MAX_POINTS = 5_000;

    private final Vertx vertx;
    private final OffLoop offLoop;
    private final Picture picture;
    private final Directory directory;
    private final Sight sight;
    private final History history;
    private final Thresholds.Index limits;
    private final InstantSource clock;

    public PictureApi(Vertx vertx, OffLoop offLoop, Picture picture, Directory directory, Sight sight, History history,
            Thresholds.Index limits,
            InstantSource clock) {
        this.vertx = vertx;
        this.offLoop = offLoop;
        this.picture = picture;
        this.directory = directory;
        this.sight = sight;
        this.history = history;
        this.limits = limits;
        this.clock = clock;
    }

    /** Alarms that have not ended, worst first, then newest. */
    public void alarms(RoutingContext context) {
        var caller = Gate.caller(context);
        var open = new ArrayList<Alarm>();
        picture.list(Kind.ALARM).stream().filter(object -> sight.maySee(caller, object)).forEach(object -> open.add((Alarm) object));
        open.sort(Comparator.comparing(Alarm::severity).thenComparing(Alarm::raisedAt).reversed());
        var list = new JsonArray();
        open.forEach(alarm -> list.add(new JsonObject(Buffer.buffer(LiveJson.feature(sight.shown(caller, alarm))))));
        Answers.json(context, new JsonObject().put("type", "FeatureCollection").put("features", list));
    }

    /** What of the caller's area a warning's area holds at this moment. */
    public void covers(RoutingContext context) {
        String id = context.pathParam("id");
        var warning = picture.find(Kind.WARNING, id).map(Warning.class::cast);
        if (warning.isEmpty()) {
            Problem.notFound("no warning " + id).answer(context);
            return;
        }
        var caller = Gate.caller(context);
        Answers.when(context, vertx.executeBlocking(() -> covers(warning.get(), caller), false));
    }

    private JsonObject covers(Warning warning, Principal caller) {
        var answer = new JsonObject().put("warning", warning.id()).put("computedAt", clock.instant().toString());
        var locator = warning.area().map(IndexedPointInAreaLocator::new);
        for (Kind kind : List.of(Kind.STATION, Kind.SITE, Kind.TRACK, Kind.CAMERA)) {
            var inside = new ArrayList<LiveObject>();
            locator.ifPresent(
                    area -> picture.list(kind)
                            .stream()
                            .filter(object -> sight.maySee(caller, object) && holds(area, warning.area().get(), object))
                            .forEach(inside::add));
            inside.sort(Comparator.comparing(LiveObject::id));
            var list = new JsonArray();
            inside.forEach(object -> list.add(new JsonObject().put("id", object.id()).put("name", name(object))));
            answer.put(kind.collection(), list);
        }
        return answer;
    }

    private static boolean holds(IndexedPointInAreaLocator locator, Geometry area, LiveObject object) {
        if (object.place().isEmpty()) return false;
        var at = new Coordinate(object.place().get().lonDegrees(), object.place().get().latDegrees());
        return area.getEnvelopeInternal().contains(at) && locator.locate(at) != Location.EXTERIOR;
    }

    private static String name(LiveObject object) {
        return switch (object) {
            case Track track -> track.identity().name();
            case Station station -> station.identity().name();
            case Site site -> site.name();
            case Camera camera -> camera.name();
            case Warning warning -> warning.alert().identifier();
            case Alarm alarm -> alarm.objectName();
        };
    }

    /** Readings of one property of the last hours, with the limits it is judged by. */
    public void observations(RoutingContext context) {
        String asked = context.pathParam("id");
        String id = directory.find(asked).map(Directory.Target::id).orElse(asked);
        var station = picture.find(Kind.STATION, id).map(Station.class::cast);
        if (station.isEmpty()) {
            Problem.notFound("no station " + asked).answer(context);
            return;
        }
        String property = Optional.ofNullable(context.request().getParam("property"))
                .or(() -> station.get()
                        .readings()
                        .keySet()
                        .stream()
                        .sorted()
                        .findFirst())
                .orElse("");
        int hours = hours(context);
        Answers.when(context, offLoop.run(() -> series(station.get(), property, hours)));
    }

    private static int hours(RoutingContext context) {
        String text = Optional.ofNullable(context.request().getParam("hours")).orElse("24");
        try {
            return Math.clamp(Integer.parseInt(text), 1, MAX_HOURS);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("hours=" + text + " is not a whole number", e);
        }
    }

    private JsonObject series(Station station, String property, int hours) {
        var now = clock.instant();
        var points = new ArrayList<Report.Observation>();
        for (var source : station.identity().sources()) {
            points.addAll(history.observations(source.value(), property, now.minus(Duration.ofHours(hours)),
                    now.plus(Duration.ofMinutes(10)), MAX_POINTS));
        }
        points.sort(Comparator.comparing(Report.Observation::observedAt));
        var list = new JsonArray();
        points.forEach(point -> list.add(new JsonArray().add(point.observedAt().toEpochMilli()).add(point.value())));
        var levels = new JsonObject();
        limits.find(station.id(), property).ifPresent(found -> found.byLevel().forEach((level, limit) -> levels.put(level.word(), limit)));
        String unit = Optional.ofNullable(station.readings().get(property))
                .map(Station.Reading::property)
                .map(ObservedProperty::unit)
                .orElse("");
        return new JsonObject().put("station", station.id())
                .put("property", property)
                .put("unit", unit)
                .put("limits", levels)
                .put("points", list);
    }
}
