package onemap.sim;

import java.util.ArrayList;
import java.util.List;
import onemap.flow.decision.DecisionLane.Refused;

/** What a virtual officer wants, under one key however often it is asked, and what was answered. */
final class Operation {
    final String actor;
    final What what;
    /** Alarm, device, note or conflict. */
    final String object;
    /** The fact chosen, where one is. */
    final String chosen;
    final String key;
    final List<Answered> answers = new ArrayList<>();

    enum What {
        TAKE, UNDO, PLACE, NOTE, CORRECT, RESOLVE
    }

    /** What one request came to. */
    sealed interface Answer {
        /** @param told what was answered, so that a repeat can be compared */
        record Done(String told) implements Answer {}

        record No(Refused.Reason reason) implements Answer {}
    }

    record Answered(String node, Answer answer) {}

    Operation(String actor, What what, String object, String chosen, String key) {
        this.actor = actor;
        this.what = what;
        this.object = object;
        this.chosen = chosen;
        this.key = key;
    }

    List<Answered> done() { return answers.stream().filter(each -> each.answer() instanceof Answer.Done).toList(); }

    @Override public String toString() { return actor + " " + what + " " + object + " " + chosen + " key " + key; }
}
