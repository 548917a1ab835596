package onemap.drill;

import io.vertx.core.Future;

/** Clients of one kind that play their part of the drill through real sockets until they are stopped. */
public interface Simulator {
    void start();

    /** Sends no more and closes its connections. */
    Future<Void> stop();
}
