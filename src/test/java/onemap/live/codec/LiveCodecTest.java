package onemap.live.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import onemap.domain.Flags;
import onemap.domain.Kind;
import onemap.domain.LonLat;
import onemap.domain.SourceId;
import onemap.domain.Track;
import onemap.live.RandomObjects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LiveCodecTest {
    private final LiveCodec codec = new LiveCodec();
    private final SplittableRandom random = new SplittableRandom(42);
    private final RandomObjects objects = new RandomObjects(random);

    @ParameterizedTest
    @EnumSource void bringsBackEveryObjectExactly(Kind kind) {
        for (int i = 0; i < 500; i++) {
            var object = objects.of(kind, "feed:" + i, random.nextLong());

            assertThat(codec.decode(codec.encode(object))).isEqualTo(object);
        }
    }

    @Test void keepsTheBitsOfNumbersAndTheNanosecondsOfTimes() {
        double payloadNaN = Double.longBitsToDouble(0x7ff8_0000_dead_beefL);
        var time = Instant.parse("1969-12-31T23:59:59.000000001Z");
        var source = new SourceId("jt808:1");
        var identity = new Track.Identity("jt808:1", "n", Track.TrackType.TEAM, "消", "t", List.of(source), true, Optional.empty());
        var track = new Track(identity, Optional.of(new LonLat(-0.0, 29.2)), payloadNaN, -0.0, Double.NEGATIVE_INFINITY, Optional.of(time),
                Optional.empty(), Optional.of(Instant.MAX), source, -1, Flags.NONE, List.of(), 1);

        var back = (Track) codec.decode(codec.encode(track));

        assertThat(Double.doubleToRawLongBits(back.altitudeMetres())).isEqualTo(Double.doubleToRawLongBits(payloadNaN));
        assertThat(back.observedAt()).contains(time);
        assertThat(back).isEqualTo(track);
    }

    @Test void keepsTextThatUtf8CannotSay() {
        var identity = new Track.Identity("a:\ud800", "\udfff x \ud83d", Track.TrackType.TEAM, "", "", List.of(), false, Optional.empty());
        var track = objects.track(identity, 1);

        assertThat(codec.decode(codec.encode(track))).isEqualTo(track);
    }

    @Test void encodesAnIdentityAnewWhenItChanges() {
        var before = objects.track(identity("before"), 1);
        var after = objects.track(identity("after"), 2);
        codec.encode(before);

        assertThat(codec.decode(codec.encode(after))).isEqualTo(after);
    }

    @Test void refusesAnotherFormat() {
        byte[] bytes = codec.encode(objects.of(Kind.SITE, "site:1", 1));
        bytes[0] = 9;

        assertThatThrownBy(() -> codec.decode(bytes)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("format 9");
    }

    @ParameterizedTest
    @EnumSource void refusesWhatIsCutShort(Kind kind) {
        byte[] whole = codec.encode(objects.of(kind, "feed:1", 1));

        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> codec.decode(cut)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @ParameterizedTest
    @EnumSource void answersDamageWithOneKindOfErrorOnly(Kind kind) {
        for (int i = 0; i < 2000; i++) {
            byte[] damaged = codec.encode(objects.of(kind, "feed:1", 1));
            for (int flips = random.nextInt(1, 5); flips > 0; flips--)
                damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));

            var thrown = catchThrowable(() -> codec.decode(damaged));

            if (thrown != null) assertThat(thrown).isInstanceOf(IllegalArgumentException.class);
        }
    }

    private static Track.Identity identity(String name) {
        return new Track.Identity("jt808:1", name, Track.TrackType.TEAM, "消", "", List.of(), false, Optional.empty());
    }
}
