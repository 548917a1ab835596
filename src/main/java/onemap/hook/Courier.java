package onemap.hook;

import java.io.IOException;
import java.time.InstantSource;
import java.util.HashMap;
import onemap.net.Destinations;
import onemap.net.Destinations.Verdict;
import onemap.net.HttpCalls;

/** Brings one message to its receiver once: the address is checked anew each time. Blocks, for virtual threads. Thread-safe. */
final class Courier {
    private static final int GONE = 410;

    private final Destinations destinations;
    private final HttpCalls calls;
    private final InstantSource clock;
    private final HookFigures figures;

    Courier(Destinations destinations, HttpCalls calls, InstantSource clock, HookFigures figures) {
        this.destinations = destinations;
        this.calls = calls;
        this.clock = clock;
        this.figures = figures;
    }

    /** What became of it. */
    sealed interface Outcome {
        /** 2xx. */
        record Taken(int status) implements Outcome {}

        /** 410: the receiver wants no more. */
        record Gone() implements Outcome {}

        record NotTaken(String problem) implements Outcome {}
    }

    Outcome bring(String url, Signature signature, Message message) {
        var outcome = switch (destinations.check(url)) {
            case Verdict.Refused refused -> {
                figures.refused(refused.reason());
                yield new Outcome.NotTaken("not called: " + refused.message());
            }
            case Verdict.Good good -> call(good, signature, message);
        };
        figures.count(outcome);
        return outcome;
    }

    private Outcome call(Verdict.Good good, Signature signature, Message message) {
        var headers = new HashMap<>(signature.headers(message.id(), clock.instant(), message.body()));
        headers.put("Content-Type", "application/json");
        headers.put("User-Agent", "onemap-webhook");
        try {
            var answer = calls.post(good.destination(), headers, message.body());
            if (answer.isSuccess()) return new Outcome.Taken(answer.status());
            if (answer.status() == GONE) return new Outcome.Gone();
            return new Outcome.NotTaken(
                    "it answered " + answer.status() + (answer.status() / 100 == 3 ? "; redirects are not followed" : ""));
        } catch (IOException e) {
            return new Outcome.NotTaken(e.getMessage());
        }
    }
}
