package onemap.stream;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/**
 * A WebSocket as a client of the stream. The stream's thread writes into the {@link Outbox} of the socket's event loop; so what waits is counted here, from
 * the hand-over until the kernel has taken it. What comes in is handled on the event loop.
 */
final class LiveSocket implements Client {
    /** RFC 6455, 7.4.1: a message that violates the policy. */
    private static final int POLICY_VIOLATION = 1008;
    /** An {@link Ask} has some 50 characters. */
    private static final int LONGEST_ASK = 256;
    private static final long SECOND_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final ServerWebSocket socket;
    private final Outbox outbox;
    private final Streamer streamer;
    private final Predicate<MessageType> may;
    private final int queueBytes;
    private final AtomicInteger waitingBytes = new AtomicInteger();
    private long secondSinceNanos = System.nanoTime();
    private int framesThisSecond;
    private boolean refused;

    LiveSocket(ServerWebSocket socket, Outbox outbox, Streamer streamer, Predicate<MessageType> may) {
        this.socket = socket;
        this.outbox = outbox;
        this.streamer = streamer;
        this.may = may;
        this.queueBytes = streamer.settings().queueBytes();
    }

    void listen() {
        socket.setWriteQueueMaxSize(queueBytes);
        socket.closeHandler(closed -> streamer.leave(this));
        socket.exceptionHandler(lost -> {}); // the close handler follows
        socket.frameHandler(frame -> meter());
        socket.textMessageHandler(this::asked);
        socket.binaryMessageHandler(message -> refuse("binary messages are not understood"));
    }

    @Override public boolean writable() { return waitingBytes.get() < queueBytes; }

    @Override public void write(Buffer shared) {
        waitingBytes.addAndGet(shared.length());
        outbox.add(this, shared);
    }

    /** On the event loop. */
    void send(Buffer frame) {
        int length = frame.length();
        socket.writeBinaryMessage(frame).onComplete(written -> {
            int left = waitingBytes.addAndGet(-length);
            if (left < queueBytes && left + length >= queueBytes) streamer.wake();
        });
    }

    @Override public void close(int code, String reason) { socket.close((short) code, reason); }

    private void asked(String text) {
        if (refused) return;
        if (text.length() > LONGEST_ASK) {
            refuse("message too long");
            return;
        }
        Ask.parse(text).ifPresentOrElse(this::answer, () -> refuse("message not understood"));
    }

    private void answer(Ask ask) {
        if (may.test(MessageType.SINCE)) streamer.ask(this, ask.position());
        else
            refuse("not your role");
    }

    /** Counts every frame, pings and fragments too. */
    private void meter() {
        long now = System.nanoTime();
        if (now - secondSinceNanos >= SECOND_NANOS) {
            secondSinceNanos = now;
            framesThisSecond = 0;
        }
        if (++framesThisSecond == streamer.settings().inboundPerSecond() + 1) refuse("too many messages");
    }

    /** Once: what still comes in before the connection has ended is not looked at. */
    private void refuse(String reason) {
        if (refused) return;
        refused = true;
        streamer.leave(this);
        streamer.counters().closedFlooding.increment();
        close(POLICY_VIOLATION, reason);
    }
}
