package onemap.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import onemap.domain.Alarm;
import onemap.domain.Area;
import onemap.domain.Change;
import onemap.domain.Flag;
import onemap.domain.Flags;
import onemap.domain.Kind;
import onemap.domain.LonLat;
import onemap.domain.Site;
import onemap.domain.SourceId;
import onemap.domain.Track;
import onemap.flow.Directory;
import onemap.live.ChangeLog.Batch;
import onemap.live.Picture;
import onemap.live.RandomObjects;
import org.junit.jupiter.api.Test;

/** The bytes of {@code docs/live.md}. */
class FrameEncoderTest {
    private static final long EPOCH = 0x0123456789abcdefL;
    private static final Instant NOW = Instant.ofEpochMilli(1_785_585_600_000L);
    private static final SourceId TRUCK = new SourceId("jt808:1");

    private final Picture picture = new Picture(() -> NOW);
    private final Directory directory = new Directory();
    private final FrameEncoder encoder = new FrameEncoder(picture, directory, EPOCH, () -> NOW);
    private final RandomObjects objects = new RandomObjects(new SplittableRandom(11));

    @Test void writesAHeartbeat() {
        // 3.0 is 0x4008000000000000 (IEEE 754)
        assertThat(hex(encoder.heartbeat(View.ALL, 3))).isEqualTo("03000000" + "00000000" + "0000000000000840" + "0000000000000840"
                + hexOfDouble(1_785_585_600_000.0) + "0123456789abcdef");
    }

    @Test void writesAMove() {
        int handle = picture.handleOf("jt808:1");
        var track = track(Optional.of(new LonLat(121.5, -29.2)), 12.5, 13.894, 359.999, Flags.of(Flag.CLOCK_WRONG).with(Flag.OUT_OF_RANGE));

        var item = changes(new Change.Put(track, true)).substring(80);

        assertThat(handle).isEqualTo(1);
        // by Python: struct.pack("<i", 1215000000), ("<i", -292000000), ("<H", 1389), ("<q", 1785585600000)[:6]; 359.999° is 0°, 12.5 m is 13 m
        assertThat(item)
                .isEqualTo("02" + "01000000" + "07000000" + "c06d6b48" + "006f98ee" + "6d05" + "0000" + "0d00" + "2100" + "000632bd9f01");
    }

    @Test void saysWhatAMoveDoesNotKnow() {
        var track = track(Optional.empty(), Double.NaN, Double.NaN, Double.NaN, Flags.NONE);

        assertThat(changes(new Change.Put(track, true)).substring(80 + 18, 80 + 50))
                .isEqualTo("00000080" + "00000080" + "ffff" + "ffff" + "0080" + "0000");
    }

    @Test void limitsWhatDoesNotFitAMove() {
        assertThat(numbers(700, 1e6, -90)).isEqualTo("feff" + "7869" + "ff7f");
        assertThat(numbers(-1, -1e6, 720)).isEqualTo("0000" + "0000" + "0180");
        assertThat(numbers(Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY))
                .isEqualTo("ffff" + "ffff" + "0080");
    }

    @Test void writesAWholePutWhereAMoveHasNoTime() {
        var moved = track(Optional.empty(), 0, 0, 0, Flags.NONE);
        var timeless = new Track(moved.identity(), Optional.empty(), 0, 0, 0, Optional.empty(), Optional.empty(), Optional.empty(), TRUCK,
                0,
                Flags.NONE, List.of(), 1);

        assertThat(changes(new Change.Put(timeless, true)).substring(80)).startsWith("0100");
    }

    @Test void writesAPutAndARemoval() {
        var site = new Site("site:1", "n", "t", new LonLat(1, 2), new Site.TeamBase("", 0, ""), NOW, 1);

        byte[] frame = frames(View.ALL, new Change.Put(site, false), new Change.Removed(Kind.ALARM, "告", 258)).getFirst()
                .bytes()
                .getBytes();

        assertThat(HexFormat.of().formatHex(frame, 0, 24)).isEqualTo("02000000" + "02000000" + "0000000000000840" + "0000000000001040");
        assertThat(HexFormat.of().formatHex(frame, 40, 42)).isEqualTo("0102");
        int length = frame[42] & 0xFF | (frame[43] & 0xFF) << 8;
        assertThat(new String(frame, 46, length, StandardCharsets.UTF_8)).startsWith("{\"type\":\"Feature\",\"id\":\"site:1\"")
                .endsWith("}}");
        assertThat(HexFormat.of().formatHex(frame, 46 + length, frame.length)).isEqualTo("0305" + "02010000" + "0300" + "e5918a");
    }

    @Test void leavesOutWhatTheViewDoesNotShow() {
        var view = View.of(Set.of(Kind.SITE));

        var frame = frames(view, new Change.Removed(Kind.ALARM, "a", 1), new Change.Removed(Kind.SITE, "s", 1)).getFirst();

        assertThat(hex(frame).substring(80)).isEqualTo("0302" + "01000000" + "0100" + "73");
    }

    @Test void showsAnAreaOnlyWhatBelongsToIt() {
        directory.register(new Directory.Target(Optional.of(Kind.SITE), "site:own", Optional.of("331099102003")), List.of());
        directory.register(new Directory.Target(Optional.of(Kind.SITE), "site:other", Optional.of("331099101")), List.of());
        var town = View.of(new Area("331099102"), false);
        List.of(objects.of(Kind.SITE, "site:own", 1), objects.of(Kind.SITE, "site:other", 1), objects.of(Kind.TRACK, "jt808:unplaced", 1),
                objects.of(Kind.ALARM, "threshold.site:own.5", 1), objects.of(Kind.ALARM, "threshold.site:other.5", 1),
                objects.of(Kind.WARNING, "cap:1", 1)).forEach(object -> picture.apply(new Change.Put(object, false)));

        var screen = new Screen();
        encoder.snapshot(town, 3).forEach(part -> screen.receive(part.bytes().getBytes()));
        assertThat(screen.things().keySet()).extracting(Screen.Key::id)
                .containsExactlyInAnyOrder("site:own", "threshold.site:own.5", "cap:1");

        for (var other : List.of(new Change.Put(objects.of(Kind.SITE, "site:other", 2), false),
                new Change.Put(objects.of(Kind.TRACK, "jt808:unplaced", 2), true), new Change.Removed(Kind.SITE, "site:other", 3),
                new Change.Removed(Kind.TRACK, "jt808:unplaced", 3), new Change.Removed(Kind.ALARM, "threshold.site:other.5", 2))) {
            var frame = frames(town, other).getFirst();
            assertThat(frame.bytes().getIntLE(4)).as("%s", other).isZero();
            assertThat(frame.bytes().length()).isEqualTo(40);
        }
        screen.receive(frames(town, new Change.Removed(Kind.SITE, "site:own", 2), new Change.Removed(Kind.ALARM, "threshold.site:own.5", 2),
                new Change.Removed(Kind.WARNING, "cap:1", 2)).getFirst().bytes().getBytes());
        assertThat(screen.things()).isEmpty();
    }

    @Test void masksWhoTookAnAlarm() {
        var alarm = (Alarm) objects.of(Kind.ALARM, "threshold.site:1.5", 1);
        var taken = alarm.withAcknowledgement(new Alarm.Acknowledgement("u-1", "欧阳锋", NOW, "n", 7));
        picture.apply(new Change.Put(taken, false));
        var masked = View.of(Area.COUNTY, true);

        for (var frame : List.of(encoder.snapshot(masked, 3).getFirst(), frames(masked, new Change.Put(taken, false)).getFirst()))
            assertThat(frame.bytes().toString()).contains("\"acknowledgedByName\":\"欧*\"").doesNotContain("欧阳");
        assertThat(encoder.snapshot(View.ALL, 3).getFirst().bytes().toString()).contains("欧阳锋");
    }

    @Test void givesEveryViewAndEveryZoningItsOwnEpoch() {
        var epochs = new HashSet<Long>();
        var views = List.of(View.ALL, View.of(Area.COUNTY, true), View.of(new Area("331099102"), false),
                View.of(new Area("331099102"), true),
                View.of(new Area("331099103"), false), View.of(new Area("331099102001"), false), View.of(Set.of(Kind.SITE)));

        for (int zoning = 0; zoning < 1000; zoning++)
            for (var view : views)
                epochs.add(view.epoch(EPOCH, zoning));

        assertThat(View.ALL.epoch(EPOCH, 9)).isEqualTo(EPOCH);
        assertThat(View.of(new Area("331099"), false)).isEqualTo(View.ALL);
        assertThat(epochs).hasSize(3 + 4 * 1000);
    }

    @Test void cutsASnapshotIntoPartsOfAtMost192KiB() {
        for (int i = 0; i < 2000; i++)
            picture.apply(new Change.Put(objects.of(Kind.values()[i % 6], "feed:" + i, 1), false));

        var parts = encoder.snapshot(View.ALL, 5);

        assertThat(parts).hasSizeGreaterThan(2).allSatisfy(part -> {
            assertThat(part.bytes().length()).isLessThanOrEqualTo(192 * 1024);
            assertThat(part.to()).isEqualTo(5);
        });
        for (int i = 0; i < parts.size(); i++) {
            int flags = (i == 0 ? 1 : 0) | (i == parts.size() - 1 ? 2 : 0);
            assertThat(hex(parts.get(i))).startsWith("01%02x%02x00".formatted(flags, i));
        }
        var screen = new Screen();
        parts.forEach(part -> assertThat(screen.receive(part.bytes().getBytes())).isEmpty());
        assertThat(screen.things()).hasSize(2000);
    }

    @Test void cutsChangesOnlyBetweenBatches() {
        var batches = new ArrayList<Batch>();
        for (long sequence = 4; sequence < 24; sequence++) {
            var changes = new ArrayList<Change>();
            for (int i = 0; i < 100; i++)
                changes.add(new Change.Put(objects.of(Kind.CAMERA, "cameras:" + sequence + "." + i, 1), false));
            batches.add(new Batch(sequence, changes));
        }

        var frames = encoder.changes(View.ALL, 3, 23, Union.of(batches));

        assertThat(frames).hasSizeGreaterThan(1);
        assertThat(frames.getLast().to()).isEqualTo(23);
        long from = 3;
        for (var frame : frames) {
            assertThat(frame.bytes().length()).isLessThanOrEqualTo(192 * 1024);
            assertThat(hex(frame)).startsWith("02000000").contains(hexOfDouble(from) + hexOfDouble(frame.to()));
            from = frame.to();
        }
        var screen = new Screen();
        screen.receive(encoder.snapshot(View.ALL, 3).getFirst().bytes().getBytes());
        frames.forEach(frame -> assertThat(screen.receive(frame.bytes().getBytes())).isEmpty());
        assertThat(screen.things()).hasSize(2000);
    }

    @Test void bringsAnObjectInTheFirstFrameWhereItChanged() {
        var first = track(Optional.empty(), 0, 0, 0, Flags.NONE);
        var renamed = new Change.Put(first, false);
        var moved = new Change.Put(objects.moved(first, 9), true);

        var union = Union.of(List.of(new Batch(1, List.of(renamed)), new Batch(2, List.of(moved))));

        assertThat(union.changes()).containsExactly(new Union.Missed(new Change.Put(moved.object(), false), 1));
    }

    private String numbers(double speedMetresPerSecond, double altitudeMetres, double headingDegrees) {
        var track = track(Optional.empty(), altitudeMetres, speedMetresPerSecond, headingDegrees, Flags.NONE);
        return changes(new Change.Put(track, true)).substring(80 + 34, 80 + 46);
    }

    private static Track track(Optional<LonLat> place, double altitudeMetres, double speedMetresPerSecond, double headingDegrees,
            Flags flags) {
        var identity = new Track.Identity(TRUCK.value(), "n", Track.TrackType.TEAM, "消", "", List.of(TRUCK), true, Optional.empty());
        return new Track(identity, place, altitudeMetres, speedMetresPerSecond, headingDegrees, Optional.of(NOW), Optional.of(NOW),
                Optional.empty(), TRUCK, 0, flags, List.of(), 7);
    }

    private String changes(Change change) { return hex(frames(View.ALL, change).getFirst()); }

    private List<Frame> frames(View view, Change... changes) {
        return encoder.changes(view, 3, 4, Union.of(List.of(new Batch(4, List.of(changes)))));
    }

    private static String hex(Frame frame) { return HexFormat.of().formatHex(frame.bytes().getBytes()); }

    private static String hexOfDouble(double value) {
        return HexFormat.of().toHexDigits(Long.reverseBytes(Double.doubleToRawLongBits(value)));
    }
}
