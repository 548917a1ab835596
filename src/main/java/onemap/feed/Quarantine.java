package onemap.feed;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a feed would not take, bounded: the newest bad frames in hex, the refused devices. Thread-safe. */
public final class Quarantine {
    /** Frames kept per feed: enough to see a pattern, 200 × 1 KiB at most. */
    static final int MAX_FRAMES = 200;
    /** Bytes kept of one frame. */
    static final int MAX_FRAME_BYTES = 1024;
    /** Devices kept per feed; the one silent for longest goes first. */
    static final int MAX_DEVICES = 2000;

    private final ArrayDeque<Frame> frames = new ArrayDeque<>();
    private final LinkedHashMap<String, Device> devices = new LinkedHashMap<>();

    /** A bad frame; {@code bytes} are its first {@link #MAX_FRAME_BYTES}. */
    public record Frame(Instant at, String reason, String peer, byte[] bytes) {
        public Frame { bytes = Arrays.copyOf(bytes, Math.min(bytes.length, MAX_FRAME_BYTES)); }
    }

    /** A device in no register that knocked on a feed which admits registered devices only. */
    public record Device(String sourceId, String peer, Instant firstAt, Instant lastAt, long attempts) {}

    synchronized void keepFrame(Frame frame) {
        if (frames.size() == MAX_FRAMES) frames.removeFirst();
        frames.addLast(frame);
    }

    synchronized void noteDevice(String sourceId, String peer, Instant at) {
        var before = devices.remove(sourceId);
        if (before == null && devices.size() == MAX_DEVICES) devices.pollFirstEntry();
        devices.put(sourceId,
                new Device(sourceId, peer, before == null ? at : before.firstAt(), at, before == null ? 1 : before.attempts() + 1));
    }

    /** Oldest first. */
    public synchronized List<Frame> frames() { return new ArrayList<>(frames); }

    /** The one heard last at the end. */
    public synchronized List<Device> devices() {
        return new ArrayList<>(((Map<String, Device>) devices).values());
    }
}
