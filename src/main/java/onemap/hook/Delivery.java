package onemap.hook;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import onemap.hook.Courier.Outcome;
import onemap.journal.Entry;
import onemap.journal.Journal;
import onemap.net.Backoff;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the journal to one receiver: every wanted entry in order, each until it is taken or too old; the next one waits. A virtual thread of its own,
 * so that no receiver holds another, and the journal is only read.
 */
final class Delivery implements Runnable {
    private static final Logger log = LoggerFactory.getLogger(Delivery.class);
    /** Entries read at a time. */
    private static final int PAGE = 256;
    /** Waiting entries are counted up to here. */
    static final int MOST_COUNTED = 1_000;

    private final Webhook hook;
    private final Signature signature;
    private final Predicate<Entry> wanted;
    private final Part part;
    private final Backoff backoff;
    private final Bell bell = new Bell();
    private volatile Progress progress;

    /** What all deliveries have in common. */
    record Part(Journal journal, Lines lines, Courier courier, ProgressFile file, HookSettings settings, HookFigures figures,
            InstantSource clock,
            RandomGenerator random, Gone gone) {}

    /** Who is told that a receiver wants no more. */
    interface Gone {
        /** True when the webhook has been switched off. */
        boolean disabled(Webhook hook);
    }

    Delivery(Webhook hook, Signature signature, Predicate<Entry> wanted, Progress progress, Part part) {
        this.hook = hook;
        this.signature = signature;
        this.wanted = wanted;
        this.progress = progress;
        this.part = part;
        backoff = new Backoff(part.settings().firstPause(), part.settings().longestPause(), part.random());
    }

    @Override public void run() {
        try {
            while (!bell.isOver())
                step();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void step() throws InterruptedException {
        try {
            var page = page(progress.seq(), PAGE);
            if (page.isEmpty()) bell.awaitNews();
            for (Entry entry : page)
                if (!pass(entry)) return;
        } catch (RuntimeException e) {
            if (bell.isOver()) return;
            log.error("webhook {}: an entry could not be brought to it", hook.id(), e);
            failed("our fault, it is in the log");
            bell.rest(Duration.ofMillis(backoff.pauseMillis()));
        }
    }

    /** The next entries of this node, oldest first. */
    private List<Entry> page(long after, int most) {
        long last = Math.min(part.journal().head().seq(), after + most);
        if (last <= after) return List.of();
        return part.journal().listBefore(last + 1, (int) (last - after)).reversed();
    }

    /** False when there is no more to do, ever. */
    private boolean pass(Entry entry) throws InterruptedException {
        while (!bell.isOver()) {
            boolean wants = wanted.test(entry);
            if (!wants || isTooOld(entry)) {
                if (wants) part.figures().gaveUp();
                advance(progress.past(entry.seq()));
                return true;
            }
            if (bring(entry)) return true;
            bell.rest(Duration.ofMillis(backoff.pauseMillis()));
        }
        return false;
    }

    /** True when it was taken. */
    private boolean bring(Entry entry) {
        switch (part.courier().bring(hook.url(), signature, Message.of(entry, part.lines().of(entry)))) {
            case Outcome.Taken taken -> {
                advance(progress.taken(entry.seq(), part.clock().instant()));
                backoff.succeeded();
                return true;
            }
            case Outcome.Gone gone -> {
                failed("it answered 410");
                if (part.gone().disabled(hook)) stop();
            }
            case Outcome.NotTaken not -> failed(not.problem());
        }
        return false;
    }

    private boolean isTooOld(Entry entry) { return entry.at().plus(part.settings().giveUpAfter()).isBefore(part.clock().instant()); }

    private void failed(String problem) {
        if (bell.isOver()) return; // it was we who broke off
        Instant now = part.clock().instant();
        if (progress.failingSince().isEmpty()) log.warn("webhook {} fails: {}", hook.id(), problem);
        advance(progress.failed(problem, now));
    }

    private void advance(Progress further) {
        progress = further;
        part.file().put(hook.id(), further);
    }

    /** The journal has grown. */
    void wake() { bell.ring(); }

    /** A call under way may still end. */
    void stop() { bell.end(); }

    Progress progress() { return progress; }

    /** Wanted entries that are not taken yet, at most {@link #MOST_COUNTED}. */
    int waiting() {
        int waiting = 0;
        long after = progress.seq();
        for (var page = page(after, PAGE); !page.isEmpty() && waiting < MOST_COUNTED; page = page(after, PAGE)) {
            waiting += (int) page.stream().filter(wanted).count();
            after = page.getLast().seq();
        }
        return Math.min(waiting, MOST_COUNTED);
    }
}
