package onemap.web.gate;

import onemap.web.http.Answers;
import onemap.web.http.Problem;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import onemap.access.Principal;
import onemap.access.RefusalLog;

/** Answers what is not let through, counts every answer that refuses, and tells the journal where it is about access. Thread-safe. */
public final class Refusals {
    private static final String REASON = "refusal";

    private final Map<String, LongAdder> byReason = new ConcurrentHashMap<>();
    private final RefusalLog log;

    public Refusals(RefusalLog log) { this.log = log; }

    /** @param route the declared one, never the path as it came: that may be anything */
    void refuse(RoutingContext context, Refusal refusal, String route, String detail) {
        context.put(REASON, refusal.reason());
        if (refusal.isRecorded()) {
            String peer = context.request().remoteAddress().hostAddress();
            log.refused(Gate.findCaller(context).map(Principal::id), peer, refusal.reason(), route);
        }
        if (refusal.status() == 401) context.response().putHeader("WWW-Authenticate", "Bearer realm=\"onemap\"");
        refusal.problem(detail).answer(context);
    }

    /** What is not HTTP, or whose line or headers have no end. */
    public void nonsense(HttpServerRequest request) {
        count(Refusal.MALFORMED.reason());
        Problem problem = Refusal.MALFORMED.problem("this is not an HTTP request, or its first line or headers are too long");
        request.response()
                .setStatusCode(problem.status())
                .putHeader("Content-Type", "application/problem+json")
                .putHeader("Connection", "close")
                .end(problem.body("").toBuffer())
                .onComplete(said -> request.connection().close());
    }

    /** Before the head of an answer goes out. */
    void count(RoutingContext context) {
        int status = context.response().getStatusCode();
        if (status < 400 || status >= 500) return;
        String reason = context.get(REASON);
        count(reason == null ? reasonOf(status) : reason);
    }

    void count(String reason) { byReason.computeIfAbsent(reason, first -> new LongAdder()).increment(); }

    private static String reasonOf(int status) {
        return switch (status) {
            case 401 -> Refusal.STRANGER.reason();
            case 403 -> "forbidden";
            case 404 -> "not_found";
            case 405 -> Refusal.METHOD.reason();
            case 409 -> "conflict";
            case 410 -> "gone";
            case 413 -> "too_large";
            case 415 -> Refusal.MEDIA_TYPE.reason();
            case 422 -> "not_processable";
            case 429 -> "too_many";
            default -> "bad_request";
        };
    }

    /** For {@code onemap_refused_total}. */
    public Map<String, Long> counts() {
        var counts = new TreeMap<String, Long>();
        byReason.forEach((reason, count) -> counts.put(reason, count.sum()));
        return counts;
    }
}
