package onemap.stream;

import io.vertx.core.buffer.Buffer;

/** One screen's end of the stream, whatever carries it. Methods do not block; called by the stream's thread only. */
interface Client {
    /** Whether less waits for it than it may have waiting. */
    boolean writable();

    /** Sends a frame that other clients are sent too: its bytes must not be changed. */
    void write(Buffer shared);

    /** Ends the connection with a WebSocket status code (RFC 6455, 7.4). */
    void close(int code, String reason);
}
