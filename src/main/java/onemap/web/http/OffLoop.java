package onemap.web.http;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/** The bridge: runs a blocking use case on a virtual thread; the future completes on the caller's context. */
public final class OffLoop {
    private final Vertx vertx;
    private final Executor virtualThreads;

    public OffLoop(Vertx vertx, Executor virtualThreads) {
        this.vertx = vertx;
        this.virtualThreads = virtualThreads;
    }

    public <T> Future<T> run(Supplier<T> useCase) {
        return Future.fromCompletionStage(CompletableFuture.supplyAsync(useCase, virtualThreads), vertx.getOrCreateContext());
    }
}
