package onemap.web.api;

import onemap.web.http.Answers;
import onemap.web.gate.Gate;
import onemap.web.http.Body;

import static onemap.web.api.SignInApi.future;
import static onemap.web.api.SignInApi.word;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import onemap.access.Administration.Change;
import onemap.access.Administration.NewUser;
import onemap.access.Doors;
import onemap.access.Principal;
import onemap.access.Role;
import onemap.access.Sessions;
import onemap.access.Tokens;
import onemap.access.User;

/** Users, tokens and sessions, over HTTP. */
public final class AccessApi {
    private static final int LONGEST_DAYS = 3_650;

    private final Doors doors;

    public AccessApi(Doors doors) { this.doors = doors; }

    public void users(RoutingContext context) {
        future(context, doors.administration().readUsers(Gate.caller(context)))
                .onFailure(failure -> Answers.problem(failure).answer(context))
                .onSuccess(users -> {
                    var list = new JsonArray();
                    users.stream().sorted(Comparator.comparing(User::login)).map(this::json).forEach(list::add);
                    Answers.json(context, list);
                });
    }

    private JsonObject json(User user) {
        var personal = user.personal();
        var json = new JsonObject().put("id", user.id())
                .put("login", user.login())
                .put("name", personal.name())
                .put("phone", personal.phone())
                .put("role", user.role().word())
                .put("area", user.state().area().code())
                .put("enabled", user.enabled())
                .put("mustChangePassword", user.state().mustChangePassword())
                .put("secondFactor", user.state().secondFactor());
        doors.access().sessions().lastSignIn(user.id()).map(Instant::toString).ifPresent(at -> json.put("lastSignIn", at));
        return json;
    }

    /** Which role has which right; told, not changed. */
    public void roles(RoutingContext context) {
        var list = new JsonArray();
        for (Role role : Role.values()) {
            var permissions = new JsonArray();
            role.permissions().stream().sorted().map(Enum::name).forEach(permissions::add);
            list.add(new JsonObject().put("role", role.word()).put("title", role.title()).put("permissions", permissions));
        }
        Answers.json(context, list);
    }

    public void addUser(RoutingContext context) {
        var body = Body.of(context);
        var wanted = new NewUser(body.text("login"), body.text("name"), body.find("phone").orElse(""), body.role("role"),
                body.area("area"));
        Answers.when(context, future(context, doors.administration().add(wanted, Gate.caller(context)))
                .map(told -> json(told.user()).put("password", told.password())));
    }

    public void changeUser(RoutingContext context) {
        var body = Body.of(context);
        var change = new Change(body.find("name"), body.find("phone"), body.findRole("role"), body.findArea("area"),
                body.findTruth("enabled"));
        Answers.when(context,
                future(context, doors.administration().change(context.pathParam("user"), change, Gate.caller(context))).map(this::json));
    }

    public void resetPassword(RoutingContext context) {
        Answers.when(context, future(context, doors.administration().resetPassword(context.pathParam("user"), Gate.caller(context)))
                .map(told -> new JsonObject().put("password", told.password())));
    }

    public void resetSecondFactor(RoutingContext context) {
        Answers.when(context,
                future(context, doors.administration().resetSecondFactor(context.pathParam("user"), Gate.caller(context))).map(this::json));
    }

    public void tokens(RoutingContext context) {
        var list = new JsonArray();
        doors.access()
                .tokens()
                .list()
                .stream()
                .sorted(Comparator.comparing(Tokens.Token::issuedAt))
                .map(AccessApi::json)
                .forEach(list::add);
        Answers.json(context, list);
    }

    private static JsonObject json(Tokens.Token token) {
        var json = new JsonObject().put("id", token.id())
                .put("name", token.name())
                .put("role", token.role().word())
                .put("area", token.area().code())
                .put("issuedAt", token.issuedAt().toString());
        token.expiresAt().ifPresent(at -> json.put("expiresAt", at.toString()));
        return json;
    }

    public void issueToken(RoutingContext context) {
        var body = Body.of(context);
        var days = body.findNumber("days");
        if (days.filter(each -> each < 1 || each > LONGEST_DAYS).isPresent())
            throw new IllegalArgumentException("days is not 1 to " + LONGEST_DAYS);
        Answers.when(context, future(context, doors.administration()
                .issueToken(body.text("name"), body.role("role"), body.area("area"), days.map(Duration::ofDays), Gate.caller(context)))
                .map(issued -> json(issued.token()).put("token", issued.secret())));
    }

    public void revokeToken(RoutingContext context) {
        Answers.when(context, future(context, doors.administration().revokeToken(context.pathParam("token"), Gate.caller(context)))
                .map(done -> new JsonObject().put("revoked", true)));
    }

    public void sessions(RoutingContext context) {
        var list = new JsonArray();
        doors.administration().sessionsFor(Gate.caller(context)).forEach(listed -> list.add(json(listed, Gate.caller(context))));
        Answers.json(context, list);
    }

    private JsonObject json(Sessions.Listed listed, Principal caller) {
        var session = listed.session();
        return new JsonObject().put("id", session.id())
                .put("user", session.actor())
                .put("name", doors.access().name(session.actor()))
                .put("role", doors.access().users().find(session.actor()).map(user -> user.role().word()).orElse("wall"))
                .put("means", word(session.means()))
                .put("openedAt", session.openedAt().toString())
                .put("lastSeenAt", listed.lastSeenAt().map(Instant::toString).orElse(null))
                .put("absoluteAt", session.absoluteAt().toString())
                .put("peer", session.peer())
                .put("own", session.id().equals(caller.handle()));
    }

    public void endSession(RoutingContext context) {
        Answers.when(context, future(context, doors.administration().endSession(context.pathParam("session"), Gate.caller(context)))
                .map(done -> new JsonObject().put("ended", true)));
    }

    /** Paired wall screens. */
    public void walls(RoutingContext context) {
        var list = new JsonArray();
        doors.walls().list().stream().map(AccessApi::wall).forEach(list::add);
        Answers.json(context, list);
    }

    private static JsonObject wall(Sessions.Listed listed) {
        var session = listed.session();
        var wall = session.wall().orElseThrow();
        var json = new JsonObject().put("id", session.id())
                .put("name", wall.name())
                .put("area", wall.area().code())
                .put("pairedAt", session.openedAt().toString())
                .put("expiresAt", session.absoluteAt().toString());
        listed.lastSeenAt().ifPresent(at -> json.put("lastSeenAt", at.toString()));
        return json;
    }

    public void pairWall(RoutingContext context) {
        var body = Body.of(context);
        Answers.when(context,
                future(context, doors.walls().pair(body.text("code"), body.text("name"), body.area("area"), Gate.caller(context)))
                        .map(session -> wall(new Sessions.Listed(session, Optional.empty()))));
    }
}
