package onemap.web.area;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import onemap.desk.area.AreaDesk;
import onemap.desk.area.Ask;
import onemap.web.gate.Gate;
import onemap.web.http.Answers;
import onemap.web.http.Body;
import onemap.web.http.Problem;

/** {@code POST /api/v1/area}: what lies in an area now 圈选统计, as JSON or as a file. It changes nothing; the ground is too long for an address. */
public final class AreaApi {
    private final Vertx vertx;
    private final AreaDesk desk;

    public AreaApi(Vertx vertx, AreaDesk desk) {
        this.vertx = vertx;
        this.desk = desk;
    }

    public void answer(RoutingContext context) {
        try {
            Ask ask = AreaBody.read(Body.of(context).json());
            String format = Optional.ofNullable(context.request().getParam("format")).orElse("json");
            if (!format.equals("json")) throw new IllegalArgumentException("format=" + format + " is not known; there are json");
            var caller = Gate.caller(context);
            Answers.when(context, vertx.<JsonObject>executeBlocking(() -> AreaJson.of(desk.answer(ask, caller)), false));
        } catch (IllegalArgumentException wrong) {
            Problem.badRequest(wrong.getMessage()).answer(context);
        }
    }
}
