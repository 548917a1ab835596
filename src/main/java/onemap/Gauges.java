package onemap;

import onemap.access.Doors;
import onemap.domain.Kind;
import onemap.flow.decision.DecisionLane;
import onemap.flow.Flow;
import onemap.hook.Webhooks;
import onemap.journal.archive.Forwarder;
import onemap.live.ChangeLog;
import onemap.live.Picture;
import onemap.net.Destinations;
import onemap.stream.Streamer;
import onemap.web.Metrics;

/** The figures of lanes, ring and screens that stand in {@code /metrics} beside the books of the feeds. */
final class Gauges {
    private Gauges() {}

    static void bind(Metrics metrics, Webhooks webhooks) {
        var figures = webhooks.figures();
        metrics.gauge("onemap.webhooks", "webhooks", webhooks::count)
                .gauge("onemap.webhooks.failing", "webhooks whose receiver did not take the last message", webhooks::failing)
                .counter("onemap.webhooks.taken", "messages taken by their receivers", figures::taken)
                .counter("onemap.webhooks.failed", "attempts that were not taken", figures::failed)
                .counter("onemap.webhooks.given.up", "messages that became too old to be sent", figures::givenUp);
        for (var reason : Destinations.Reason.values())
            metrics.counter("onemap.webhooks.refused." + reason.word(), "places not called because of where they lead: " + reason.word(),
                    () -> figures.refusals(reason));
    }

    static void bind(Metrics metrics, Flow flow, DecisionLane decisions, ChangeLog changes, Streamer streamer, Picture picture) {
        metrics.gauge("onemap.lanes", "lanes", flow::laneCount)
                .gauge("onemap.lane.waiting.reports", "reports waiting in all lanes", flow::waitingReports)
                .gauge("onemap.decisions.waiting", "decisions waiting", decisions::waiting);
        metrics.counter("onemap.ring.batches", "batches written to the ring", changes::tail)
                .gauge("onemap.ring.queued.changes",
                        "changes waiting for the ring writer", () -> changes.figures().queuedChanges())
                .counter("onemap.ring.waits", "times a lane found the ring's queue full",
                        () -> changes.figures().waits());
        metrics.gauge("onemap.screens", "screens connected", () -> streamer.figures().clients())
                .counter("onemap.screens.frames", "frames sent to screens",
                        () -> streamer.figures().frames())
                .counter("onemap.screens.bytes", "bytes sent to screens", () -> streamer.figures().bytes())
                .counter(
                        "onemap.screens.encodes", "frames encoded", () -> streamer.figures().encodes())
                .counter("onemap.screens.snapshots", "snapshots sent",
                        () -> streamer.figures().snapshots())
                .counter("onemap.screens.conflated", "times a slow screen was skipped", () -> streamer.figures()
                        .conflated());
        for (Kind kind : Kind.values())
            metrics.gauge("onemap.objects." + kind.collection(), "live " + kind.collection(), () -> picture.size(kind));
    }

    static void bind(Metrics metrics, Forwarder archive) {
        metrics.gauge("onemap.archive.up", "1 while the shared archive answers", () -> archive.state().up() ? 1 : 0)
                .gauge("onemap.archive.lag.entries", "journal entries the archive does not have yet", () -> archive.state().lagEntries())
                .gauge("onemap.archive.lag.reports", "reports the archive does not have yet", () -> archive.state().lagReports())
                .gauge("onemap.archive.conflicts", "chains that are not carried since the archive contradicts them",
                        () -> archive.state().conflicts().size());
    }

    static void bind(Metrics metrics, Doors doors) {
        metrics.gauge("onemap.sessions", "sessions open", () -> doors.access().sessions().list().size())
                .counter("onemap.signin.accepted", "times somebody signed in", doors.signIn()::accepted)
                .counters("onemap.signin.refused", "reason", doors.signIn().refusals()::counts);
    }
}
