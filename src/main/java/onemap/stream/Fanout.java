package onemap.stream;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import onemap.flow.Directory;
import onemap.live.ChangeLog;
import onemap.live.Picture;

/**
 * Decides which client is sent what and when. No thread, no clock and no socket of its own: {@link #turn} is told the monotonic time, and everything
 * is called by the one thread that owns it.
 */
final class Fanout {
    /** RFC 6455, 7.4.1. */
    static final int GOING_AWAY = 1001;
    /** Try again later; IANA WebSocket close code registry. */
    static final int TRY_AGAIN_LATER = 1013;
    private static final double NANOS_PER_SECOND = 1e9;

    private final ChangeLog changeLog;
    private final StreamSettings settings;
    private final StreamCounters counters;
    private final FrameEncoder encoder;
    private final Snapshots snapshots;
    private final Map<Client, Session> sessions = new LinkedHashMap<>();
    private final LinkedHashSet<Session> waiting = new LinkedHashSet<>();
    private final Set<Session> loading = new LinkedHashSet<>();
    private final Set<Session> asked = new LinkedHashSet<>();
    private final double mostAdmissions;
    private double admissions;
    private long turnNanos;
    private long tickNanos;
    private long beatNanos;
    private long tickTail;
    private long seenTail;
    /** Whether some client that follows may not have everything up to {@link #tickTail}. */
    private boolean someBehind;

    Fanout(ChangeLog changeLog, Picture picture, Directory directory, StreamSettings settings, StreamCounters counters,
            InstantSource clock, long nowNanos) {
        this.changeLog = changeLog;
        this.settings = settings;
        this.counters = counters;
        this.encoder = new FrameEncoder(picture, directory, changeLog.epoch(), clock);
        this.snapshots = new Snapshots(changeLog, encoder, counters, settings.snapshotAge().toNanos());
        this.mostAdmissions = Math.max(1, settings.snapshotsPerSecond() / 10.0);
        this.admissions = mostAdmissions;
        this.turnNanos = nowNanos;
        this.tickNanos = nowNanos - settings.tick().toNanos();
        this.beatNanos = nowNanos;
        this.tickTail = changeLog.tail();
    }

    /** A new client, which may stand somewhere in the log already. */
    void join(Client client, View view, Optional<Position> resume) {
        if (sessions.size() >= settings.clients() || isOneViewTooMany(view)) {
            counters.refused.increment();
            client.close(TRY_AGAIN_LATER, "too many screens");
            return;
        }
        var session = new Session(client, view, counters);
        sessions.put(client, session);
        counters.clients.increment();
        place(session, resume);
    }

    /** The client missed something, or wants a snapshot. */
    void ask(Client client, Optional<Position> position) {
        var session = sessions.get(client);
        if (session == null) return;
        asked.remove(session);
        loading.remove(session);
        place(session, position);
    }

    void leave(Client client) {
        var session = sessions.remove(client);
        if (session == null) return;
        counters.clients.decrement();
        waiting.remove(session);
        loading.remove(session);
        asked.remove(session);
    }

    void closeAll() {
        for (var client : List.copyOf(sessions.keySet())) {
            leave(client);
            client.close(GOING_AWAY, "server stops");
        }
    }

    /** Sends what is due and says after how many nanoseconds, without a new event, something will be. */
    long turn(long nowNanos) {
        if (encoder.rezone()) snapshots.dropScoped();
        var frames = new TurnFrames(changeLog, encoder, settings.catchUpBatches(), counters);
        seenTail = frames.to();
        admit(nowNanos);
        loading.removeIf(this::loadMore);
        for (var session : asked)
            advance(session, frames);
        asked.clear();
        if (hasUnsent() && nowNanos - tickNanos >= settings.tick().toNanos()) tick(nowNanos, frames);
        if (nowNanos - beatNanos >= settings.heartbeat().toNanos()) beat(nowNanos);
        turnNanos = nowNanos;
        return nanosToNext(nowNanos);
    }

    /** The end of the log as the last turn saw it. */
    long seenTail() { return seenTail; }

    /** Whether some of what the last turn saw waits for the next tick. */
    boolean hasUnsent() { return seenTail > tickTail || someBehind; }

    private boolean isOneViewTooMany(View view) {
        var views = new ArrayList<View>();
        for (var session : sessions.values())
            if (!views.contains(session.view())) views.add(session.view());
        return !views.contains(view) && views.size() >= View.MOST_VIEWS;
    }

    private void place(Session session, Optional<Position> position) {
        boolean known = position.isPresent() && position.get().epoch() == encoder.epochOf(session.view())
                && changeLog.holds(position.get().since());
        if (known) {
            waiting.remove(session);
            session.answerFrom(position.get().since());
            asked.add(session);
            counters.resumed.increment();
        } else {
            awaitSnapshot(session);
        }
    }

    private void awaitSnapshot(Session session) {
        session.awaitSnapshot();
        waiting.add(session);
    }

    private void admit(long nowNanos) {
        double earned = (nowNanos - turnNanos) / NANOS_PER_SECOND * settings.snapshotsPerSecond();
        admissions = Math.min(mostAdmissions, admissions + earned);
        while (admissions >= 1 && !waiting.isEmpty()) {
            admissions--;
            var session = waiting.removeFirst();
            session.load(snapshots.of(session.view(), nowNanos));
            loading.add(session);
        }
    }

    private boolean loadMore(Session session) {
        boolean done = session.loadMore();
        if (done && session.sentTo() < tickTail) someBehind = true;
        return done;
    }

    private void tick(long nowNanos, TurnFrames frames) {
        tickNanos = nowNanos;
        tickTail = frames.to();
        someBehind = false;
        for (var session : sessions.values())
            if (session.isFollowing()) advance(session, frames);
    }

    private void advance(Session session, TurnFrames frames) {
        if (session.sentTo() >= frames.to() && !session.isAnswerOwed()) return;
        if (!session.client().writable()) {
            counters.conflated.increment();
            someBehind = true;
            return;
        }
        if (frames.isSpent(session.view(), session.sentTo())) {
            someBehind = true;
            return;
        }
        var following = frames.after(session.view(), session.sentTo());
        if (following.isEmpty()) {
            awaitSnapshot(session);
            return;
        }
        session.follow(following.get());
        if (session.sentTo() < frames.to()) someBehind = true;
    }

    private record Beat(View view, long at) {}

    /** A sign of life to everybody who follows and reads, and the end for who has not read for too long. */
    private void beat(long nowNanos) {
        beatNanos = nowNanos;
        snapshots.dropOld(nowNanos);
        var beats = new LinkedHashMap<Beat, Frame>();
        for (var session : List.copyOf(sessions.values())) {
            long fullNanos = session.fullForNanos(nowNanos);
            if (fullNanos >= settings.fullFor().toNanos()) {
                leave(session.client());
                counters.closedSlow.increment();
                session.client().close(TRY_AGAIN_LATER, "does not read");
            } else if (fullNanos == 0 && session.isFollowing() && !session.isAnswerOwed()) {
                session.write(beats.computeIfAbsent(new Beat(session.view(), session.sentTo()),
                        beat -> encoder.heartbeat(beat.view, beat.at)));
            }
        }
    }

    private long nanosToNext(long nowNanos) {
        long next = beatNanos + settings.heartbeat().toNanos() - nowNanos;
        if (hasUnsent()) next = Math.min(next, tickNanos + settings.tick().toNanos() - nowNanos);
        if (!waiting.isEmpty()) next = Math.min(next, (long) ((1 - admissions) / settings.snapshotsPerSecond() * NANOS_PER_SECOND));
        return Math.max(0, next);
    }
}
