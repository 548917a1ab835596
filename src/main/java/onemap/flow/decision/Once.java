package onemap.flow.decision;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import onemap.flow.decision.DecisionLane.Refused;
import onemap.journal.Draft;
import onemap.journal.Entry;

/**
 * Repeating an action does nothing twice: the key and a digest of the request stand in the entry that records it, so the journal itself knows what was
 * asked and answered, after any restart. Lives in the decision lane.
 */
public final class Once {
    /** How long a key is remembered. */
    public static final Duration KEPT = Duration.ofHours(24);
    /** Where the digest stands in the payload. */
    private static final String DIGEST = "request";

    private final Recorder recorder;
    private final InstantSource clock;

    public Once(Recorder recorder, InstantSource clock) {
        this.recorder = recorder;
        this.clock = clock;
    }

    /**
     * What somebody asks for under a key; another person's is another request.
     *
     * @param action what is to be done, in a word
     * @param object to what
     * @param key    chosen by the client: the same when it asks again
     * @param body   as sent
     */
    public record Request(String actor, String action, String object, String key, String body) {
        /** Tells one request from another under the same key, without keeping what was sent. */
        String digest() {
            try {
                var sha = MessageDigest.getInstance("SHA-256");
                for (String part : new String[]{actor, action, object, body}) {
                    byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
                    sha.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
                    sha.update(bytes);
                }
                return HexFormat.of().formatHex(sha.digest());
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every Java platform has SHA-256", e);
            }
        }
    }

    /**
     * The entry of that request: the one recorded earlier, or a new one. What is answered follows from the entry alone, so that a repeat is told the same.
     *
     * @param decision refuses, or says what is to be recorded; its payload is a JSON object
     * @param show     makes a new entry visible
     */
    public Entry record(Request request, Supplier<Draft> decision, Consumer<Entry> show) {
        var earlier = find(request);
        if (earlier.isPresent()) return earlier.get();
        var draft = decision.get();
        var entry = recorder.record(draft.withPayload(Payload.with(draft.payload(), DIGEST, request.digest())).withKey(request.key()));
        show.accept(entry);
        return entry;
    }

    /** The same of several entries in one transaction, of which the last tells of them all and is given back. */
    public Entry recordAll(Request request, Supplier<List<Draft>> decision, Consumer<List<Entry>> show) {
        var earlier = find(request);
        if (earlier.isPresent()) return earlier.get();
        var drafts = new ArrayList<>(decision.get());
        var last = drafts.removeLast();
        drafts.add(last.withPayload(Payload.with(last.payload(), DIGEST, request.digest())).withKey(request.key()));
        var entries = recorder.record(drafts);
        show.accept(entries);
        return entries.getLast();
    }

    /** The entry that recorded this very request; refused when the key was used for another one. */
    public Optional<Entry> find(Request request) {
        var earlier = recorder.journal().findByKey(request.key(), clock.instant().minus(KEPT));
        if (earlier.filter(entry -> !digest(entry).equals(request.digest())).isPresent())
            throw new Refused(Refused.Reason.KEY_REUSED, "this Idempotency-Key was used for another request");
        return earlier;
    }

    private static String digest(Entry entry) { return Payload.tree(entry.payload()).path(DIGEST).asText(); }
}
