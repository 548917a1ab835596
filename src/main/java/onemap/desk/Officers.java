package onemap.desk;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import onemap.access.Principal;
import onemap.domain.LonLat;
import onemap.flow.Alarms;
import onemap.flow.DecisionLane;
import onemap.flow.Registers;
import onemap.journal.Entry;

/** What a duty officer 值班员 can do today: take an alarm, give a device its place. Every action carries a key, so that repeating it does nothing twice. */
public final class Officers {
    private final DecisionLane decisions;
    private final Alarms alarms;
    private final Registers registers;

    public Officers(DecisionLane decisions, Alarms alarms, Registers registers) {
        this.decisions = decisions;
        this.alarms = alarms;
        this.registers = registers;
    }

    /** Done when the acknowledgement is durable and visible. */
    public CompletableFuture<Alarms.Acknowledged> acknowledge(String alarmId, Principal actor, String key, String body) {
        return decisions.decide(() -> alarms.acknowledge(alarmId, actor.id(), key, digest(actor, "acknowledge", alarmId, body)));
    }

    /** Done when the place is durable; visible with the lane's next batch. */
    public CompletableFuture<Entry> place(String objectId, LonLat at, String name, Principal actor, String key, String body) {
        return decisions.decide(() -> registers.place(objectId, at, name, actor.id(), key, digest(actor, "place", objectId, body)));
    }

    /** Tells one request from another under the same key: another person's is another request. */
    private static String digest(Principal actor, String action, String object, String body) {
        try {
            var sha = MessageDigest.getInstance("SHA-256");
            for (String part : new String[]{actor.id(), action, object, body}) {
                sha.update(part.getBytes(StandardCharsets.UTF_8));
                sha.update((byte) 0);
            }
            return HexFormat.of().formatHex(sha.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
