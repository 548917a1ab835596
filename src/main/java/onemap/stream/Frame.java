package onemap.stream;

import io.vertx.core.buffer.Buffer;

/** An encoded frame; whoever has applied it knows everything up to {@code to}. */
public record Frame(Buffer bytes, long to) {}
