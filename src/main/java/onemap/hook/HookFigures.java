package onemap.hook;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import onemap.net.Destinations;

/** What was counted about webhooks since the start. Thread-safe. */
public final class HookFigures {
    private final LongAdder taken = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final LongAdder givenUp = new LongAdder();
    private final Map<Destinations.Reason, LongAdder> refused = new EnumMap<>(Destinations.Reason.class);

    HookFigures() {
        for (var reason : Destinations.Reason.values())
            refused.put(reason, new LongAdder());
    }

    void count(Courier.Outcome outcome) {
        switch (outcome) {
            case Courier.Outcome.Taken yes -> taken.increment();
            case Courier.Outcome.Gone gone -> failed.increment();
            case Courier.Outcome.NotTaken no -> failed.increment();
        }
    }

    void refused(Destinations.Reason reason) { refused.get(reason).increment(); }

    void gaveUp() { givenUp.increment(); }

    public long taken() { return taken.sum(); }

    /** Attempts that were not taken; each entry may have many. */
    public long failed() { return failed.sum(); }

    public long givenUp() { return givenUp.sum(); }

    /** Times a place was not called, or not subscribed, because of where it leads. */
    public long refusals(Destinations.Reason reason) {
        return refused.get(reason).sum();
    }
}
