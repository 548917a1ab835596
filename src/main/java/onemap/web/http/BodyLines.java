package onemap.web.http;

import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.io.ByteArrayOutputStream;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The lines of a body while it comes, for a thread that may wait: the sender is let on by one read at a time, so however long the body is, one read and one
 * line of it are held. Made on the event loop, read by one thread.
 */
public final class BodyLines {
    private static final long PATIENCE_SECONDS = 30;

    private final HttpServerRequest request;
    private final Context context;
    private final int longest;
    private final LinkedBlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private byte[] part = {};
    private int from;
    private boolean ended;
    private long number;

    /** What the event loop tells. */
    private sealed interface Event {
        record Part(Buffer bytes) implements Event {}

        record End() implements Event {}

        record Broken(Throwable cause) implements Event {}
    }

    /** @param longest line, in bytes */
    public BodyLines(HttpServerRequest request, Context context, int longest) {
        this.request = request;
        this.context = context;
        this.longest = longest;
        request.pause();
        request.handler(bytes -> events.add(new Event.Part(bytes)));
        request.endHandler(end -> events.add(new Event.End()));
        request.exceptionHandler(cause -> events.add(new Event.Broken(cause)));
    }

    /** Of the line that was read last, from 1. */
    public long number() { return number; }

    /** The next line that is not empty; none at the end. */
    public Optional<byte[]> next() {
        var line = new ByteArrayOutputStream();
        while (true) {
            int end = newline();
            line.write(part, from, end - from);
            if (line.size() > longest)
                throw new IllegalArgumentException("line " + (number + 1) + " is longer than " + longest + " bytes");
            from = Math.min(part.length, end + 1);
            boolean whole = end < part.length;
            if (whole || ended && line.size() > 0) {
                number++;
                if (line.size() > 0) return Optional.of(line.toByteArray());
            } else if (ended) return Optional.empty();
            else
                fetch();
        }
    }

    /** Where it is, or the end of what is here. */
    private int newline() {
        for (int i = from; i < part.length; i++)
            if (part[i] == '\n') return i;
        return part.length;
    }

    private void fetch() {
        context.runOnContext(now -> request.fetch(1));
        try {
            switch (Optional.ofNullable(events.poll(PATIENCE_SECONDS, TimeUnit.SECONDS))
                    .orElseThrow(() -> new IllegalArgumentException(
                            "nothing more came for " + PATIENCE_SECONDS + " s after line " + number))) {
                case Event.Part more -> part = more.bytes().getBytes();
                case Event.End end -> {
                    part = new byte[0];
                    ended = true;
                }
                case Event.Broken broken -> throw new IllegalArgumentException("the body broke off after line " + number, broken.cause());
            }
            from = 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
