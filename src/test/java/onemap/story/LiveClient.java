package onemap.story;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** A screen without a screen: follows {@code /live} by what {@code docs/live.md} says and nothing else. Thread-safe. */
final class LiveClient implements WebSocket.Listener, AutoCloseable {
    private static final List<String> KINDS = List.of("tracks", "stations", "sites", "cameras", "warnings", "alarms");
    private static final int SNAPSHOT = 1;
    private static final int CHANGES = 2;
    private static final int HEARTBEAT = 3;

    private final CompletableFuture<JsonNode> hello = new CompletableFuture<>();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final StringBuilder text = new StringBuilder();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final Map<String, JsonNode> features = new TreeMap<>();
    private final Map<Long, String> trackOfHandle = new HashMap<>();
    private final WebSocket socket;
    private String epoch = "";
    private double to = -1;
    private boolean complete;
    private int heartbeats;
    private int moves;
    private Optional<String> fault = Optional.empty();

    LiveClient(Web web) { this(web, "", "http://127.0.0.1:" + web.port()); }

    /** Fails with the handshake's failure when the server refuses. */
    LiveClient(Web web, String query, String origin) {
        socket = web.socket()
                .header("Origin", origin)
                .buildAsync(URI.create("ws://127.0.0.1:" + web.port() + "/live" + query), this)
                .join();
    }

    JsonNode hello() { return within(hello); }

    /** The code the server closed with. */
    int closeCode() { return within(closed); }

    private static <T> T within(CompletableFuture<T> future) { return future.orTimeout(30, TimeUnit.SECONDS).join(); }

    /** The whole of the snapshot has come. */
    synchronized boolean isComplete() {
        if (fault.isPresent()) throw new AssertionError(fault.get());
        return complete;
    }

    synchronized int heartbeats() { return heartbeats; }

    synchronized int moves() { return moves; }

    synchronized String epoch() { return epoch; }

    synchronized long to() { return (long) to; }

    synchronized Optional<JsonNode> find(String kind, String id) { return Optional.ofNullable(features.get(kind + " " + id)); }

    /** Ids of that kind, in their order. */
    synchronized List<String> ids(String kind) {
        return features.keySet().stream().filter(key -> key.startsWith(kind + " ")).map(key -> key.substring(kind.length() + 1)).toList();
    }

    /** Everything it shows, as text. */
    synchronized String text() { return features.values().toString(); }

    void ask(String json) { socket.sendText(json, true).join(); }

    @Override public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
        text.append(part);
        if (last) {
            try {
                hello.complete(Web.JSON.readTree(text.toString()));
            } catch (IOException e) {
                hello.completeExceptionally(e);
            }
            text.setLength(0);
        }
        from.request(1);
        return null;
    }

    @Override public CompletionStage<?> onBinary(WebSocket from, ByteBuffer part, boolean last) {
        var piece = new byte[part.remaining()];
        part.get(piece);
        bytes.writeBytes(piece);
        if (last) {
            take(bytes.toByteArray());
            bytes.reset();
        }
        from.request(1);
        return null;
    }

    @Override public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        closed.complete(code);
        return null;
    }

    @Override public void onError(WebSocket from, Throwable failure) {
        closed.completeExceptionally(failure);
        hello.completeExceptionally(failure);
    }

    private synchronized void take(byte[] frame) {
        try {
            frame(ByteBuffer.wrap(frame).order(ByteOrder.LITTLE_ENDIAN));
        } catch (RuntimeException | IOException | AssertionError e) {
            fault = fault.or(() -> Optional.of(e.toString()));
        }
    }

    private void frame(ByteBuffer frame) throws IOException {
        int type = frame.get(0);
        int part = frame.get(1);
        int items = frame.getInt(4);
        double from = frame.getDouble(8);
        double after = frame.getDouble(16);
        epoch = HexFormat.of().formatHex(frame.array(), 32, 40);
        boolean firstPart = (part & 1) != 0;
        switch (type) {
            case SNAPSHOT -> {
                if (from != after) throw new AssertionError("a snapshot from " + from + " to " + after);
                if (firstPart) {
                    features.clear();
                    trackOfHandle.clear();
                    complete = false;
                }
            }
            case CHANGES, HEARTBEAT -> {
                if (complete && from > to) throw new AssertionError("a gap: known to " + to + ", next from " + from);
            }
            default -> throw new AssertionError("frame of type " + type);
        }
        if (type == HEARTBEAT) heartbeats++;
        to = after;
        frame.position(40);
        for (int item = 0; item < items; item++)
            item(frame);
        if (frame.hasRemaining()) throw new AssertionError(frame.remaining() + " bytes behind the last item");
        if (type == SNAPSHOT && (part & 2) != 0 || type == CHANGES) complete = true;
    }

    private void item(ByteBuffer frame) throws IOException {
        switch (frame.get()) {
            case 1 -> put(KINDS.get(frame.get()), Web.JSON.readTree(utf8(frame, frame.getInt())));
            case 2 -> move(frame);
            case 3 -> remove(frame);
            default -> throw new AssertionError("unknown item");
        }
    }

    private void put(String kind, JsonNode feature) {
        String id = feature.path("id").asText();
        if (kind.equals("tracks")) trackOfHandle.put(feature.at("/properties/handle").asLong(), id);
        var standing = features.get(kind + " " + id);
        if (standing == null || version(feature) > version(standing)) features.put(kind + " " + id, feature);
    }

    private void move(ByteBuffer frame) {
        String id = trackOfHandle.get(frame.getInt() & 0xffff_ffffL);
        if (id == null) throw new AssertionError("a move of an unknown handle");
        long version = frame.getInt() & 0xffff_ffffL;
        double lonDegrees = frame.getInt() / 1e7;
        double latDegrees = frame.getInt() / 1e7;
        frame.position(frame.position() + 8); // speed, heading, altitude, flags
        frame.position(frame.position() + 6); // observedAt
        var feature = (ObjectNode) features.get("tracks " + id);
        moves++;
        if (version <= version(feature)) return;
        ((ObjectNode) feature.path("properties")).put("version", version);
        ((ObjectNode) feature.path("geometry")).putArray("coordinates").add(lonDegrees).add(latDegrees);
    }

    private void remove(ByteBuffer frame) {
        String kind = KINDS.get(frame.get());
        long version = frame.getInt() & 0xffff_ffffL;
        String id = utf8(frame, frame.getShort() & 0xffff);
        var standing = features.get(kind + " " + id);
        if (standing != null && version > version(standing)) features.remove(kind + " " + id);
    }

    private static long version(JsonNode feature) { return feature.at("/properties/version").asLong(); }

    private static String utf8(ByteBuffer frame, int length) {
        var text = new byte[length];
        frame.get(text);
        return new String(text, StandardCharsets.UTF_8);
    }

    @Override public void close() {
        try {
            socket.abort();
        } catch (UncheckedIOException gone) {
            // closed already
        }
    }
}
