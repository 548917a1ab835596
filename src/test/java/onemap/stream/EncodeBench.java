package onemap.stream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import onemap.domain.Change;
import onemap.domain.Flags;
import onemap.domain.LonLat;
import onemap.domain.SourceId;
import onemap.domain.Track;
import onemap.live.ChangeLog;
import onemap.live.Picture;

/**
 * G13: a delta of 100 moved tracks as a frame of {@code docs/live.md}, against the same facts as a list of records through Jackson databind. CPU of the one
 * thread, blocks interleaved.
 */
public final class EncodeBench {
    private static final int OBJECTS = 100;
    private static final int ROUNDS = 20_000;

    private final Picture picture = new Picture(InstantSource.system());
    private final FrameEncoder encoder = new FrameEncoder(picture, 1, InstantSource.system());
    private final ObjectMapper jackson = new ObjectMapper();
    private final List<Change> changes = new ArrayList<>();
    private long sink;

    private EncodeBench() {
        for (int i = 0; i < OBJECTS; i++) {
            var source = SourceId.of("jt808", String.valueOf(13_900_000_000L + i));
            var identity = new Track.Identity(source.value(), "浙B" + i, Track.TrackType.VEHICLE, "消", "望海", List.of(source), true,
                    Optional.empty());
            var at = Optional.of(Instant.ofEpochSecond(1_700_000_000L + i));
            var track = new Track(identity, Optional.of(new LonLat(121.3 + i * 0.001234, 29.1 + i * 0.000987)), i, 10 + i * 0.1, i * 3, at,
                    at,
                    Optional.empty(), source, 0, Flags.NONE, List.of(), 7 + i);
            picture.apply(new Change.Put(track, false));
            changes.add(new Change.Put(track, true));
        }
    }

    /** What a move says, as an object of JSON. */
    private record Move(String id, long version, double lon, double lat, double speed, double heading, double altitude, int flags,
            long observedAt) {}

    /** Arguments: blocks (7). */
    public static void main(String[] arguments) throws JsonProcessingException {
        int blocks = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 7;
        var bench = new EncodeBench();
        bench.frames(ROUNDS);
        bench.json(ROUNDS);
        double[] ratios = new double[blocks];
        System.out.printf(Locale.ROOT, "%-6s %14s %14s %10s%n", "block", "frame µs", "Jackson µs", "ratio");
        for (int i = 0; i < blocks; i++) {
            double ours = bench.frames(ROUNDS);
            double theirs = bench.json(ROUNDS);
            ratios[i] = ours / theirs;
            System.out.printf(Locale.ROOT, "%-6d %14.2f %14.2f %10.3f%n", i + 1, ours, theirs, ratios[i]);
        }
        Arrays.sort(ratios);
        int frameBytes = bench.frame().getFirst().bytes().length();
        int jsonBytes = bench.jackson.writeValueAsBytes(bench.moves()).length;
        System.out.printf(Locale.ROOT, "G13 median CPU ratio 1/%.1f (goal 1/20), bytes %d of %d = 1/%.1f (goal 1/4)%n",
                1 / ratios[blocks / 2], frameBytes,
                jsonBytes, (double) jsonBytes / frameBytes);
    }

    /** From the batch of the change log to the finished frame, the conflation included. */
    private List<Frame> frame() {
        return encoder.changes(View.ALL, 1, 2, Union.of(List.of(new ChangeLog.Batch(2, changes))));
    }

    private List<Move> moves() { return changes.stream().map(change -> move((Track) ((Change.Put) change).object())).toList(); }

    private static Move move(Track track) {
        return new Move(track.id(), track.version(), track.place().orElseThrow().lonDegrees(), track.place().orElseThrow().latDegrees(),
                track.speedMetresPerSecond(), track.headingDegrees(), track.altitudeMetres(), track.flags().bits(),
                track.observedAt().orElseThrow().toEpochMilli());
    }

    private double frames(int rounds) {
        long begin = threadNanos();
        for (int i = 0; i < rounds; i++)
            sink += frame().getFirst().to();
        return (threadNanos() - begin) / 1e3 / rounds;
    }

    private double json(int rounds) throws JsonProcessingException {
        long begin = threadNanos();
        for (int i = 0; i < rounds; i++)
            sink += jackson.writeValueAsBytes(moves()).length;
        return (threadNanos() - begin) / 1e3 / rounds;
    }

    private static long threadNanos() { return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime(); }
}
