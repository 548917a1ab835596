package onemap.stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A browser by the book: the rules of {@code docs/live.md}, read independently of the encoder. */
final class Screen {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int TRACKS = 0;
    private static final String[] FLAGS = {"clockWrong", "noFix", "farAway", "coordinatesEncrypted", "resent", "outOfRange"};

    private Map<Key, Thing> things = new HashMap<>();
    private Map<Key, Thing> staged = new HashMap<>();
    private int stagedParts = -1;
    private long epoch;
    private long to = -1;
    private boolean asking = true;
    private int beatsUnanswered;

    record Key(int kind, String id) {}

    /** What a screen knows of one object; {@code put} is null for a tombstone. */
    record Thing(long version, JsonNode put, Optional<Moved> moved, long handle) {}

    /** The words of a move item. */
    record Moved(int lon, int lat, int speed, int heading, int altitude, int flags, long observedAtMillis) {}

    /** What it would send as text, if anything. */
    Optional<Position> receive(byte[] frame) {
        var in = ByteBuffer.wrap(frame).order(ByteOrder.LITTLE_ENDIAN);
        int type = in.get();
        int parts = in.get();
        int number = in.getShort() & 0xFFFF;
        int items = in.getInt();
        long from = (long) in.getDouble();
        long frameTo = (long) in.getDouble();
        in.getDouble();
        long frameEpoch = in.order(ByteOrder.BIG_ENDIAN).getLong();
        in.order(ByteOrder.LITTLE_ENDIAN);
        if (type == 1) return snapshot(in, parts, number, items, frameTo, frameEpoch);
        stagedParts = -1;
        if (!asking && (frameEpoch != epoch || from != to)) return ask();
        if (asking && !(type == 2 && frameEpoch == epoch && from <= to && to <= frameTo)) return waitOrAskAgain(type);
        asking = false;
        for (int i = 0; i < items; i++)
            if (!apply(things, in)) return askForSnapshot();
        if (in.hasRemaining()) throw new AssertionError("bytes after the last item");
        to = Math.max(to, frameTo);
        return Optional.empty();
    }

    /** It has just connected: what it knows, if it knows anything. */
    Optional<Position> reconnect() {
        beatsUnanswered = 0;
        stagedParts = -1;
        asking = true;
        return to < 0 ? Optional.empty() : Optional.of(new Position(epoch, to));
    }

    boolean isAsking() { return asking; }

    long to() { return to; }

    /** Everything that stands, tombstones aside. */
    Map<Key, Thing> things() {
        var standing = new HashMap<>(things);
        standing.values().removeIf(thing -> thing.put == null);
        return standing;
    }

    private Optional<Position> snapshot(ByteBuffer in, int parts, int number, int items, long at, long frameEpoch) {
        if ((parts & 1) != 0) {
            staged = new HashMap<>();
            stagedParts = 0;
        }
        if (stagedParts != number) {
            stagedParts = -1;
            return askForSnapshot();
        }
        stagedParts++;
        for (int i = 0; i < items; i++)
            apply(staged, in);
        if ((parts & 2) == 0) return Optional.empty();
        things = staged;
        staged = new HashMap<>();
        stagedParts = -1;
        epoch = frameEpoch;
        to = at;
        asking = false;
        return Optional.empty();
    }

    /** Frames are dropped until the answer comes; heartbeats without one say that it was lost. */
    private Optional<Position> waitOrAskAgain(int type) {
        if (type != 3 || ++beatsUnanswered < 3) return Optional.empty();
        return ask();
    }

    private Optional<Position> ask() {
        asking = true;
        beatsUnanswered = 0;
        return Optional.of(new Position(epoch, to));
    }

    private Optional<Position> askForSnapshot() {
        asking = true;
        beatsUnanswered = 0;
        return Optional.of(new Position(epoch, -1));
    }

    private boolean apply(Map<Key, Thing> target, ByteBuffer in) {
        return switch (in.get()) {
            case 1 -> put(target, in);
            case 2 -> move(target, in);
            case 3 -> remove(target, in);
            default -> throw new AssertionError("unknown op");
        };
    }

    private static boolean put(Map<Key, Thing> target, ByteBuffer in) {
        int kind = in.get();
        var feature = json(bytes(in, in.getInt()));
        long version = feature.at("/properties/version").longValue();
        var key = new Key(kind, feature.get("id").textValue());
        var handle = feature.at("/properties/handle");
        if (handle.isMissingNode() == (kind == TRACKS)) throw new AssertionError("handle of " + key);
        if (version > versionOf(target, key)) target.put(key, new Thing(version, feature, Optional.empty(), handle.asLong(-1)));
        return true;
    }

    private static boolean move(Map<Key, Thing> target, ByteBuffer in) {
        long handle = in.getInt() & 0xFFFFFFFFL;
        long version = in.getInt() & 0xFFFFFFFFL;
        var moved = new Moved(in.getInt(), in.getInt(), in.getShort() & 0xFFFF, in.getShort() & 0xFFFF, in.getShort(), in.getShort(),
                (in.getInt() & 0xFFFFFFFFL) | (in.getShort() & 0xFFFFL) << 32);
        var known = target.entrySet().stream().filter(entry -> entry.getValue().handle == handle).findFirst();
        if (known.isEmpty()) return false;
        var thing = known.get().getValue();
        if (version > thing.version) known.get().setValue(new Thing(version, thing.put, Optional.of(moved), thing.handle));
        return true;
    }

    private static boolean remove(Map<Key, Thing> target, ByteBuffer in) {
        int kind = in.get();
        long version = in.getInt() & 0xFFFFFFFFL;
        var key = new Key(kind, new String(bytes(in, in.getShort() & 0xFFFF), StandardCharsets.UTF_8));
        long handle = target.containsKey(key) ? target.get(key).handle : -1;
        if (version > versionOf(target, key)) target.put(key, new Thing(version, null, Optional.empty(), handle));
        return true;
    }

    private static long versionOf(Map<Key, Thing> target, Key key) { return target.containsKey(key) ? target.get(key).version : 0; }

    private static byte[] bytes(ByteBuffer in, int length) {
        byte[] bytes = new byte[length];
        in.get(bytes);
        return bytes;
    }

    /** The Feature as it stands, with what a move said in the place of what the put said; numbers in the units of a move. */
    static Map<String, Object> shown(Thing thing) {
        var properties = thing.put.get("properties");
        var shown = new HashMap<String, Object>();
        shown.put("version", thing.version);
        properties.properties().forEach(field -> shown.put(field.getKey(), field.getValue()));
        shown.remove("handle");
        shown.put("version", thing.version);
        if (properties.get("kind").textValue().equals("tracks")) shown.put("moving", thing.moved.orElseGet(() -> movingOf(thing.put)));
        else
            shown.put("geometry", thing.put.get("geometry"));
        for (var name : new String[]{"observedAt", "altitudeMetres", "speedMetresPerSecond", "headingDegrees", "flags"})
            if (properties.get("kind").textValue().equals("tracks")) shown.remove(name);
        return shown;
    }

    /** What a move would say of what a put says: rounding and limits of the table in {@code docs/live.md}. */
    private static Moved movingOf(JsonNode feature) {
        var properties = feature.get("properties");
        var point = feature.get("geometry");
        int lon = point.isNull() ? Integer.MIN_VALUE : (int) Math.round(point.at("/coordinates/0").doubleValue() * 1e7);
        int lat = point.isNull() ? Integer.MIN_VALUE : (int) Math.round(point.at("/coordinates/1").doubleValue() * 1e7);
        int flags = 0;
        for (var flag : properties.get("flags"))
            flags |= 1 << Arrays.asList(FLAGS).indexOf(flag.textValue());
        var observedAt = properties.get("observedAt");
        return new Moved(lon, lat, speed(properties.get("speedMetresPerSecond")), heading(properties.get("headingDegrees")),
                altitude(properties.get("altitudeMetres")), flags,
                observedAt.isNull() ? -1 : Instant.parse(observedAt.textValue()).toEpochMilli());
    }

    private static int speed(JsonNode metresPerSecond) {
        return metresPerSecond == null ? 65535 : (int) Math.max(0, Math.min(65534, Math.round(metresPerSecond.doubleValue() * 100)));
    }

    private static int heading(JsonNode degrees) {
        return degrees == null ? 65535 : (int) Math.floorMod(Math.round(degrees.doubleValue() * 100), 36000L);
    }

    private static int altitude(JsonNode metres) {
        return metres == null ? -32768 : (int) Math.max(-32767, Math.min(32767, Math.round(metres.doubleValue())));
    }

    private static JsonNode json(byte[] bytes) {
        try {
            return JSON.readTree(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
