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
import onemap.flow.Directory;
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
    private final FrameEncoder encoder = new FrameEncoder(picture, new Directory(), 1, InstantSource.system());
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
        bench.encodings(ROUNDS);
        bench.json(ROUNDS);
        double[] whole = new double[blocks];
        double[] encoding = new double[blocks];
        System.out.printf(Locale.ROOT, "%-6s %18s %12s %12s %10s %10s%n", "block", "conflate+encode µs", "encode µs", "Jackson µs", "ratio",
                "encode only");
        for (int i = 0; i < blocks; i++) {
            double frames = bench.frames(ROUNDS);
            double encodings = bench.encodings(ROUNDS);
            double json = bench.json(ROUNDS);
            whole[i] = json / frames;
            encoding[i] = json / encodings;
            System.out.printf(Locale.ROOT, "%-6d %18.2f %12.2f %12.2f %10s %10s%n", i + 1, frames, encodings, json, share(whole[i]),
                    share(encoding[i]));
        }
        Arrays.sort(whole);
        Arrays.sort(encoding);
        int frameBytes = bench.frame().getFirst().bytes().length();
        int jsonBytes = bench.jackson.writeValueAsBytes(bench.moves()).length;
        System.out.printf(Locale.ROOT,
                "G13 median CPU %s of Jackson's, %s with the conflation before it (goal 1/20); bytes %d of %d = %s (goal 1/4)%n",
                share(encoding[blocks / 2]), share(whole[blocks / 2]), frameBytes, jsonBytes, share((double) jsonBytes / frameBytes));
    }

    private static String share(double times) { return String.format(Locale.ROOT, "1/%.1f", times); }

    /** From the batch of the change log to the finished frame, the conflation included. */
    private List<Frame> frame() {
        return encoder.changes(View.ALL, 1, 2, union());
    }

    private Union union() { return Union.of(List.of(new ChangeLog.Batch(2, changes))); }

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

    private double encodings(int rounds) {
        var union = union();
        long begin = threadNanos();
        for (int i = 0; i < rounds; i++)
            sink += encoder.changes(View.ALL, 1, 2, union).getFirst().to();
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
