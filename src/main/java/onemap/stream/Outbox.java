package onemap.stream;

import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What the stream's thread hands over to one event loop: a tick for a thousand sockets costs a few tasks there, not a thousand. Bounded by what each
 * socket may have waiting. Thread-safe.
 */
final class Outbox {
    /** Sockets served in one task, so that an officer's request waits half a millisecond behind a tick, not all of it. */
    private static final int AT_ONCE = 64;

    private final Context loop;
    private final Queue<Parcel> parcels = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean scheduled = new AtomicBoolean();

    private record Parcel(LiveSocket socket, Buffer frame) {}

    Outbox(Context loop) { this.loop = loop; }

    void add(LiveSocket socket, Buffer frame) {
        parcels.add(new Parcel(socket, frame));
        schedule();
    }

    private void schedule() { if (!scheduled.get() && scheduled.compareAndSet(false, true)) loop.runOnContext(due -> deliver()); }

    private void deliver() {
        scheduled.set(false);
        for (int i = 0; i < AT_ONCE; i++) {
            var parcel = parcels.poll();
            if (parcel == null) return;
            parcel.socket.send(parcel.frame);
        }
        schedule();
    }
}
