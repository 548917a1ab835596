package onemap.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.BiConsumer;
import onemap.domain.Change;
import onemap.domain.Kind;
import onemap.domain.LiveObject;
import onemap.domain.Track;
import onemap.live.codec.LiveCodec;
import org.junit.jupiter.api.Test;

class LiveStateTest {
    static final LiveSettings SETTINGS = new LiveSettings(64 * ChangeLog.BATCH_BYTES, 4, 10_000, Duration.ofMillis(10));
    private static final Instant NOW = Instant.parse("2026-08-01T00:00:00Z");

    private final SplittableRandom random = new SplittableRandom(7);
    private final RandomObjects objects = new RandomObjects(random);
    private final LiveCodec codec = new LiveCodec();
    private final Picture picture = new Picture(() -> NOW);

    @Test void sharedCopyEqualsPictureAfterAnything() throws InterruptedException {
        var shared = new MemoryLiveMap();
        checkSharedCopyAgainstPicture(shared, 200);
    }

    @Test void hazelcastEqualsPictureAfterAnything() throws InterruptedException {
        try (var node = HazelcastNode.start(HazelcastNodeTest.SETTINGS, 16)) {
            checkSharedCopyAgainstPicture(node.liveMap(), 60);
        }
    }

    @Test void restoresThePictureFromTheSharedCopy() {
        var shared = new MemoryLiveMap();
        var live = live(shared);
        for (Kind kind : Kind.values())
            live.publish(List.of(new Change.Put(objects.of(kind, "feed:1", 3), false)));

        var restored = new Picture(() -> NOW);
        int count = new LiveState(shared, restored, log(restored), codec).restore();

        assertThat(count).isEqualTo(Kind.values().length);
        for (Kind kind : Kind.values())
            assertThat(restored.find(kind, "feed:1")).isEqualTo(picture.find(kind, "feed:1"));
    }

    @Test void goesToTheSharedCopyThenThePictureThenTheLog() {
        var seen = new ArrayList<String>();
        var changeLog = log(picture);
        var shared = new LiveMap() {
            @Override public void putAll(Kind kind, Map<String, byte[]> encodedById) {
                seen.add("shared " + encodedById.keySet() + ", in picture " + picture.size() + ", in log "
                        + changeLog.figures().queuedChanges());
            }

            @Override public void removeAll(Kind kind, Set<String> ids) { seen.add("removed " + ids + ", in picture " + picture.size()); }

            @Override public void forEach(Kind kind, BiConsumer<String, byte[]> each) {}

            @Override public int size(Kind kind) { return 0; }
        };
        var live = new LiveState(shared, picture, changeLog, codec);

        live.publish(List.of(new Change.Put(objects.of(Kind.SITE, "site:1", 1), false)));
        live.publish(List.of(new Change.Removed(Kind.SITE, "site:1", 2)));

        assertThat(seen).containsExactly("shared [site:1], in picture 0, in log 0", "removed [site:1], in picture 1");
        assertThat(changeLog.figures().queuedChanges()).isEqualTo(2);
    }

    @Test void conflatesChangesOfOneObjectWithinABatch() throws InterruptedException {
        var changeLog = log(picture);
        var live = new LiveState(new MemoryLiveMap(), picture, changeLog, codec);
        var first = objects.track(objects.identity("jt808:1"), 1);
        var second = objects.moved(first, 2);
        var third = objects.moved(second, 3);

        live.publish(List.of(new Change.Put(first, false), new Change.Put(second, true)));
        live.publish(List.of(new Change.Put(third, true), new Change.Put(objects.moved(third, 4), true)));
        changeLog.write();

        var changes = changeLog.since(0).orElseThrow().getFirst().changes();
        assertThat(changes).extracting(Change::version).containsExactly(2L, 4L);
        assertThat(changes).extracting(change -> ((Change.Put) change).moved()).containsExactly(false, true);
    }

    @Test void leavesOutWhatIsNotNewer() throws InterruptedException {
        var shared = new MemoryLiveMap();
        var live = live(shared);
        var newer = objects.of(Kind.SITE, "site:1", 5);
        live.publish(List.of(new Change.Put(newer, false)));

        live.publish(List.of(new Change.Put(objects.of(Kind.SITE, "site:1", 5), false), new Change.Removed(Kind.SITE, "site:1", 4)));

        assertThat(decoded(shared, Kind.SITE)).containsEntry("site:1", newer);
    }

    private void checkSharedCopyAgainstPicture(LiveMap shared, int rounds) throws InterruptedException {
        var changeLog = log(picture);
        var live = new LiveState(shared, picture, changeLog, codec);
        for (int round = 0; round < rounds; round++) {
            live.publish(randomChanges());
            changeLog.write();
        }
        for (Kind kind : Kind.values()) {
            var expected = new HashMap<String, LiveObject>();
            picture.list(kind).forEach(object -> expected.put(object.id(), object));
            assertThat(decoded(shared, kind)).isEqualTo(expected);
            assertThat(shared.size(kind)).isEqualTo(picture.size(kind));
        }
    }

    private List<Change> randomChanges() {
        var changes = new ArrayList<Change>();
        for (int i = random.nextInt(1, 30); i > 0; i--) {
            var kind = Kind.values()[random.nextInt(Kind.values().length)];
            var id = "feed:" + random.nextInt(20);
            long version = picture.versionOf(kind, id) + random.nextInt(-1, 3);
            if (random.nextInt(5) == 0) changes.add(new Change.Removed(kind, id, version));
            else if (picture.find(kind, id).orElse(null) instanceof Track track)
                changes.add(new Change.Put(objects.moved(track, version), true));
            else
                changes.add(new Change.Put(objects.of(kind, id, version), false));
        }
        return changes;
    }

    private Map<String, LiveObject> decoded(LiveMap shared, Kind kind) {
        var decoded = new HashMap<String, LiveObject>();
        shared.forEach(kind, (id, bytes) -> decoded.put(id, codec.decode(bytes)));
        return decoded;
    }

    private LiveState live(LiveMap shared) { return new LiveState(shared, picture, log(picture), codec); }

    private ChangeLog log(Picture resolver) { return new ChangeLog(new MemoryRing(16), codec, resolver, SETTINGS, random); }
}
