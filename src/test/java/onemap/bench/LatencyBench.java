package onemap.bench;

import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import onemap.drill.Jt808Device;
import onemap.drill.Jt808Device.Edition;
import onemap.drill.Jt808Device.Fix;

/**
 * G5: from the moment a device writes a position into its socket to the moment a screen on this machine has the frame that carries it. Idle means that
 * nothing else changes; a busy stream is sent at most once a tick, so half a tick of the latency at 200 reports a second is meant.
 */
public final class LatencyBench implements AutoCloseable {
    private static final int DEVICES = 400;
    private static final int IDLE_REPORTS = 50;
    private static final int IDLE_PAUSE_MILLIS = 400;
    private static final int RATE = 200;
    private static final double WEST_DEGREES = 121.3;
    /** Places tell reports apart: the wire's step is a millionth of a degree. */
    private static final int PLACES = 400_000;
    private static final int HEADER_BYTES = 40;
    private static final int MOVE_BYTES = 31;

    private final Map<Integer, Long> sentNanos = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<Double> millis = new ConcurrentLinkedQueue<>();
    private final List<Jt808Device> devices = new ArrayList<>();
    private final Instant begin = Instant.now().minus(Duration.ofHours(1));
    private final Socket socket;
    private int reports;

    private LatencyBench(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        for (int i = 0; i < DEVICES; i++)
            devices.add(new Jt808Device(String.valueOf(13_800_000_000L + i), Edition.V2013));
        Thread.ofVirtual().start(this::readAnswers);
    }

    /** Arguments: seconds at 200 reports a second (15). */
    public static void main(String[] arguments) throws IOException {
        int seconds = IngestBench.argument(arguments, 0, 15);
        var data = ServerProcess.freshData();
        try (var server = ServerProcess.demo(data, "--no-devices");
                var bench = new LatencyBench(server.port("feeds.jt808.port"));
                var screen = Screen.open(server, frame -> bench.seen(frame, System.nanoTime()))) {
            bench.run(3 * DEVICES, 2);
            bench.clear();
            System.out.printf(Locale.ROOT, "%-16s %8s %10s %10s %10s %6s%n", "G5", "reports", "p50 ms", "p99 ms", "longest", "load");
            bench.bareRoundTrips();
            bench.run(IDLE_REPORTS, IDLE_PAUSE_MILLIS);
            bench.report("idle");
            bench.run(seconds * RATE, 1000 / RATE);
            bench.report("200/s");
            System.out.println("goal: p50 ≤ 1 ms when idle; p99 ≤ one tick (250 ms) + 10 ms; screen took " + screen.frames() + " frames");
        } finally {
            ServerProcess.delete(data);
        }
    }

    private void run(int count, int pauseMillis) throws IOException {
        long next = System.nanoTime();
        for (int i = 0; i < count; i++, next += pauseMillis * 1_000_000L) {
            LockSupport.parkNanos(next - System.nanoTime());
            int place = reports % PLACES;
            var at = begin.plusSeconds(reports / DEVICES);
            byte[] frame = devices.get(reports++ % DEVICES).position(Fix.driving(WEST_DEGREES + place / 1e6, 29.2, 10, 90, at));
            sentNanos.put(place, System.nanoTime());
            socket.getOutputStream().write(frame);
        }
        LockSupport.parkNanos(1_000_000_000L);
    }

    /** What this machine takes at the moment for a frame to a bare Netty process and an answer back: two of the way's hops and nothing else. */
    private void bareRoundTrips() throws IOException {
        try (var sink = Child.java(DecodeSinks.class, "bare");
                var line = new Socket(InetAddress.getLoopbackAddress(), Integer.parseInt(sink.line()))) {
            line.setTcpNoDelay(true);
            var device = new Jt808Device("13800009999", Edition.V2013);
            for (int i = 0; i < 2 * IDLE_REPORTS; i++) {
                LockSupport.parkNanos(IDLE_PAUSE_MILLIS * 250_000L);
                byte[] frame = device.position(Fix.driving(WEST_DEGREES, 29.2, 10, 90, begin));
                long sent = System.nanoTime();
                line.getOutputStream().write(frame);
                line.getInputStream().readNBytes(20);
                millis.add((System.nanoTime() - sent) / 1e6);
            }
        }
        report("bare round trip");
    }

    /** Frames as in {@code docs/live.md}. */
    private void seen(Buffer frame, long nanos) {
        if (frame.getByte(0) != 2) return;
        int at = HEADER_BYTES;
        for (long items = frame.getUnsignedIntLE(4); items > 0; items--)
            switch (frame.getByte(at)) {
                case 1 -> at += 6 + frame.getIntLE(at + 2);
                case 2 -> {
                    var sent = sentNanos.remove((int) Math.round((frame.getIntLE(at + 9) / 1e7 - WEST_DEGREES) * 1e6));
                    if (sent != null) millis.add((nanos - sent) / 1e6);
                    at += MOVE_BYTES;
                }
                default -> at += 8 + frame.getUnsignedShortLE(at + 6);
            }
    }

    private void clear() {
        millis.clear();
        sentNanos.clear();
    }

    private void report(String what) {
        double[] all = millis.stream().mapToDouble(Double::doubleValue).toArray();
        System.out.printf(Locale.ROOT, "%-16s %8d %10.2f %10.2f %10.2f %6s%n", what, all.length, Figures.median(all),
                Figures.quantile(all, 0.99),
                Figures.quantile(all, 1), Cpu.load());
        clear();
    }

    private void readAnswers() {
        try {
            socket.getInputStream().transferTo(java.io.OutputStream.nullOutputStream());
        } catch (IOException closed) {
            // the bench is over
        }
    }

    @Override public void close() throws IOException { socket.close(); }
}
