package onemap.live.codec;

import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Consumer;
import onemap.domain.LonLat;
import onemap.domain.SourceId;

/** Writes the parts domain records are made of, exactly; {@link ObjectReader} is its mirror. */
public final class ObjectWriter {
    /** Stands for "no time" where a time has a fixed place; no {@link Instant} has these seconds. */
    static final long NO_TIME = Long.MIN_VALUE;

    private final ByteSink sink;

    public ObjectWriter(ByteSink sink) { this.sink = sink; }

    public ByteSink sink() { return sink; }

    public void bool(boolean value) { sink.u8(value ? 1 : 0); }

    public void choice(Enum<?> value) { sink.u8(value.ordinal()); }

    /** Length and UTF-8; text with lone surrogates, which UTF-8 cannot say, as its UTF-16 units under a negative length. */
    public void text(String text) {
        int at = sink.reserve(4);
        int replaced = sink.utf8(text);
        sink.setI32(at, sink.size() - at - 4);
        if (replaced == 0) return;
        sink.truncate(at);
        sink.i32(-text.length());
        text.chars().forEach(sink::u16);
    }

    public void instant(Instant instant) {
        sink.i64(instant.getEpochSecond());
        sink.i32(instant.getNano());
    }

    /** Twelve bytes, whether there is a time or not. */
    public void fixedInstant(Optional<Instant> instant) {
        sink.i64(instant.isPresent() ? instant.get().getEpochSecond() : NO_TIME);
        sink.i32(instant.isPresent() ? instant.get().getNano() : 0);
    }

    public void place(LonLat place) {
        sink.f64(place.lonDegrees());
        sink.f64(place.latDegrees());
    }

    public void source(SourceId source) { text(source.value()); }

    public <T> void optional(Optional<T> value, Consumer<T> write) {
        bool(value.isPresent());
        value.ifPresent(write);
    }

    public <T> void all(Collection<T> values, Consumer<T> write) {
        sink.i32(values.size());
        values.forEach(write);
    }
}
