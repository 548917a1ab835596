package onemap.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import onemap.drill.Jt808Device;
import onemap.drill.Jt808Device.Edition;
import onemap.drill.Jt808Device.Fix;

/**
 * A closed loop of JT/T 808 positions: each connection has so many unanswered and sends as many as are answered. Arguments: port, connections, devices,
 * unanswered. A line on its standard input is answered with the number of positions answered so far; its end ends it.
 *
 * <p>Every device reports one second later than the time before, from twelve hours ago on, so that each report moves its track whatever the rate.
 */
public final class Jt808Load {
    private static final Duration BEHIND = Duration.ofHours(12);
    private static final double STEP_DEGREES = 0.0001;
    private static final int READ_BYTES = 64 * 1024;

    private final AtomicLong answered = new AtomicLong();
    private final ByteBuffer in = ByteBuffer.allocateDirect(READ_BYTES);
    private final byte[] read = new byte[READ_BYTES];

    private Jt808Load() {}

    public static void main(String[] arguments) throws IOException {
        var load = new Jt808Load();
        Thread.ofPlatform()
                .daemon()
                .start(() -> load.run(Integer.parseInt(arguments[0]), Integer.parseInt(arguments[1]),
                        Integer.parseInt(arguments[2]), Integer.parseInt(arguments[3])));
        var questions = new BufferedReader(new InputStreamReader(System.in));
        while (questions.readLine() != null)
            System.out.println(load.answered.get());
    }

    private void run(int port, int connections, int devices, int unanswered) {
        var random = new Random(808);
        var now = Instant.now();
        try (var selector = Selector.open()) {
            for (int i = 0; i < connections; i++) {
                var line = new Line(SocketChannel.open(new InetSocketAddress("127.0.0.1", port)), unanswered);
                for (int d = i; d < devices; d += connections)
                    line.vehicles.add(new Vehicle(d, random, now.minus(BEHIND)));
                line.channel.setOption(StandardSocketOptions.TCP_NODELAY, true).configureBlocking(false);
                line.channel.register(selector, SelectionKey.OP_READ, line);
                line.send(unanswered);
            }
            while (true)
                selector.select(this::ready);
        } catch (IOException e) {
            System.err.println("load: " + e);
            System.exit(1);
        }
    }

    private void ready(SelectionKey key) {
        var line = (Line) key.attachment();
        try {
            in.clear();
            int count = line.channel.read(in);
            if (count < 0) throw new IOException("the server closed a connection");
            in.flip().get(read, 0, count);
            int whole = line.answersIn(count, read);
            answered.addAndGet(whole);
            if (whole > 0) line.send(whole);
        } catch (IOException e) {
            System.err.println("load: " + e);
            System.exit(1);
        }
    }

    private static final class Line {
        private final SocketChannel channel;
        private final List<Vehicle> vehicles = new ArrayList<>();
        private final ByteBuffer out;
        private int next;
        private boolean half;

        Line(SocketChannel channel, int unanswered) {
            this.channel = channel;
            this.out = ByteBuffer.allocateDirect(unanswered * 128);
        }

        /** An answer is what stands between two delimiters. */
        int answersIn(int count, byte[] bytes) {
            int whole = 0;
            for (int i = 0; i < count; i++) {
                if (bytes[i] != 0x7e) continue;
                if (half) whole++;
                half = !half;
            }
            return whole;
        }

        /** So little is on the way that the kernel always takes all of it. */
        void send(int count) throws IOException {
            out.clear();
            for (int i = 0; i < count; i++)
                out.put(vehicles.get(next++ % vehicles.size()).report());
            out.flip();
            while (out.hasRemaining())
                channel.write(out);
        }
    }

    private static final class Vehicle {
        private final Jt808Device device;
        private final double latDegrees;
        private double lonDegrees;
        private double step = STEP_DEGREES;
        private Instant at;

        Vehicle(int number, Random random, Instant begin) {
            device = new Jt808Device(String.valueOf(13_900_000_000L + number), Edition.V2013);
            lonDegrees = 121.3 + random.nextDouble() * 0.4;
            latDegrees = 29.0 + random.nextDouble() * 0.4;
            at = begin;
        }

        byte[] report() {
            at = at.plusSeconds(1);
            lonDegrees += step;
            if (lonDegrees < 121.2 || lonDegrees > 121.8) step = -step;
            return device.position(Fix.driving(lonDegrees, latDegrees, 10, step > 0 ? 90 : 270, at));
        }
    }
}
