package onemap.drill;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.random.RandomGenerator;
import onemap.net.Backoff;

/** Clients of one kind that play their part of the drill through real sockets until they are stopped. */
public interface Simulator {
    void start();

    /** Sends no more and closes its connections. */
    Future<Void> stop();

    /** As devices come back after a lost connection. */
    static Backoff backoff(RandomGenerator random) {
        return new Backoff(Duration.ofMillis(500), Duration.ofSeconds(15), random);
    }
}
