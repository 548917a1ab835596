package onemap;

import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What has been opened, to be closed in the opposite order; a part that fails to close does not keep the others from it. */
final class Closings {
    private static final Logger log = LoggerFactory.getLogger(Closings.class);
    /** For one part on the event loops; a stop as a whole may take 10 s. */
    private static final long PART_SECONDS = 3;

    private final ArrayDeque<Closing> open = new ArrayDeque<>();

    private record Closing(String name, AutoCloseable part) {}

    synchronized <T extends AutoCloseable> T add(String name, T part) {
        open.push(new Closing(name, part));
        return part;
    }

    Vertx add(String name, Vertx vertx) {
        add(name, (AutoCloseable) () -> await(vertx.close()));
        return vertx;
    }

    static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(PART_SECONDS, TimeUnit.SECONDS);
    }

    /** True when every part closed as it should. */
    synchronized boolean closeAll() {
        boolean clean = true;
        while (!open.isEmpty()) {
            var closing = open.pop();
            try {
                closing.part().close();
            } catch (Exception e) {
                clean = false;
                log.error("{} did not close: {}", closing.name(), e.toString());
            }
        }
        return clean;
    }
}
