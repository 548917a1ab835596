package onemap.web.http;

import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import onemap.domain.Area;

/** An answer that something did not work, as RFC 9457 problem details. */
public record Problem(int status, String title, String detail) {
    public void answer(RoutingContext context) { answer(context, new JsonObject()); }

    /** @param more members of its own (RFC 9457, 3.2) */
    public void answer(RoutingContext context, JsonObject more) {
        if (context.response().ended() || context.response().closed()) return;
        var body = body(context.request().path());
        context.response().setStatusCode(status).putHeader("Content-Type", "application/problem+json").end(body.mergeIn(more).toBuffer());
    }

    public JsonObject body(String instance) {
        return new JsonObject().put("type", "about:blank")
                .put("title", title)
                .put("status", status)
                .put("detail", detail)
                .put("instance", instance);
    }

    public static Problem notFound(String detail) { return new Problem(404, "Not found 未找到", detail); }

    /** Somebody who answers for that area asks about a thing elsewhere. */
    public static Problem outside(Area area) {
        return new Problem(403, "Outside your area 不在您的辖区", "you answer for area " + area.code());
    }

    public static Problem badRequest(String detail) { return new Problem(400, "Bad request 请求有误", detail); }
}
