package onemap.web.http;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.CompletionException;
import onemap.flow.DecisionLane.Busy;
import onemap.flow.DecisionLane.Refused;
import onemap.hook.Webhooks;
import onemap.journal.Journal.JournalFailed;
import onemap.journal.search.LogIndex;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How results and failures become HTTP answers. */
public final class Answers {
    private static final Logger log = LoggerFactory.getLogger(Answers.class);

    private Answers() {}

    public static void json(RoutingContext context, JsonObject body) { bytes(context, "application/json", body.toBuffer()); }

    public static void json(RoutingContext context, JsonArray body) { bytes(context, "application/json", body.toBuffer()); }

    public static void bytes(RoutingContext context, String type, Buffer body) {
        if (context.response().ended() || context.response().closed()) return;
        context.response().putHeader("Content-Type", type).putHeader("Cache-Control", "no-store").end(body);
    }

    /** One end for every chain: the result, or the problem. */
    public static void when(RoutingContext context, Future<JsonObject> result) {
        result.onSuccess(body -> json(context, body)).onFailure(failure -> problem(failure).answer(context));
    }

    public static Problem problem(Throwable failure) {
        Throwable cause = failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return switch (cause) {
            case Refused refused -> switch (refused.reason()) {
                case NOT_FOUND -> Problem.notFound(refused.getMessage());
                case KEY_REUSED -> new Problem(422, "Idempotency-Key reused 幂等键已用于其他请求", refused.getMessage());
                case FOREIGN -> new Problem(403, "Outside your area 不在您的辖区", refused.getMessage());
                case IMPOSSIBLE -> new Problem(409, "Not possible now 当前不可执行", refused.getMessage());
            };
            case Busy busy -> new Problem(503, "Busy 系统繁忙", busy.getMessage());
            case JournalFailed failed -> new Problem(503, "Not recorded 不可写,未记录", failed.getMessage());
            case LogIndex.Unavailable unavailable -> new Problem(503, "The log cannot be searched now 日志检索暂不可用", unavailable.getMessage());
            case Webhooks.UrlRefused refused -> new Problem(422, "Not called from here 不允许呼叫该地址", refused.getMessage());
            case IllegalArgumentException wrong -> Problem.badRequest(wrong.getMessage());
            default -> {
                log.error("a request failed", cause);
                yield new Problem(500, "Our fault 内部错误", "the request could not be worked; it is in the log");
            }
        };
    }
}
