package onemap.live;

import java.util.List;
import java.util.Optional;
import onemap.domain.Change;
import onemap.domain.Kind;
import onemap.live.codec.ByteSink;
import onemap.live.codec.LiveCodec;
import onemap.live.codec.ObjectReader;
import onemap.live.codec.ObjectWriter;

/**
 * One item of the ring: u8 format, i32 number of changes, then each. An object too big for a batch of {@link ChangeLog#BATCH_BYTES} is named only:
 * whoever reads the item takes it from the picture, where it stands at that version or a later one, or is gone by a change that follows.
 */
final class BatchCodec {
    private static final int FORMAT = 1;
    private static final int PUT = 1;
    private static final int MOVED = 2;
    private static final int REMOVED = 3;
    private static final int NAMED = 4;
    /** Op, kind, version and lengths of one change. */
    private static final int OVERHEAD = 24;
    private static final Kind[] KINDS = Kind.values();

    private final LiveCodec codec;
    private final Picture picture;

    BatchCodec(LiveCodec codec, Picture picture) {
        this.codec = codec;
        this.picture = picture;
    }

    /** An upper bound of what the change adds to an item. */
    static int size(EncodedChange encoded) {
        boolean whole = encoded.change() instanceof Change.Put && !isNamedOnly(encoded);
        return OVERHEAD + (whole ? encoded.object().length : 3 * encoded.change().id().length());
    }

    byte[] encode(List<EncodedChange> batch) {
        var writer = new ObjectWriter(new ByteSink(5 + batch.stream().mapToInt(BatchCodec::size).sum()));
        writer.sink().u8(FORMAT);
        writer.all(batch, encoded -> write(encoded, writer));
        return writer.sink().toBytes();
    }

    List<Change> decode(byte[] item) {
        var reader = new ObjectReader(item);
        int format = reader.u8();
        if (format != FORMAT) throw new IllegalArgumentException("batch of format " + format);
        return reader.all(() -> read(reader)).stream().flatMap(Optional::stream).toList();
    }

    private static boolean isNamedOnly(EncodedChange encoded) { return encoded.object().length > ChangeLog.BATCH_BYTES / 2; }

    private static void write(EncodedChange encoded, ObjectWriter writer) {
        var sink = writer.sink();
        switch (encoded.change()) {
            case Change.Put put when isNamedOnly(encoded) -> {
                sink.u8(NAMED);
                writer.choice(put.kind());
                writer.text(put.id());
            }
            case Change.Put put -> {
                sink.u8(put.moved() ? MOVED : PUT);
                sink.i32(encoded.object().length);
                sink.bytes(encoded.object());
            }
            case Change.Removed removed -> {
                sink.u8(REMOVED);
                writer.choice(removed.kind());
                sink.i64(removed.version());
                writer.text(removed.id());
            }
        }
    }

    private Optional<Change> read(ObjectReader reader) {
        int op = reader.u8();
        return switch (op) {
            case PUT, MOVED -> Optional.of(new Change.Put(codec.decode(reader.bytes(reader.i32())), op == MOVED));
            case REMOVED -> {
                var kind = reader.choice(KINDS);
                long version = reader.i64();
                yield Optional.of(new Change.Removed(kind, reader.text(), version));
            }
            case NAMED -> picture.find(reader.choice(KINDS), reader.text()).map(object -> new Change.Put(object, false));
            default -> throw new IllegalArgumentException("change " + op);
        };
    }
}
