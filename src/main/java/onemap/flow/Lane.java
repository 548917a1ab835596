package onemap.flow;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import onemap.domain.Report;
import onemap.domain.SourceId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One named platform thread that folds the reports of its sources in order: a batch is drained, folded, published, handed to the rules, then appended
 * to the history, and its receipts are answered from that. The only writer of its objects.
 *
 * <p>Its queue is bounded by the feeds' promise to stop reading while a hand-over is not taken: at most {@code laneReports} plus one read per
 * connection wait here.
 */
final class Lane {
    private static final Logger log = LoggerFactory.getLogger(Lane.class);

    /** Within the 10 s a stop may take. */
    private static final long STOP_MILLIS = 5_000;

    private final String name;
    private final LaneWork.Outside outside;
    private final int capacityReports;
    private final int batchReports;
    private final LinkedBlockingQueue<Handover.Part> queue = new LinkedBlockingQueue<>();
    private final LinkedBlockingQueue<Handover.Part> untaken = new LinkedBlockingQueue<>();
    private final AtomicInteger waitingReports = new AtomicInteger();
    private final Map<SourceId, SourceState> sources = new HashMap<>();
    private final Thread thread;
    private volatile boolean stopping;

    Lane(String name, FlowSettings settings, LaneWork.Outside outside) {
        this.name = name;
        this.outside = outside;
        this.capacityReports = settings.laneReports();
        this.batchReports = settings.batchReports();
        this.thread = Thread.ofPlatform().name(name).priority(Thread.MIN_PRIORITY).unstarted(this::run);
    }

    void start() { thread.start(); }

    /** Works off what was handed over, then ends. */
    void stop() {
        stopping = true;
        try {
            thread.join(STOP_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Otherwise what it is handed stays where it is. */
    boolean isWorking() { return thread.isAlive(); }

    int waitingReports() { return waitingReports.get(); }

    void offer(Handover.Part part) {
        boolean full = waitingReports.addAndGet(part.size()) > capacityReports;
        if (full) untaken.add(part);
        else
            part.taken();
        queue.add(part);
    }

    private void run() {
        var batch = new ArrayList<Handover.Part>();
        while (true) {
            try {
                var first = queue.poll(100, TimeUnit.MILLISECONDS);
                if (first == null) {
                    if (stopping) return;
                    continue;
                }
                drain(first, batch);
                work(batch);
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException | Error e) { // a lane that dies would leave its sources dark
                log.error("{}: a batch of {} hand-overs failed", name, batch.size(), e);
                batch.forEach(part -> part.failed(e));
            } finally {
                batch.clear();
            }
        }
    }

    private void drain(Handover.Part first, List<Handover.Part> batch) {
        int reports = 0;
        for (var part = first; part != null; part = reports < batchReports ? queue.poll() : null) {
            batch.add(part);
            reports += part.size();
        }
        if (waitingReports.addAndGet(-reports) <= capacityReports / 2) letIn();
    }

    private void letIn() {
        for (var part = untaken.poll(); part != null; part = untaken.poll())
            part.taken();
    }

    private void work(List<Handover.Part> batch) {
        var work = new LaneWork(outside);
        for (var part : batch) {
            part.task().ifPresent(task -> runTask(task, work));
            for (Report report : part.reports())
                fold(part, report, work);
        }
        letInIfIdle();
        work.publish();
        work.remember(batch);
    }

    private void letInIfIdle() { if (!untaken.isEmpty() && queue.isEmpty()) letIn(); }

    private void fold(Handover.Part part, Report report, LaneWork work) {
        var state = sources.get(report.source());
        try {
            if (state == null) {
                state = new SourceState(outside.ledger(report.source()), outside.objectIdFor(report.source()),
                        outside.recentKeys(report.source()));
                sources.put(report.source(), state);
            }
            if (!work.fold(part, report, state)) sources.remove(report.source()); // an invented id must not be remembered
        } catch (RuntimeException e) {
            log.error("{}: report of {} failed and is counted as internal_error", name, report.source(), e);
            part.rejected("internal_error");
            outside.ledger(report.source()).reportsRejected("internal_error", 1);
        }
    }

    private void runTask(LaneTask task, LaneWork work) {
        try {
            if (task.forgetsSources()) sources.clear();
            task.run(work);
        } catch (RuntimeException e) {
            log.error("{}: task failed", name, e);
        }
    }

    /** Something that must be done by the objects' one writer, between reports. */
    interface LaneTask {
        void run(LaneWork work);

        /** True when the register changed, so that sources must be looked up anew. */
        default boolean forgetsSources() { return false; }
    }
}
