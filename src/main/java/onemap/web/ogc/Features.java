package onemap.web.ogc;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import onemap.access.Principal;
import onemap.desk.Sight;
import onemap.domain.LiveObject;
import onemap.domain.Warning;
import onemap.flow.Directory;
import onemap.gis.CoordinateSystems;
import onemap.gis.ReferenceSystem;
import onemap.live.Picture;
import onemap.live.codec.LiveJson;
import onemap.web.http.Problem;
import org.locationtech.jts.geom.Envelope;

/** The features of a collection as somebody gets to see them: all, a page, one, and how far they reach. Thread-safe; busy for as long as the picture is large. */
final class Features {
    private static final String GREGORIAN = "http://www.opengis.net/def/uom/ISO-8601/0/Gregorian";

    private final Picture picture;
    private final Directory directory;
    private final Sight sight;
    private final CoordinateSystems systems = new CoordinateSystems();
    private final InstantSource clock;

    Features(Picture picture, Directory directory, Sight sight, InstantSource clock) {
        this.picture = picture;
        this.directory = directory;
        this.sight = sight;
        this.clock = clock;
    }

    private List<LiveObject> seen(FeatureType type, Principal caller) {
        var seen = new ArrayList<LiveObject>();
        for (LiveObject object : picture.list(type.kind()))
            if (type.holds().test(object) && sight.maySee(caller, object)) seen.add(object);
        return seen;
    }

    /** All of those that are asked for, as they are shown, in the order of their ids. */
    List<LiveObject> all(FeatureType type, Asked asked) {
        var query = ItemsQuery.of(asked.parameters(), type, systems);
        return seen(type, asked.caller()).stream()
                .map(object -> sight.shown(asked.caller(), object))
                .filter(query::accepts)
                .sorted(Comparator.comparing(LiveObject::id))
                .toList();
    }

    /** A page of those that are asked for, in the order of their ids. */
    Reply page(FeatureType type, Asked asked) {
        var query = ItemsQuery.of(asked.parameters(), type, systems);
        var matched = new ArrayList<>(seen(type, asked.caller()));
        matched.removeIf(object -> !query.accepts(sight.shown(asked.caller(), object)));
        int all = matched.size();
        query.after().ifPresent(last -> matched.removeIf(object -> object.id().compareTo(last) <= 0));
        matched.sort(Comparator.comparing(LiveObject::id));
        int from = Math.min(query.offset(), matched.size());
        var shown = matched.subList(from, (int) Math.min(matched.size(), (long) from + query.limit()));
        boolean more = from + shown.size() < matched.size();
        var links = links(type, asked, more ? Optional.of(shown.getLast().id()) : Optional.empty());
        return new Reply.Found(Asked.GEOJSON, collection(shown, all, links, asked.caller(), query.crs()), Optional.of(query.crs()));
    }

    /** The next page begins after the last one's last feature: what comes or goes meanwhile neither repeats nor skips another. */
    private static JsonArray links(FeatureType type, Asked asked, Optional<String> last) {
        var links = asked.links(Asked.GEOJSON).add(asked.to("collection", Asked.JSON, "/ogc/collections/" + type.id()));
        last.ifPresent(id -> links.add(asked.to("next", Asked.GEOJSON,
                asked.path() + asked.parameters().without("offset").with("after", id).query())));
        return links;
    }

    private Buffer collection(List<LiveObject> shown, int matched, JsonArray links, Principal caller, ReferenceSystem crs) {
        var projection = new Projection(crs, systems);
        var body = Buffer.buffer("{\"type\":\"FeatureCollection\",\"timeStamp\":\"" + clock.instant() + "\",\"numberMatched\":" + matched
                + ",\"numberReturned\":" + shown.size() + ",\"links\":" + links + ",\"features\":[");
        String comma = "";
        for (LiveObject object : shown) {
            body.appendString(comma).appendBuffer(projection.of(LiveJson.feature(sight.shown(caller, object))));
            comma = ",";
        }
        return body.appendString("]}");
    }

    /** @param id any of the thing's */
    Reply one(FeatureType type, String id, Asked asked) {
        var crs = ItemsQuery.system(asked.parameters(), "crs");
        var found = picture.find(type.kind(), directory.find(id).map(Directory.Target::id).orElse(id)).filter(type.holds());
        if (found.isEmpty()) return new Reply.Refused(Problem.notFound("no feature " + id + " in " + type.id()));
        if (!sight.maySee(asked.caller(), found.get())) return new Reply.Refused(Problem.outside(asked.caller().area()));
        var links = asked.links(Asked.GEOJSON).add(asked.to("collection", Asked.JSON, "/ogc/collections/" + type.id()));
        var feature = new Projection(crs, systems).of(LiveJson.feature(sight.shown(asked.caller(), found.get())));
        var body = feature.getBuffer(0, feature.length() - 1).appendString(",\"links\":" + links + "}");
        return new Reply.Found(Asked.GEOJSON, body, Optional.of(crs));
    }

    /** Where and when they are (Part 1, 7.13); without what no feature tells. */
    JsonObject extent(FeatureType type, Principal caller) {
        var box = new Envelope();
        var times = new ArrayList<Period>();
        for (LiveObject object : seen(type, caller)) {
            if (object instanceof Warning warning) warning.area().ifPresent(area -> box.expandToInclude(area.getEnvelopeInternal()));
            else
                object.place().ifPresent(at -> box.expandToInclude(at.lonDegrees(), at.latDegrees()));
            Period.of(object).ifPresent(times::add);
        }
        var extent = new JsonObject();
        if (!box.isNull())
            extent.put("spatial", new JsonObject().put("bbox", new JsonArray().add(new JsonArray().add(box.getMinX())
                    .add(box.getMinY())
                    .add(box.getMaxX())
                    .add(box.getMaxY()))).put("crs", ReferenceSystem.CRS84.uri()));
        times.stream()
                .reduce(Period::union)
                .ifPresent(all -> extent.put("temporal", new JsonObject()
                        .put("interval", new JsonArray().add(new JsonArray().add(text(all.from())).add(text(all.to()))))
                        .put("trs", GREGORIAN)));
        return extent;
    }

    /** An open end is null. */
    private static String text(Optional<Instant> end) { return end.map(Instant::toString).orElse(null); }
}
