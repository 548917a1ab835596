package onemap.flow;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.concurrent.TimeUnit;
import onemap.domain.Kind;
import onemap.domain.LiveObject;
import onemap.flow.decision.DecisionLane;
import onemap.journal.checkpoint.Checkpoint;
import onemap.journal.checkpoint.Checkpoints;
import onemap.journal.Journal;
import onemap.journal.history.History;
import onemap.live.codec.LiveCodec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the picture down from time to time, so that a start folds only what came after. The places in journal and history are read first, in the
 * decision lane where nothing is under way, then the picture, once the lanes have caught up: what an officer changed in an object is recorded before its
 * lane shows it. So the picture holds at least what lies below them, and seeing the rest again is harmless. The
 * history's place is that of the checkpoint before, so that the newest reports of each source are always replayed and a resend is known as one.
 */
public final class CheckpointWriter {
    private static final Logger log = LoggerFactory.getLogger(CheckpointWriter.class);
    /** A full lane is worked off in one; a stop has time for it too. */
    private static final long LANES_SECONDS = 5;

    private final Journal journal;
    private final History history;
    private final Checkpoints checkpoints;
    private final DecisionLane decisions;
    private final Alarms alarms;
    private final Directory directory;
    private final Flow flow;
    private final LiveCodec codec;
    private History.Mark before;

    public CheckpointWriter(Journal journal, History history, Checkpoints checkpoints, DecisionLane decisions, Alarms alarms,
            Directory directory,
            Flow flow, LiveCodec codec) {
        this.journal = journal;
        this.history = history;
        this.checkpoints = checkpoints;
        this.decisions = decisions;
        this.alarms = alarms;
        this.directory = directory;
        this.flow = flow;
        this.codec = codec;
        this.before = history.mark();
    }

    private record Place(Journal.Head head, History.Mark mark, Iterable<? extends LiveObject> ended) {}

    /** On disk when it returns; a failure is logged and the checkpoint before stands. */
    public synchronized void write() {
        try {
            var place = decisions.decide(() -> new Place(journal.head(), history.mark(), alarms.ended())).join();
            flow.shown().toCompletableFuture().orTimeout(LANES_SECONDS, TimeUnit.SECONDS).join();
            var objects = new LinkedHashSet<LiveObject>();
            place.ended().forEach(objects::add);
            for (Kind kind : Kind.values())
                objects.addAll(flow.picture().list(kind));
            var image = new PictureImage(directory.all(), new ArrayList<>(objects));
            checkpoints.store(new Checkpoint(journal.node(), place.head(), before, image.encode(codec)));
            before = place.mark();
        } catch (RuntimeException e) {
            log.error("the checkpoint could not be written; the one before stands", e);
        }
    }
}
