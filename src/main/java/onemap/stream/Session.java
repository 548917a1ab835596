package onemap.stream;

import java.util.List;

/** One client and how far it has been sent. Owned by the stream's thread. */
final class Session {
    private final Client client;
    private final View view;
    private final StreamCounters counters;
    private State state = State.WAITING;
    private List<Frame> parts = List.of();
    private int nextPart;
    private long sentTo;
    private boolean answerOwed;
    private boolean full;
    private long fullSinceNanos;

    /** Waiting for a snapshot, being sent one, or following the changes. */
    private enum State {
        WAITING, LOADING, FOLLOWING
    }

    Session(Client client, View view, StreamCounters counters) {
        this.client = client;
        this.view = view;
        this.counters = counters;
    }

    Client client() { return client; }

    View view() { return view; }

    boolean isFollowing() { return state == State.FOLLOWING; }

    /** Everything up to here has been written to the client; meaningful while it follows. */
    long sentTo() { return sentTo; }

    /** Whether it must be sent a frame even if nothing has changed, since it asked. */
    boolean isAnswerOwed() { return answerOwed; }

    void awaitSnapshot() {
        state = State.WAITING;
        parts = List.of();
        answerOwed = false;
    }

    /** It knows everything up to there and drops frames until it is told what came after. */
    void answerFrom(long since) {
        state = State.FOLLOWING;
        parts = List.of();
        sentTo = since;
        answerOwed = true;
    }

    void load(List<Frame> snapshot) {
        state = State.LOADING;
        parts = snapshot;
        nextPart = 0;
    }

    /** Writes parts of the snapshot while there is room, and says whether that was the last. */
    boolean loadMore() {
        while (nextPart < parts.size() && client.writable())
            write(parts.get(nextPart++));
        if (nextPart < parts.size()) return false;
        parts = List.of();
        state = State.FOLLOWING;
        return true;
    }

    /** Writes frames that begin at {@link #sentTo} while there is room. */
    void follow(List<Frame> frames) {
        for (var frame : frames) {
            if (!client.writable()) return;
            write(frame);
            answerOwed = false;
        }
    }

    void write(Frame frame) {
        client.write(frame.bytes());
        sentTo = frame.to();
        counters.frames.increment();
        counters.bytes.add(frame.bytes().length());
    }

    /** How long, as seen at these calls, its queue has been full without a break; 0 when there is room. */
    long fullForNanos(long nowNanos) {
        boolean fullNow = !client.writable();
        if (fullNow && !full) fullSinceNanos = nowNanos;
        full = fullNow;
        return full ? nowNanos - fullSinceNanos : 0;
    }
}
