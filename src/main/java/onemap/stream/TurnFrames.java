package onemap.stream;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import onemap.live.ChangeLog;

/** The frames of one turn, all ending at the same place, each encoded once however many clients get it. Owned by the stream's thread. */
final class TurnFrames {
    /** Different frames in a turn: in a normal one all clients of a view stand at one place, so this is for those who fell behind apart. */
    private static final int MOST_ENCODES = View.MOST_VIEWS;

    private final ChangeLog changeLog;
    private final FrameEncoder encoder;
    private final int mostBatches;
    private final StreamCounters counters;
    private final long to;
    private final Map<Long, Optional<Union>> unions = new HashMap<>();
    private final Map<Start, Optional<List<Frame>>> framesByStart = new HashMap<>();

    private record Start(View view, long from) {}

    TurnFrames(ChangeLog changeLog, FrameEncoder encoder, int mostBatches, StreamCounters counters) {
        this.changeLog = changeLog;
        this.encoder = encoder;
        this.mostBatches = mostBatches;
        this.counters = counters;
        this.to = changeLog.tail();
    }

    /** Where all of them end. */
    long to() { return to; }

    /** Whether this turn has no encode left for clients that stand there; the next one has. */
    boolean isSpent(View view, long from) {
        return framesByStart.size() >= MOST_ENCODES && !framesByStart.containsKey(new Start(view, from));
    }

    /** What came after that; empty when it cannot be told any more, or not cheaply. */
    Optional<List<Frame>> after(View view, long from) {
        return framesByStart.computeIfAbsent(new Start(view, from), this::encode);
    }

    private Optional<List<Frame>> encode(Start start) {
        var union = unions.computeIfAbsent(start.from, this::union);
        union.ifPresent(changes -> counters.encodes.increment());
        return union.map(changes -> encoder.changes(start.view, start.from, to, changes));
    }

    private Optional<Union> union(long from) {
        if (to - from > mostBatches) return Optional.empty();
        return changeLog.between(from, to).map(Union::of);
    }
}
