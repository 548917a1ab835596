package onemap.live;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import onemap.domain.Change;
import onemap.domain.Kind;
import onemap.domain.LiveObject;

/** The live state in this node's heap, by kind and id; what folding, rules, snapshots and queries read. Thread-safe while one object has one writer. */
public final class Picture {
    /** How long the version of a removed object is kept; screens keep theirs as long ({@code docs/live.md}, rule 6). */
    static final Duration TOMBSTONE_LIFE = Duration.ofMinutes(10);
    /** Tombstones kept at most, some 10 MB; forgetting one early costs nothing but a higher {@link #forgottenVersion}. */
    static final int MOST_TOMBSTONES = 100_000;

    private final Map<Kind, Map<String, LiveObject>> objects = new EnumMap<>(Kind.class);
    private final Map<Kind, Map<String, Tombstone>> tombstones = new EnumMap<>(Kind.class);
    /** Tombstones by age, those of re-created objects too; guarded by itself. */
    private final ArrayDeque<Tombstone> burials = new ArrayDeque<>();
    /** Highest version among the tombstones let go: an id we have forgotten may not start below it, since a screen may still remember. */
    private final AtomicLong forgottenVersion = new AtomicLong();
    private final Map<String, Integer> handles = new ConcurrentHashMap<>();
    private final AtomicInteger lastHandle = new AtomicInteger();
    private final InstantSource clock;

    private record Tombstone(Kind kind, String id, long version, Instant removedAt) {}

    public Picture(InstantSource clock) {
        this.clock = clock;
        for (Kind kind : Kind.values()) {
            objects.put(kind, new ConcurrentHashMap<>());
            tombstones.put(kind, new ConcurrentHashMap<>());
        }
    }

    public Optional<LiveObject> find(Kind kind, String id) { return Optional.ofNullable(objects.get(kind).get(id)); }

    public Collection<LiveObject> list(Kind kind) { return objects.get(kind).values(); }

    public int size(Kind kind) { return objects.get(kind).size(); }

    public int size() { return objects.values().stream().mapToInt(Map::size).sum(); }

    /** The version its next change must be higher than: of the object, or of its tombstone, or what unknown ids start from. */
    public long versionOf(Kind kind, String id) {
        return Math.max(knownVersion(kind, id), forgottenVersion.get());
    }

    /** Takes the change over when it is newer than what stands or lies there, and says whether it was. */
    public boolean apply(Change change) {
        if (change.version() <= knownVersion(change.kind(), change.id())) return false;
        switch (change) {
            case Change.Put put -> put(put.object());
            case Change.Removed removed -> bury(removed);
        }
        return true;
    }

    /** The small number that moves of this track carry on the wire, from 1; the same as long as the track, or its tombstone, is known. */
    public int handleOf(String trackId) {
        var handle = handles.get(trackId);
        return handle != null ? handle : handles.computeIfAbsent(trackId, id -> lastHandle.incrementAndGet());
    }

    /** Version of the object or of its tombstone, 0 when there is neither. */
    long knownVersion(Kind kind, String id) {
        var object = objects.get(kind).get(id);
        if (object != null) return object.version();
        var tombstone = tombstones.get(kind).get(id);
        return tombstone != null ? tombstone.version : 0;
    }

    private void put(LiveObject object) {
        objects.get(object.kind()).put(object.id(), object);
        tombstones.get(object.kind()).remove(object.id());
    }

    private void bury(Change.Removed removed) {
        var tombstone = new Tombstone(removed.kind(), removed.id(), removed.version(), clock.instant());
        tombstones.get(removed.kind()).put(removed.id(), tombstone);
        objects.get(removed.kind()).remove(removed.id());
        synchronized (burials) {
            burials.add(tombstone);
            var time = tombstone.removedAt.minus(TOMBSTONE_LIFE);
            while (burials.size() > MOST_TOMBSTONES || burials.peek().removedAt.isBefore(time))
                forget(burials.remove());
        }
    }

    private void forget(Tombstone oldest) {
        forgottenVersion.accumulateAndGet(oldest.version, Math::max);
        boolean lay = tombstones.get(oldest.kind).remove(oldest.id, oldest);
        if (lay && oldest.kind == Kind.TRACK) handles.remove(oldest.id);
    }
}
