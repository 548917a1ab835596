package onemap.bench;

import java.util.Locale;
import java.util.concurrent.locks.LockSupport;

/**
 * G4: positions per CPU-second of the JT/T 808 feed — frames found, unescaped, checked, decoded, booked, answered — as a share of what a bare Netty sink does
 * with the same frames. Both sides are processes of their own under the same closed loop at the same time.
 */
public final class DecodeBench {
    private static final int CONNECTIONS = 50;
    private static final int DEVICES = 1_000;

    private DecodeBench() {}

    /** Arguments: blocks (5), seconds of a block (5), unanswered per connection (200). */
    public static void main(String[] arguments) {
        int blocks = IngestBench.argument(arguments, 0, 5);
        int blockSeconds = IngestBench.argument(arguments, 1, 5);
        int unanswered = IngestBench.argument(arguments, 2, 200);
        try (var feed = Side.start("feed", unanswered); var bare = Side.start("bare", unanswered)) {
            LockSupport.parkNanos(15_000_000_000L);
            var shares = new double[blocks];
            System.out.printf(Locale.ROOT, "%-6s %18s %18s %8s %6s%n", "block", "feed frames/CPU-s", "bare frames/CPU-s", "share", "load");
            for (int i = 0; i < blocks; i++) {
                feed.begin();
                bare.begin();
                LockSupport.parkNanos(blockSeconds * 1_000_000_000L);
                double ours = feed.framesPerCpuSecond();
                double theirs = bare.framesPerCpuSecond();
                shares[i] = ours / theirs;
                System.out.printf(Locale.ROOT, "%-6d %,18.0f %,18.0f %8.2f %6s%n", i + 1, ours, theirs, shares[i], Cpu.load());
            }
            System.out.printf(Locale.ROOT, "G4 median share %.2f (goal 0.8)%n", Figures.median(shares));
        }
    }

    private static final class Side implements AutoCloseable {
        private final Child sink;
        private final Child load;
        private long framesBefore;
        private double cpuBefore;

        private Side(Child sink, Child load) {
            this.sink = sink;
            this.load = load;
        }

        static Side start(String name, int unanswered) {
            var sink = Child.java(DecodeSinks.class, name);
            return new Side(sink, Child.java(Jt808Load.class, sink.line(), CONNECTIONS, DEVICES, unanswered));
        }

        void begin() {
            framesBefore = Long.parseLong(load.ask(""));
            cpuBefore = Cpu.seconds(sink.pid());
        }

        double framesPerCpuSecond() {
            long frames = Long.parseLong(load.ask("")) - framesBefore;
            return frames / (Cpu.seconds(sink.pid()) - cpuBefore);
        }

        @Override public void close() {
            load.close();
            sink.close();
        }
    }
}
