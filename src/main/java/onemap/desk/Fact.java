package onemap.desk;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import onemap.flow.Registers;
import onemap.flow.decision.Payload;
import onemap.flow.decision.Resolution;
import onemap.journal.Entry;
import onemap.journal.union.Placed;
import onemap.journal.union.Ref;

/**
 * What an entry says about something that can only be one way: who has an alarm, where a thing stands, how a note reads.
 *
 * @param topic  what it is about; two facts about one topic may contradict each other
 * @param object the alarm, register object or log line meant
 * @param about  the live object, for who may see it
 * @param claim  what it says; equal claims are no contradiction
 * @param stands the entry that stands when this fact does: itself, or what a resolution chose
 * @param losers what a resolution ruled out
 * @param settles the facts a resolution chose between
 */
public record Fact(Ref ref, Instant at, String actor, String kind, String topic, String object, String about, String claim, Ref stands,
        Set<Ref> losers, Set<Ref> settles) {
    private static final String FREE = "free";
    private static final String LOADER = "loader";

    static Optional<Fact> of(Placed placed) {
        var entry = placed.entry();
        return switch (entry.kind()) {
            case "alarm.acknowledged" -> Optional.of(about(placed, "alarm", alarm(entry), "taken by " + entry.actor()));
            case "alarm.acknowledgement-undone" -> Optional.of(about(placed, "alarm", alarm(entry), FREE));
            case "register.put" -> entry.actor().equals(LOADER)
                    ? Optional.empty()
                    : Optional.of(about(placed, "register", entry.object(), digest(entry)));
            case Registers.REMOVED -> Optional.of(about(placed, "register", entry.object(), "removed"));
            case DutyLog.CORRECTED ->
                DutyLog.refersTo(Payload.tree(entry.payload())).map(of -> about(placed, "note", of, placed.ref().toString()));
            case "user.changed" -> Optional.of(about(placed, "user", entry.object(), digest(entry)));
            case Resolution.RESOLVED -> Optional.of(resolution(placed, Payload.read(entry.payload(), Resolution.class)));
            default -> Optional.empty();
        };
    }

    private static Fact about(Placed placed, String what, String object, String claim) {
        var entry = placed.entry();
        return new Fact(placed.ref(), entry.at(), entry.actor(), entry.kind(), what + ":" + object, object, entry.object(), claim,
                placed.ref(), Set.of(), Set.of());
    }

    private static Fact resolution(Placed placed, Resolution made) {
        var entry = placed.entry();
        return new Fact(placed.ref(), entry.at(), entry.actor(), entry.kind(), made.topic(), made.object(), entry.object(), made.claim(),
                Ref.parse(made.stands()), made.loserRefs(), made.factRefs());
    }

    /** That an alarm is nobody's. */
    boolean saysNobody() { return claim.equals(FREE); }

    private static String alarm(Entry entry) { return Payload.tree(entry.payload()).path("alarm").asText(); }

    /** Of what was entered, whoever sent it in whatever request. */
    private static String digest(Entry entry) {
        var payload = (ObjectNode) Payload.tree(entry.payload());
        payload.remove("request");
        return hex(payload.toString());
    }

    static String hex(String text) {
        try {
            var sha = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha.digest(text.getBytes(StandardCharsets.UTF_8)), 0, 12);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
