package onemap.stream;

import static onemap.live.codec.ByteSink.LONG;

import io.vertx.core.buffer.Buffer;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import onemap.domain.Alarm;
import onemap.domain.Change;
import onemap.domain.Kind;
import onemap.domain.LiveObject;
import onemap.domain.Track;
import onemap.flow.Directory;
import onemap.live.codec.ByteSink;
import onemap.live.codec.LiveJson;
import onemap.live.Picture;

/** Makes the frames of {@code docs/live.md}. One thread. */
public final class FrameEncoder {
    /** Longest frame that can be cut, 192 KiB: a slow link shows life between frames, and a client that takes messages of 256 KiB takes them. */
    static final int PART_BYTES = 192 * 1024;
    private static final int SNAPSHOT = 1;
    private static final int CHANGES = 2;
    private static final int HEARTBEAT = 3;
    private static final int FIRST_PART = 1;
    private static final int LAST_PART = 2;
    private static final int PUT = 1;
    private static final int REMOVE = 3;

    private final Picture picture;
    private final Directory directory;
    private final long epoch;
    private final InstantSource clock;
    private final ByteSink sink = new ByteSink(PART_BYTES + PART_BYTES / 4);
    private long zoning;
    private int items;

    /** @param directory which division things belong to: asked only for views of one area */
    public FrameEncoder(Picture picture, Directory directory, long epoch, InstantSource clock) {
        this.picture = picture;
        this.directory = directory;
        this.epoch = epoch;
        this.clock = clock;
        this.zoning = directory.zoning();
    }

    /**
     * Whether something has changed its division since it was last asked. It is rare, so it is not told change by change: frames of scoped views have another
     * epoch from now on, at which their clients ask for a snapshot, and nobody hears of what was never theirs.
     */
    boolean rezone() {
        long before = zoning;
        zoning = directory.zoning();
        return zoning != before;
    }

    /** What frames of that view carry. */
    long epochOf(View view) { return view.epoch(epoch, zoning); }

    /** The picture as it is now, which holds at least everything up to {@code at}: the caller read {@code at} before. */
    public List<Frame> snapshot(View view, long at) {
        var parts = new ArrayList<Frame>();
        begin(SNAPSHOT, view, at);
        for (Kind kind : Kind.values()) {
            if (!view.shows(kind)) continue;
            for (LiveObject object : picture.list(kind)) {
                if (view.isScoped() && !directory.isInside(view.area(), object)) continue;
                var before = here();
                items++;
                put(object, view);
                if (!isTooLong(before)) continue;
                var item = cutAt(before);
                parts.add(endPart(parts.size(), 0, at));
                begin(SNAPSHOT, view, at);
                append(item);
            }
        }
        parts.add(endPart(parts.size(), LAST_PART, at));
        return List.copyOf(parts);
    }

    /**
     * What came after {@code from}, up to {@code to}: one frame, or several that follow one another, cut only between batches, so that whoever has
     * applied some of them can resume after the last. A batch fits a frame, unless it holds an object that alone does not.
     */
    public List<Frame> changes(View view, long from, long to, Union union) {
        var frames = new ArrayList<Frame>();
        begin(CHANGES, view, from);
        var batchStart = here();
        long sequence = from + 1;
        for (var missed : union.changes()) {
            if (missed.sequence() > sequence) {
                batchStart = here();
                sequence = missed.sequence();
            }
            if (!shows(view, missed.change())) continue;
            change(missed.change(), view);
            if (!isTooLong(batchStart)) continue;
            var batch = cutAt(batchStart);
            frames.add(end(sequence - 1));
            begin(CHANGES, view, sequence - 1);
            batchStart = here();
            append(batch);
        }
        frames.add(end(to));
        return List.copyOf(frames);
    }

    public Frame heartbeat(View view, long at) {
        begin(HEARTBEAT, view, at);
        return end(at);
    }

    private boolean shows(View view, Change change) {
        if (!view.shows(change.kind())) return false;
        if (!view.isScoped()) return true;
        return switch (change) {
            case Change.Put put -> directory.isInside(view.area(), put.object());
            case Change.Removed removed -> directory.isInside(view.area(), removed);
        };
    }

    private void change(Change change, View view) {
        items++;
        if (isWrittenAsMove(change)) return;
        switch (change) {
            case Change.Put put -> put(put.object(), view);
            case Change.Removed removed -> remove(removed);
        }
    }

    private boolean isWrittenAsMove(Change change) {
        return change instanceof Change.Put put && put.moved() && put.object() instanceof Track track
                && MoveItem.write(track, picture.handleOf(track.id()), sink);
    }

    private void put(LiveObject whole, View view) {
        var object = view.masked() && whole instanceof Alarm alarm ? alarm.masked() : whole;
        sink.u8(PUT);
        sink.u8(object.kind().ordinal());
        int lengthAt = sink.reserve(4);
        LiveJson.write(object, object instanceof Track ? OptionalInt.of(picture.handleOf(object.id())) : OptionalInt.empty(), sink);
        sink.setI32(lengthAt, sink.size() - lengthAt - 4);
    }

    private void remove(Change.Removed removed) {
        sink.u8(REMOVE);
        sink.u8(removed.kind().ordinal());
        sink.i32((int) removed.version());
        int lengthAt = sink.reserve(2);
        sink.utf8(removed.id());
        ByteSink.SHORT.set(sink.array(), lengthAt, (short) (sink.size() - lengthAt - 2));
    }

    /** A place in the frame where it may be cut. */
    private record Mark(int size, int items) {}

    /** What was cut off. */
    private record Rest(byte[] bytes, int items) {}

    private Mark here() { return new Mark(sink.size(), items); }

    /** Whether the frame has grown over its limit and something stands before the place it may be cut at. */
    private boolean isTooLong(Mark mark) {
        return sink.size() > PART_BYTES && mark.items > 0;
    }

    private Rest cutAt(Mark mark) {
        var rest = new Rest(Arrays.copyOfRange(sink.array(), mark.size, sink.size()), items - mark.items);
        sink.truncate(mark.size);
        items = mark.items;
        return rest;
    }

    private void append(Rest rest) {
        sink.bytes(rest.bytes);
        items += rest.items;
    }

    private void begin(int type, View view, long from) {
        items = 0;
        sink.truncate(0);
        sink.u8(type);
        sink.u8(0);
        sink.u16(0);
        sink.i32(0);
        sink.f64(from);
        sink.f64(from);
        sink.f64(clock.millis());
        sink.i64(Long.reverseBytes(epochOf(view))); // its hex digits are these bytes in order
    }

    private Frame endPart(int number, int last, long at) {
        sink.array()[1] = (byte) ((number == 0 ? FIRST_PART : 0) | last);
        ByteSink.SHORT.set(sink.array(), 2, (short) number);
        return end(at);
    }

    private Frame end(long to) {
        sink.setI32(4, items);
        LONG.set(sink.array(), 16, Double.doubleToRawLongBits(to));
        return new Frame(Buffer.buffer(sink.size()).appendBytes(sink.array(), 0, sink.size()), to);
    }
}
