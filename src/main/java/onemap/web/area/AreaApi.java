package onemap.web.area;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.InstantSource;
import java.util.Optional;
import onemap.desk.area.AreaDesk;
import onemap.desk.area.AreaExport;
import onemap.desk.area.Ask;
import onemap.web.gate.Gate;
import onemap.web.http.Answers;
import onemap.web.http.Body;
import onemap.web.http.FileAnswer;
import onemap.web.http.Problem;

/** {@code POST /api/v1/area}: what lies in an area now 圈选统计, as JSON or as a file. It changes nothing; the ground is too long for an address. */
public final class AreaApi {
    private final Vertx vertx;
    private final AreaDesk desk;
    private final FileAnswer files;
    private final InstantSource clock;

    public AreaApi(Vertx vertx, AreaDesk desk, InstantSource clock) {
        this.vertx = vertx;
        this.desk = desk;
        this.files = new FileAnswer(vertx);
        this.clock = clock;
    }

    public void answer(RoutingContext context) {
        try {
            Ask ask = AreaBody.read(Body.of(context).json());
            String format = Optional.ofNullable(context.request().getParam("format")).orElse("json");
            var caller = Gate.caller(context);
            if (format.equals("json")) {
                Answers.when(context, vertx.<JsonObject>executeBlocking(() -> AreaJson.of(desk.answer(ask, caller)), false));
                return;
            }
            files.answer(context, FileAnswer.format(format), () -> AreaExport.of(desk.answer(ask, caller)), clock.instant());
        } catch (IllegalArgumentException wrong) {
            Problem.badRequest(wrong.getMessage()).answer(context);
        }
    }
}
