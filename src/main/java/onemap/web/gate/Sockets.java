package onemap.web.gate;

import io.vertx.core.http.ServerWebSocket;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import onemap.access.Access;
import onemap.access.Principal;

/** The open sockets of {@code /live}: the end of a session or token is the end of its sockets. Thread-safe. */
public final class Sockets {
    /** Private use (RFC 6455, 7.4.2), after HTTP's 401. */
    private static final short SESSION_ENDED = 4401;

    private final Access access;
    private final Map<ServerWebSocket, Access.Subscription> open = new ConcurrentHashMap<>();

    public Sockets(Access access) { this.access = access; }

    public void opened(Principal caller, ServerWebSocket socket) {
        open.put(socket, access.onEnd(caller, () -> socket.close(SESSION_ENDED, "session ended 会话已结束")));
    }

    /** Forgets what has closed; every second or so. */
    public void sweep() {
        open.forEach((socket, ending) -> {
            if (!socket.isClosed()) return;
            open.remove(socket);
            ending.close();
        });
    }
}
