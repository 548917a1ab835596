package onemap.web.api;

import onemap.web.http.Answers;
import onemap.web.gate.Gate;
import onemap.web.gate.SessionCookie;
import onemap.web.http.Body;
import onemap.web.http.Problem;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import onemap.access.Access;
import onemap.access.Doors;
import onemap.access.FirstUsers;
import onemap.access.Principal;
import onemap.access.SignIn.Attempt;
import onemap.access.SignIn.Outcome;
import onemap.access.User;
import onemap.domain.Area;

/** Signing in and out, and the own account, over HTTP. */
public final class SignInApi {
    private final Doors doors;
    private final Function<Area, Optional<String>> areaNames;

    public SignInApi(Doors doors, Function<Area, Optional<String>> areaNames) {
        this.doors = doors;
        this.areaNames = areaNames;
    }

    public void signIn(RoutingContext context) {
        var body = Body.of(context);
        var before = SessionCookie.of(context.request());
        var attempt = new Attempt(body.text("login"), body.text("password"), body.find("code").orElse(""), peer(context), before);
        when(context, doors.signIn().signIn(attempt), new Problem(401, "Wrong login or password 账号或密码错误", "nobody may sign in with these"));
    }

    public void session(RoutingContext context) { Answers.json(context, json(Gate.caller(context))); }

    public void signOut(RoutingContext context) {
        Answers.when(context, future(context, doors.account().signOut(Gate.caller(context))).map(ended -> {
            SessionCookie.give(context, "", Duration.ZERO);
            return new JsonObject().put("signedOut", ended);
        }));
    }

    public void changePassword(RoutingContext context) {
        var body = Body.of(context);
        when(context, doors.account().changePassword(Gate.caller(context), body.text("old"), body.text("new"), peer(context)),
                wrongPassword());
    }

    public void beginSecondFactor(RoutingContext context) {
        Answers.when(context, future(context, doors.account().beginSecondFactor(Gate.caller(context)))
                .map(begun -> new JsonObject().put("secret", begun.secret()).put("uri", begun.uri()).put("qr", begun.qr())));
    }

    public void confirmSecondFactor(RoutingContext context) {
        future(context, doors.account().confirmSecondFactor(Gate.caller(context), Body.of(context).text("code")))
                .onFailure(failure -> Answers.problem(failure).answer(context))
                .onSuccess(right -> {
                    if (right) Answers.json(context, new JsonObject().put("enrolled", true));
                    else
                        new Problem(403, "Wrong code 验证码错误", "the code does not fit, or the enrolment is over: begin again")
                                .answer(context);
                });
    }

    public void removeSecondFactor(RoutingContext context) {
        var body = Body.of(context);
        when(context,
                doors.account()
                        .removeSecondFactor(Gate.caller(context), body.text("password"), body.find("code").orElse(""), peer(context)),
                wrongPassword());
    }

    private static Problem wrongPassword() { return new Problem(403, "Wrong password 密码错误", "this is not your password"); }

    private void when(RoutingContext context, CompletableFuture<Outcome> outcome, Problem wrong) {
        future(context, outcome).onFailure(failure -> Answers.problem(failure).answer(context)).onSuccess(found -> {
            switch (found) {
                case Outcome.In in -> in(context, in);
                case Outcome.Wrong any -> wrong.answer(context);
                case Outcome.CodeWanted any -> codeWanted(context, wrong.status());
                case Outcome.CodeWrong any -> codeWanted(context, wrong.status());
                case Outcome.Wait wait -> tooMany(context, wait.retryAfter());
            }
        });
    }

    private void in(RoutingContext context, Outcome.In in) {
        if (!in.cookie().isEmpty()) SessionCookie.give(context, in.cookie());
        Answers.json(context, json(in.principal()));
    }

    private static void codeWanted(RoutingContext context, int status) {
        new Problem(status, "Code of the second factor 请输入双因素验证码", "the code is missing, wrong or used already").answer(context,
                new JsonObject().put("secondFactor", true));
    }

    static void tooMany(RoutingContext context, Duration retryAfter) {
        long seconds = Math.max(1, retryAfter.plusMillis(999).toSeconds());
        context.response().putHeader("Retry-After", Long.toString(seconds));
        new Problem(429, "Too many attempts 尝试过于频繁", "try again in " + seconds + " s").answer(context,
                new JsonObject().put("retryAfterSeconds", seconds));
    }

    static String peer(RoutingContext context) { return context.request().remoteAddress().hostAddress(); }

    static <T> Future<T> future(RoutingContext context, CompletableFuture<T> result) {
        return Future.fromCompletionStage(result, context.vertx().getOrCreateContext());
    }

    /** What a page needs to know of who looks at it. */
    JsonObject json(Principal who) {
        Access access = doors.access();
        var user = access.users().find(who.id());
        var permissions = new JsonArray();
        who.role().permissions().stream().filter(who::may).map(Enum::name).sorted().forEach(permissions::add);
        var session = access.sessions().find(who.handle());
        var json = new JsonObject().put("user", who.id())
                .put("login", user.map(User::login).orElse(null))
                .put("name", who.name())
                .put("role", who.role().word())
                .put("roleTitle", who.role().title())
                .put("area", who.area().code())
                .put("areaName", areaNames.apply(who.area()).orElse(who.area().code()))
                .put("guest", who.means() == Principal.Means.GUEST)
                .put("means", word(who.means()))
                .put("csrf", access.csrf(who).orElse(null))
                .put("permissions", permissions)
                .put("owed", who.owed().map(SignInApi::word).orElse(null))
                .put("secondFactor", new JsonObject().put("required", access.settings().demandsSecondFactor(who.role()))
                        .put("enrolled", user.filter(each -> each.state().secondFactor()).isPresent()))
                .put("idleSeconds", who.means() == Principal.Means.SESSION ? access.settings().idleMinutes() * 60 : null)
                .put("absoluteAt", session.map(each -> each.absoluteAt().toString()).orElse(null))
                .put("demo", access.stage() == Access.Stage.DEMO);
        if (access.stage() == Access.Stage.DEMO) json.put("demoUsers", demoUsers(access));
        return json;
    }

    private static JsonArray demoUsers(Access access) {
        var users = new JsonArray();
        FirstUsers.demoUsers(access)
                .forEach(user -> users
                        .add(new JsonObject().put("login", user.login())
                                .put("role", user.role().word())
                                .put("area", user.state().area().code())));
        return users;
    }

    static String word(Enum<?> constant) { return constant.name().toLowerCase(Locale.ROOT).replace('_', '-'); }
}
