package onemap.bench;

import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;

/**
 * G7: CPU of the server per delivered frame of 4 KiB to 1,000 screens, ten frames a second: the real stream — from the change of 131 objects to the sockets —
 * against bare Netty writing one shared frame. Both sides are processes of their own at the same time.
 */
public final class FanoutBench {
    /** A WebSocket frame of 4,101 bytes and its header. */
    private static final double DELIVERY_BYTES = 4_105;

    private static final double WARM_FRAMES = 100;
    private static final Duration WARM_UP = Duration.ofMinutes(1);

    private FanoutBench() {}

    /** Arguments: screens (1000), blocks (5), seconds of a block (5). */
    public static void main(String[] arguments) {
        int screens = IngestBench.argument(arguments, 0, 1000);
        int blocks = IngestBench.argument(arguments, 1, 5);
        int blockSeconds = IngestBench.argument(arguments, 2, 5);
        try (var stream = Side.start("stream", screens); var bare = Side.start("bare", screens)) {
            stream.warmUp(screens);
            bare.warmUp(screens);
            var ratios = new double[blocks];
            System.out.printf(Locale.ROOT, "%-6s %14s %14s %14s %14s %8s %6s%n", "block", "stream µs", "frames/s", "bare µs", "frames/s",
                    "ratio", "load");
            for (int i = 0; i < blocks; i++) {
                stream.begin();
                bare.begin();
                LockSupport.parkNanos(blockSeconds * 1_000_000_000L);
                stream.end();
                bare.end();
                ratios[i] = stream.micros() / bare.micros();
                System.out.printf(Locale.ROOT, "%-6d %14.2f %,14.0f %14.2f %,14.0f %8.2f %6s%n", i + 1, stream.micros(),
                        stream.deliveries / blockSeconds,
                        bare.micros(), bare.deliveries / blockSeconds, ratios[i], Cpu.load());
            }
            System.out.printf(Locale.ROOT, "G7 median ratio %.2f (goal 1.2 or less)%n", Figures.median(ratios));
        }
    }

    private static final class Side implements AutoCloseable {
        private final Child server;
        private final Child screens;
        private double bytesBefore;
        private double cpuBefore;
        private double deliveries;
        private double cpuSeconds;

        private Side(Child server, Child screens) {
            this.server = server;
            this.screens = screens;
        }

        static Side start(String name, int count) {
            var server = Child.java(FanoutSinks.class, name);
            return new Side(server, Child.java(ScreensLoad.class, server.line(), count));
        }

        /** Until every screen has had a hundred frames, or a minute is over. */
        void warmUp(int count) {
            long end = System.nanoTime() + WARM_UP.toNanos();
            while (Double.parseDouble(screens.ask("")) < WARM_FRAMES * DELIVERY_BYTES * count && System.nanoTime() < end)
                LockSupport.parkNanos(100_000_000);
        }

        void begin() {
            bytesBefore = Double.parseDouble(screens.ask(""));
            cpuBefore = Cpu.seconds(server.pid());
        }

        void end() {
            deliveries = (Double.parseDouble(screens.ask("")) - bytesBefore) / DELIVERY_BYTES;
            cpuSeconds = Cpu.seconds(server.pid()) - cpuBefore;
        }

        double micros() { return cpuSeconds * 1e6 / deliveries; }

        @Override public void close() {
            screens.close();
            server.close();
        }
    }
}
