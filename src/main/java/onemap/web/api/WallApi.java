package onemap.web.api;

import onemap.web.gate.SessionCookie;
import onemap.web.http.Answers;
import onemap.web.http.Body;
import onemap.web.http.Problem;

import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import onemap.access.Doors;
import onemap.access.Walls.Claim;

/** How a wall screen gets in, over HTTP: it shows digits until somebody has typed them. */
public final class WallApi {
    private static final Duration SOON = Duration.ofMinutes(1);

    private final Doors doors;
    private final SignInApi signIn;

    public WallApi(Doors doors, SignInApi signIn) {
        this.doors = doors;
        this.signIn = signIn;
    }

    public void ask(RoutingContext context) {
        doors.walls()
                .ask(SignInApi.peer(context))
                .ifPresentOrElse(asked -> Answers.json(context,
                        new JsonObject().put("code", asked.code())
                                .put("ticket", asked.ticket())
                                .put("expiresAt", asked.expiresAt().toString())),
                        () -> SignInApi.tooMany(context, SOON));
    }

    public void claim(RoutingContext context) {
        switch (doors.walls().claim(Body.of(context).text("ticket"))) {
            case Claim.NotYet waiting -> {
                context.response().setStatusCode(202);
                Answers.json(context, new JsonObject().put("paired", false));
            }
            case Claim.Over over -> new Problem(410, "The code has run out 配对码已过期", "ask for a new one").answer(context);
            case Claim.In in -> {
                var keep = Duration.ofDays(doors.access().settings().wallDays());
                SessionCookie.give(context, in.cookie(), keep);
                Answers.json(context, signIn.json(in.principal()));
            }
        }
    }
}
