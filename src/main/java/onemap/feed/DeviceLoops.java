package onemap.feed;

import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;

/** The event loops of the devices, apart from those of the screens; they step back when the cores are full, so that a flood waits and nobody else does. */
public final class DeviceLoops {
    private DeviceLoops() {}

    public static Vertx start() {
        var vertx = Vertx.vertx();
        ((VertxInternal) vertx).nettyEventLoopGroup()
                .forEach(loop -> loop.execute(() -> Thread.currentThread().setPriority(Thread.MIN_PRIORITY)));
        return vertx;
    }
}
