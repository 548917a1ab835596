package onemap.desk;

import java.util.concurrent.CompletableFuture;
import onemap.access.Principal;
import onemap.domain.LonLat;
import onemap.flow.Alarms;
import onemap.flow.decision.DecisionLane;
import onemap.flow.decision.Once;
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
        return decisions.decide(() -> alarms.acknowledge(new Once.Request(actor.id(), "acknowledge", alarmId, key, body)));
    }

    /** Done when the taking back of the caller's own acknowledgement is durable and visible. */
    public CompletableFuture<Entry> undo(String alarmId, Principal actor, String key, String body) {
        return decisions.decide(() -> alarms.undo(new Once.Request(actor.id(), "acknowledge.undo", alarmId, key, body)));
    }

    /** Done when the place is durable; visible with the lane's next batch. */
    public CompletableFuture<Entry> place(String objectId, LonLat at, String name, Principal actor, String key, String body) {
        return decisions.decide(() -> registers.place(at, name, new Once.Request(actor.id(), "place", objectId, key, body)));
    }
}
