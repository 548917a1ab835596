package onemap.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;
import onemap.domain.Change;
import onemap.domain.Kind;
import org.junit.jupiter.api.Test;

class PictureTest {
    private final RandomObjects objects = new RandomObjects(new SplittableRandom(1));
    private Instant now = Instant.parse("2026-08-01T00:00:00Z");
    private final Picture picture = new Picture(() -> now);

    @Test void takesOnlyWhatIsNewer() {
        assertThat(picture.apply(put("jt808:1", 2))).isTrue();
        assertThat(picture.apply(put("jt808:1", 2))).isFalse();
        assertThat(picture.apply(put("jt808:1", 1))).isFalse();
        assertThat(picture.apply(removed("jt808:1", 2))).isFalse();

        assertThat(picture.versionOf(Kind.TRACK, "jt808:1")).isEqualTo(2);
    }

    @Test void remembersTheVersionOfWhatIsGone() {
        picture.apply(put("jt808:1", 5));
        picture.apply(removed("jt808:1", 6));

        assertThat(picture.find(Kind.TRACK, "jt808:1")).isEmpty();
        assertThat(picture.versionOf(Kind.TRACK, "jt808:1")).isEqualTo(6);
        assertThat(picture.apply(put("jt808:1", 6))).isFalse();
        assertThat(picture.apply(put("jt808:1", 7))).isTrue();
        assertThat(picture.list(Kind.TRACK)).hasSize(1);
    }

    @Test void startsForgottenIdsAboveWhatAScreenMayStillRemember() {
        picture.apply(put("jt808:1", 5));
        picture.apply(removed("jt808:1", 6));

        now = now.plus(Picture.TOMBSTONE_LIFE).plusMillis(1);
        picture.apply(removed("jt808:other", 1));

        assertThat(picture.knownVersion(Kind.TRACK, "jt808:1")).isZero();
        assertThat(picture.versionOf(Kind.TRACK, "jt808:1")).isEqualTo(6);
    }

    @Test void keepsTombstonesForTenMinutes() {
        picture.apply(removed("jt808:1", 6));

        now = now.plus(Duration.ofMinutes(10));
        picture.apply(removed("jt808:other", 1));

        assertThat(picture.knownVersion(Kind.TRACK, "jt808:1")).isEqualTo(6);
    }

    @Test void keepsABoundedNumberOfTombstones() {
        for (int i = 0; i <= Picture.MOST_TOMBSTONES; i++)
            picture.apply(removed("jt808:" + i, 3));

        assertThat(picture.knownVersion(Kind.TRACK, "jt808:0")).isZero();
        assertThat(picture.knownVersion(Kind.TRACK, "jt808:1")).isEqualTo(3);
        assertThat(picture.versionOf(Kind.TRACK, "jt808:0")).isEqualTo(3);
    }

    @Test void givesATrackOneHandleAndNeverTheSameToAnother() {
        int first = picture.handleOf("jt808:1");
        int second = picture.handleOf("jt808:2");

        assertThat(picture.handleOf("jt808:1")).isEqualTo(first).isNotEqualTo(second).isPositive();
    }

    private Change.Put put(String id, long version) { return new Change.Put(objects.of(Kind.TRACK, id, version), false); }

    private static Change.Removed removed(String id, long version) { return new Change.Removed(Kind.TRACK, id, version); }
}
