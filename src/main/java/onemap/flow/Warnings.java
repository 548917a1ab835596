package onemap.flow;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import onemap.domain.CapAlert;
import onemap.domain.Change;
import onemap.domain.Kind;
import onemap.domain.Report;
import onemap.domain.Warning;
import onemap.feed.FeedLedger;
import onemap.feed.Receipt;
import onemap.flow.decision.Payload;
import onemap.flow.decision.Recorder;
import onemap.flow.fold.WarningFold;
import onemap.journal.Draft;
import onemap.journal.Entry;
import onemap.journal.union.Placed;
import onemap.journal.union.Refold;

/**
 * The book of warnings 预警: journal first ({@code warning.received}, payload = the message), then visible, then answered; lives in the decision
 * lane.
 */
public final class Warnings {
    static final String RECEIVED = "warning.received";

    /** The message as journaled. */
    record Received(CapAlert alert, Instant receivedAt) {}

    private final Recorder recorder;
    private final Function<Collection<Warning>, WarningFold> newBook;
    private WarningFold book;
    private final Flow flow;
    private final WarningMatch match;
    private final FeedLedger ledger;
    private final InstantSource clock;

    public Warnings(Recovery recovered, Recorder recorder, Flow flow, WarningMatch match, FeedLedger ledger, InstantSource clock) {
        this.recorder = recorder;
        this.book = recovered.warnings();
        this.newBook = recovered.newWarnings();
        this.flow = flow;
        this.match = match;
        this.ledger = ledger;
        this.clock = clock;
    }

    Receipt.Tally receive(List<Report.WarningIssued> reports) {
        int stored = 0;
        int duplicate = 0;
        Map<String, Integer> rejected = new HashMap<>();
        for (var report : reports) {
            switch (book.verdict(report.alert())) {
                case STORED -> {
                    record(report);
                    stored++;
                }
                case DUPLICATE -> duplicate++;
                case FOREIGN_SENDER -> rejected.merge("foreign_sender", 1, Integer::sum);
            }
        }
        return new Receipt.Tally(stored, duplicate, rejected, 0);
    }

    private void record(Report.WarningIssued report) {
        var entry = recorder.record(
                Draft.of("feed:" + report.source().feed(), RECEIVED, report.source().value(), Payload.write(new Received(report.alert(),
                        report.receivedAt()))));
        show(apply(entry));
    }

    private List<Warning> apply(Entry entry) {
        var outcome = fold(entry, book);
        if (outcome.identifierClash()) ledger.note("identifier_clash");
        return outcome.changed();
    }

    static WarningFold.Outcome fold(Entry entry, WarningFold book) {
        var received = Payload.read(entry.payload(), Received.class);
        return book.accept(received.alert(), received.receivedAt());
    }

    /** Ends what has run out, forgets what ended long ago. */
    void tick() {
        Instant now = clock.instant();
        show(book.expire(now));
        var forgotten = book.forget(now);
        if (!forgotten.isEmpty()) flow.publish(forgotten.stream().map(Warnings::removed).toList());
    }

    private static Change removed(Warning warning) { return new Change.Removed(Kind.WARNING, warning.id(), warning.version() + 1); }

    private void show(Collection<Warning> changed) {
        if (changed.isEmpty()) return;
        var changes = new ArrayList<Change>();
        changed.forEach(warning -> changes.add(new Change.Put(warning, false)));
        flow.publish(changes);
        match.changed(changed);
    }

    /** The warnings made anew from the entries of all nodes. */
    public Refold refold() {
        var fresh = newBook.apply(List.of());
        return new Refold() {
            @Override public void fold(Placed placed) { if (placed.entry().kind().equals(RECEIVED)) Warnings.fold(placed.entry(), fresh); }

            @Override public void show(Set<String> touched) { Warnings.this.show(fresh); }
        };
    }

    private void show(WarningFold fresh) {
        Instant now = clock.instant();
        fresh.expire(now);
        fresh.forget(now);
        var before = new HashMap<String, Warning>();
        book.warnings().forEach(warning -> before.put(warning.id(), warning));
        var standing = new ArrayList<Warning>();
        var changed = new ArrayList<Warning>();
        for (Warning warning : fresh.warnings()) {
            var was = Optional.ofNullable(before.remove(warning.id())).filter(shown -> warning.withVersion(shown.version()).equals(shown));
            standing.add(was.orElseGet(() -> warning.withVersion(flow.picture().versionOf(Kind.WARNING, warning.id()) + 1)));
            if (was.isEmpty()) changed.add(standing.getLast());
        }
        book = newBook.apply(standing);
        show(changed);
        if (!before.isEmpty()) flow.publish(before.values().stream().map(Warnings::removed).toList());
    }

    /** Shows what was recovered, tracks apart: those are matched when they are shown. */
    public void start() {
        book.expire(clock.instant());
        book.warnings().forEach(match::update);
        flow.publish(book.warnings().stream().map(warning -> (Change) new Change.Put(warning, false)).toList());
    }
}
