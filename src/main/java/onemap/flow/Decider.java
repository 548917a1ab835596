package onemap.flow;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import onemap.domain.Kind;
import onemap.domain.Report;
import onemap.domain.Severity;
import onemap.domain.Station;
import onemap.feed.FeedLedger;
import onemap.feed.Receipt;
import onemap.flow.decision.DecisionLane;
import onemap.flow.decision.Once;
import onemap.live.Picture;
import onemap.rule.ThresholdRule;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What reaches the decision lane by itself: warnings from feeds, stations whose level changed, the passing of time. Thread-safe. */
public final class Decider implements Flow.Decisions {
    private static final Logger log = LoggerFactory.getLogger(Decider.class);

    private final DecisionLane lane;
    private final Warnings warnings;
    private final Alarms alarms;
    private final ThresholdRule rule;
    private final FeedLedger warningBooks;
    /** Newest state of each station whose alarm is still to be judged: bounded by the number of stations. */
    private final LinkedHashMap<String, Station> toJudge = new LinkedHashMap<>();

    public Decider(DecisionLane lane, Warnings warnings, Alarms alarms, ThresholdRule rule, FeedLedger warningBooks) {
        this.lane = lane;
        this.warnings = warnings;
        this.alarms = alarms;
        this.rule = rule;
        this.warningBooks = warningBooks;
    }

    /** Authorities' facts are durable before they are answered; what could not be recorded is counted as such. */
    @Override public Receipt warnings(List<Report.WarningIssued> received) {
        var stored = lane.decide(() -> warnings.receive(received)).whenComplete((tally, failure) -> count(received.size(), tally, failure));
        return new Receipt(CompletableFuture.completedFuture(null), stored);
    }

    private void count(int received, Receipt.Tally tally, Throwable failure) {
        if (failure != null) {
            warningBooks.reportsRejected("not_durable", received);
            return;
        }
        warningBooks.reportsStored(tally.stored());
        warningBooks.reportsDuplicate(tally.duplicate());
        tally.rejected().forEach(warningBooks::reportsRejected);
    }

    @Override public void levelsChanged(List<Station> stations) {
        synchronized (toJudge) {
            for (Station station : stations)
                toJudge.put(station.id(), station);
        }
        judge();
    }

    /** After a start: stations whose level changed but whose alarm was not recorded before the stop. */
    public void judgeAll(Picture picture) {
        levelsChanged(picture.list(Kind.STATION).stream().map(Station.class::cast).filter(this::worthJudging).toList());
    }

    private boolean worthJudging(Station station) { return station.severity() != Severity.NONE || alarms.isOpenAbout(station.id()); }

    private void judge() {
        lane.decide(() -> {
            for (Station station : taken().values())
                alarmFor(station);
            return null;
        });
    }

    private Map<String, Station> taken() {
        synchronized (toJudge) {
            var taken = Map.copyOf(toJudge);
            toJudge.clear();
            return taken;
        }
    }

    /** A failure (the disk) leaves the station to be judged at the next tick. */
    private void alarmFor(Station station) {
        try {
            alarms.stationChanged(station, rule);
        } catch (RuntimeException | Error e) {
            log.error("the alarm of {} could not be recorded and is tried again", station.id(), e);
            synchronized (toJudge) {
                toJudge.putIfAbsent(station.id(), station);
            }
        }
    }

    /** Once a second: warnings expire, alarms that could not be recorded are tried again. */
    public void tick() {
        boolean waiting;
        synchronized (toJudge) {
            waiting = !toJudge.isEmpty();
        }
        if (waiting) judge();
        lane.decide(() -> {
            warnings.tick();
            return null;
        });
    }
}
