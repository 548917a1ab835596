package onemap.web.api;

import onemap.web.gate.Gate;
import onemap.web.gate.SocketMessage;
import onemap.web.http.Problem;
import onemap.web.gate.Sockets;

import static onemap.access.Permission.READ_NAMES;

import io.vertx.ext.web.RoutingContext;
import java.util.List;
import onemap.access.Principal;
import onemap.stream.LiveEndpoint;
import onemap.stream.MessageType;
import onemap.stream.Position;
import onemap.stream.View;

/** The handshake of {@code /live}: what a screen may see and say is taken from whoever opened it. */
public final class LiveApi {
    private final LiveEndpoint live;
    private final Sockets sockets;
    private final List<SocketMessage> messages;

    public LiveApi(LiveEndpoint live, Sockets sockets, List<SocketMessage> messages) {
        this.live = live;
        this.sockets = sockets;
        this.messages = messages;
    }

    public void open(RoutingContext context) {
        var request = context.request();
        if (!request.canUpgradeToWebSocket()) {
            context.response().putHeader("Upgrade", "websocket").putHeader("Connection", "Upgrade");
            new Problem(426, "A WebSocket 须用 WebSocket", "/live is a WebSocket").answer(context);
            return;
        }
        Principal caller = Gate.caller(context);
        var view = View.of(caller.area(), !caller.may(READ_NAMES));
        var resume = Position.parse(request.getParam("epoch", ""), request.getParam("since", ""));
        request.toWebSocket().onSuccess(socket -> {
            sockets.opened(caller, socket);
            live.accept(socket, view, type -> maySay(caller, type), resume);
        });
    }

    private boolean maySay(Principal caller, MessageType type) {
        return messages.stream().anyMatch(message -> message.type() == type && caller.may(message.permission()));
    }
}
