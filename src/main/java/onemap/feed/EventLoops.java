package onemap.feed;

import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;

/** The event loops of the devices and those of the screens, apart from each other, so that a flood of the one never starves the other. */
public final class EventLoops {
    private EventLoops() {}

    /** They step back when the cores are full. */
    public static Vertx ofDevices() {
        return each(Vertx.vertx(), () -> Thread.currentThread().setPriority(Thread.MIN_PRIORITY));
    }

    /** @param first what each of their threads does before anything else */
    public static Vertx ofScreens(Runnable first) {
        return each(Vertx.vertx(), first);
    }

    private static Vertx each(Vertx vertx, Runnable first) {
        ((VertxInternal) vertx).nettyEventLoopGroup().forEach(loop -> loop.execute(first));
        return vertx;
    }
}
