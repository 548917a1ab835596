package onemap.web;

import static onemap.web.gate.Need.nothing;
import static onemap.web.gate.Need.openInDemo;
import static onemap.web.gate.Need.right;
import static onemap.web.gate.Need.workPage;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.vertx.core.Vertx;
import onemap.web.gate.Endpoint;
import onemap.web.gate.Need;
import onemap.web.gate.RouteTable;
import onemap.web.gate.Scope;
import onemap.web.gate.SocketMessage;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Set;
import onemap.access.Permission;
import onemap.stream.MessageType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Undeclared does not start (A5, R14). */
class RouteTableTest {
    private static final Need READ = right(Permission.READ_PICTURE);
    private static final List<SocketMessage> MESSAGES = Routes.messages();
    private static final Vertx VERTX = Vertx.vertx();

    @AfterAll static void close() { VERTX.close(); }

    private static Endpoint route(String path, Need need, Scope scope) { return Endpoint.get(path, need, scope, "", RoutingContext::next); }

    private static RouteTable table(Endpoint... endpoints) { return new RouteTable(List.of(endpoints), MESSAGES); }

    private static void refused(String reason, Endpoint... endpoints) {
        assertThatIllegalStateException().isThrownBy(() -> table(endpoints)).withMessageContaining(reason);
    }

    @Test void contradictionsAreRefused() {
        var one = route("/api/v1/things/{id}", READ, Scope.OBJECT);
        refused("GET /api/v1/things/{id} is never reached", one, one);
        refused("GET /api/v1/things/{id}/parts is never reached: GET /api/v1/things/{id} answers before it", one,
                route("/api/v1/things/{id}/parts", READ, Scope.OBJECT));
        refused("is never reached", one, route("/api/v1/things/{name}", READ, Scope.NONE));
        refused("everything needs a session or token", route("/api/v1/open", nothing(), Scope.NONE));
        refused("everything needs a session or token", route("/api/v1/open", openInDemo(Permission.READ_PICTURE), Scope.NONE));
        refused("everything needs a session or token", route("/api/v1/page", workPage(), Scope.NONE));
        refused("is about one object but names none", route("/api/v1/things", READ, Scope.OBJECT));
        refused("asks for no right and yet keeps to an area", route("/things", nothing(), Scope.COUNTY));
        refused("is a page and yet changes something", Endpoint.post("/page", workPage(), Scope.NONE, "", RoutingContext::next));
        assertThatCode(() -> table(route("/api/v1/things/{id}/parts", READ, Scope.OBJECT), one,
                Endpoint.change(HttpMethod.DELETE, "/api/v1/things/{id}", READ, Scope.OBJECT, "", RoutingContext::next)))
                .doesNotThrowAnyException();
    }

    @Test void everyMessageOfTheSocketIsDeclaredOnce() {
        assertThat(MESSAGES).extracting(SocketMessage::type).containsExactly(MessageType.values());
        assertThatIllegalStateException().isThrownBy(() -> new RouteTable(List.of(), List.of()))
                .withMessageContaining("is declared nowhere");
        var twice = List.of(MESSAGES.getFirst(), MESSAGES.getFirst());
        assertThatIllegalStateException().isThrownBy(() -> new RouteTable(List.of(), twice)).withMessageContaining("is declared twice");
    }

    @Test void aRouterThatAnswersWhatIsDeclaredNowhereIsRefused() {
        var table = table(route("/a", READ, Scope.NONE), route("/b", READ, Scope.NONE));
        var router = Router.router(VERTX);
        router.get("/a").setName("GET /a").handler(RoutingContext::next);
        assertThatIllegalStateException().isThrownBy(() -> table.check(router, Set.of()))
                .withMessageContaining("GET /b is declared but answered by nothing");
        router.get("/b").setName("GET /b").handler(RoutingContext::next);
        assertThatCode(() -> table.check(router, Set.of())).doesNotThrowAnyException();

        router.get("/debug").handler(RoutingContext::next);

        assertThatIllegalStateException().isThrownBy(() -> table.check(router, Set.of("files")))
                .withMessageContaining("/debug")
                .withMessageContaining("declared nowhere");
    }

    @Test void aPathTellsItsMethods() {
        var table = table(route("/a/{id}", READ, Scope.OBJECT), Endpoint.post("/a/{id}", READ, Scope.OBJECT, "", RoutingContext::next));

        assertThat(table.methods("/a/x")).containsExactly("GET", "HEAD", "OPTIONS", "POST");
        assertThat(table.methods("/b")).isEmpty();
    }
}
