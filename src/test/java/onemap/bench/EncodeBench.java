package onemap.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import onemap.domain.Change;
import onemap.domain.Flags;
import onemap.domain.LonLat;
import onemap.domain.SourceId;
import onemap.domain.Track;
import onemap.live.ChangeLog.Batch;
import onemap.live.LiveCodec;
import onemap.live.Picture;
import onemap.stream.FrameEncoder;
import onemap.stream.Union;
import onemap.stream.View;

/**
 * G13: a delta of 100 moved objects as a frame against the same facts written by Jackson databind, alternating in one run; also what conflation and the
 * encoding for the shared copy cost. Argument: seconds of warm-up (default 5).
 */
public final class EncodeBench {
    private static final int OBJECTS = 100;
    private static final int BLOCKS = 7;
    private static final int RUNS_PER_BLOCK = 20_000;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final Instant NOW = Instant.parse("2026-08-01T00:00:00Z");

    private final ObjectMapper jackson = new ObjectMapper();
    private final Picture picture = new Picture(() -> NOW);
    private final FrameEncoder encoder = new FrameEncoder(picture, 1, () -> NOW);
    private final LiveCodec codec = new LiveCodec();
    private final List<Batch> batches;
    private final List<Track> tracks = new ArrayList<>();
    private final Union union;
    private long sink;

    /** What a browser is told of a moved object, as an ordinary program would write it. */
    public record Moved(String id, long version, double lon, double lat, double speed, double heading, double altitude, int flags,
            long observedAt) {}

    private interface Work {
        int run() throws JsonProcessingException;
    }

    private EncodeBench() {
        var random = new SplittableRandom(1);
        var changes = new ArrayList<Change>();
        for (int i = 0; i < OBJECTS; i++) {
            var track = track("jt808:" + (12_076_463_000L + i), random);
            picture.apply(new Change.Put(track, false));
            tracks.add(track);
            changes.add(new Change.Put(track, true));
        }
        batches = List.of(new Batch(1, changes));
        union = Union.of(batches);
    }

    public static void main(String[] args) throws JsonProcessingException {
        new EncodeBench().measure(args.length > 0 ? Integer.parseInt(args[0]) : 5);
    }

    private void measure(int warmUpSeconds) throws JsonProcessingException {
        var names = List.of("frame", "jackson databind", "conflate + frame", "encode for the shared copy");
        var works = List.<Work>of(this::frame, this::json, this::conflated, this::shared);
        var nanos = new double[works.size()][BLOCKS];
        long end = System.nanoTime() + warmUpSeconds * 1_000_000_000L;
        while (System.nanoTime() < end)
            for (var work : works)
                sink += work.run();
        for (int block = 0; block < BLOCKS; block++)
            for (int i = 0; i < works.size(); i++)
                nanos[i][block] = block(works.get(i));
        double jacksonNanos = median(nanos[1]);
        for (int i = 0; i < works.size(); i++)
            System.out.printf("%-28s %8.2f µs  %6d bytes  1/%.1f of Jackson's CPU  (%.1f ns an object)%n", names.get(i),
                    median(nanos[i]) / 1000, works.get(i).run(), jacksonNanos / median(nanos[i]), median(nanos[i]) / OBJECTS);
        System.out.printf("G13: CPU 1/%.1f (goal 1/20), bytes %.3f (goal 0.25) [%d]%n", jacksonNanos / median(nanos[0]),
                (double) frame() / json(), sink & 1);
    }

    private double block(Work work) throws JsonProcessingException {
        long start = THREADS.getCurrentThreadCpuTime();
        for (int i = 0; i < RUNS_PER_BLOCK; i++)
            sink += work.run();
        return (THREADS.getCurrentThreadCpuTime() - start) / (double) RUNS_PER_BLOCK;
    }

    private int frame() { return encoder.changes(View.ALL, 0, 1, union).getFirst().bytes().length(); }

    private int conflated() { return encoder.changes(View.ALL, 0, 1, Union.of(batches)).getFirst().bytes().length(); }

    private int json() throws JsonProcessingException {
        return jackson.writeValueAsBytes(tracks.stream().map(EncodeBench::moved).toList()).length;
    }

    private int shared() {
        int bytes = 0;
        for (var track : tracks)
            bytes += codec.encode(track).length;
        return bytes;
    }

    private static Moved moved(Track track) {
        var place = track.place().orElseThrow();
        return new Moved(track.id(), track.version(), place.lonDegrees(), place.latDegrees(), track.speedMetresPerSecond(),
                track.headingDegrees(), track.altitudeMetres(), track.flags().bits(), track.observedAt().orElseThrow().toEpochMilli());
    }

    private static Track track(String id, SplittableRandom random) {
        var source = new SourceId(id);
        var identity = new Track.Identity(id, "消防一号", Track.TrackType.VEHICLE, "消", "望海镇", List.of(source), true, Optional.empty());
        var place = new LonLat(Math.rint(random.nextDouble(121, 122) * 1e6) / 1e6, Math.rint(random.nextDouble(29, 30) * 1e6) / 1e6);
        return new Track(identity, Optional.of(place), random.nextInt(200), Math.rint(random.nextDouble(33) * 100) / 100,
                random.nextInt(360),
                Optional.of(NOW.plusSeconds(random.nextInt(60))), Optional.of(NOW), Optional.empty(), source, 0, Flags.NONE, List.of(),
                random.nextInt(1, 100_000));
    }

    private static double median(double[] values) {
        var sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
