package onemap.web.api;

import onemap.web.http.Answers;
import onemap.web.http.Problem;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import onemap.feed.Feed;
import onemap.feed.FeedLedger;
import onemap.feed.Ledgers;

/** The books of the feeds, and what they would not take. */
public final class FeedsApi {
    private final Ledgers ledgers;
    private final List<Feed> feeds;

    public FeedsApi(Ledgers ledgers, List<Feed> feeds) {
        this.ledgers = ledgers;
        this.feeds = List.copyOf(feeds);
    }

    public void books(RoutingContext context) {
        var list = new JsonArray();
        for (FeedLedger ledger : ledgers.all())
            list.add(book(ledger));
        Answers.json(context, list);
    }

    private JsonObject book(FeedLedger ledger) {
        var figures = ledger.figures();
        var ports = new JsonObject();
        feeds.stream().filter(feed -> feed.name().equals(ledger.feed())).forEach(feed -> feed.ports().forEach(ports::put));
        long framesRejected = sum(figures.framesRejected());
        return new JsonObject().put("feed", ledger.feed())
                .put("ports", ports)
                .put("connections", figures.connections())
                .put("lastReportAt", figures.lastReportAt() == null
                        ? null
                        : figures
                                .lastReportAt()
                                .toString())
                .put("frames", new JsonObject().put("total", figures.framesCarrying() + figures.framesControl() + framesRejected)
                        .put(
                                "carrying", figures.framesCarrying())
                        .put("control", figures.framesControl())
                        .put("rejected", json(figures.framesRejected())))
                .put("reports",
                        new JsonObject().put("received", figures.received())
                                .put("stored", figures.stored())
                                .put("duplicate", figures.duplicate())
                                .put("rejected",
                                        json(figures.rejected()))
                                .put("shed", figures.shed()))
                .put("notes", json(figures.noted()));
    }

    private static long sum(Map<String, Long> counts) { return counts.values().stream().mapToLong(Long::longValue).sum(); }

    private static JsonObject json(Map<String, Long> counts) {
        var object = new JsonObject();
        counts.forEach(object::put);
        return object;
    }

    public void quarantine(RoutingContext context) {
        String name = context.pathParam("feed");
        var ledger = ledgers.all().stream().filter(each -> each.feed().equals(name)).findFirst();
        if (ledger.isEmpty()) {
            Problem.notFound("no feed " + name).answer(context);
            return;
        }
        var frames = new JsonArray();
        ledger.get()
                .quarantine()
                .frames()
                .forEach(frame -> frames.add(new JsonObject().put("at", frame.at().toString())
                        .put("reason", frame.reason())
                        .put(
                                "peer", frame.peer())
                        .put("hex", HexFormat.of().formatHex(frame.bytes()))));
        var devices = new JsonArray();
        ledger.get()
                .quarantine()
                .devices()
                .forEach(device -> devices.add(new JsonObject().put("id", device.sourceId())
                        .put("peer", device.peer())
                        .put(
                                "firstAt", device.firstAt().toString())
                        .put("lastAt", device.lastAt().toString())
                        .put("attempts", device.attempts())));
        Answers.json(context, new JsonObject().put("feed", name).put("frames", frames).put("devices", devices));
    }
}
