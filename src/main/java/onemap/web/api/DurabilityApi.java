package onemap.web.api;

import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import onemap.journal.archive.Forwarder;
import onemap.web.http.Answers;

/** How far recorded facts have come beyond this node's disk: pages say 本地已记录 or 已入共享库 by it. Answered from memory. */
public final class DurabilityApi {
    private final Optional<Forwarder> archive;

    /** @param archive empty where none is configured */
    public DurabilityApi(Optional<Forwarder> archive) { this.archive = archive; }

    /** Why it is away names hosts and is told by {@code /healthz} to whoever may read it. */
    public void answer(RoutingContext context) {
        Answers.json(context, archive.map(DurabilityApi::json).orElseGet(() -> new JsonObject().put("archive", "off")));
    }

    private static JsonObject json(Forwarder archive) {
        var state = archive.state();
        var held = new JsonObject();
        archive.held().forEach(held::put);
        return new JsonObject().put("archive", state.up() ? "up" : "away").put("since", state.since().toString()).put("held", held);
    }
}
