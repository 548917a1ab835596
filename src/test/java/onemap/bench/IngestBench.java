package onemap.bench;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;

/**
 * G1 and G2: JT/T 808 positions per CPU-second of the server, from the socket to live state, warning match, one screen and the synced history, in a closed
 * loop over 200 connections with 20 unanswered each and 10,000 devices; and how long an acknowledgement takes meanwhile.
 *
 * <p>G2 counts all CPU of the server's process. G1 leaves out the thread {@code history}, which does nothing but write the local history; what the
 * history costs other threads (hand-over, garbage) stays in G1, so G1 is rather too low than too high. The compiler's threads are left out of both and
 * shown beside: on a busy machine they are not done when the warm-up is.
 */
public final class IngestBench {
    private static final int CONNECTIONS = 200;
    private static final int DEVICES = 10_000;
    private static final int UNANSWERED = 20;
    private static final int WARNINGS = 20;
    /** The compiler is done with most of it then; on a quiet machine that takes 15 s. */
    private static final long WARM_POSITIONS = 5_000_000;
    private static final int ACKNOWLEDGE_EVERY_MILLIS = 150;
    private static final String HISTORY_THREAD = "history";

    private IngestBench() {}

    /** Of the compiler's threads as {@link Cpu#secondsByThread} names them, C1 and C2. */
    private static final String COMPILER_THREADS = "C CompilerThre";

    private record Reading(long answered, double seconds, Map<String, Double> threads) {
        double of(String thread) { return threads.getOrDefault(thread, 0.0); }
    }

    /** Arguments: seconds of warm-up at most (60), blocks (5), seconds of a block (8). */
    public static void main(String[] arguments) {
        int warmUp = argument(arguments, 0, 60);
        int blocks = argument(arguments, 1, 5);
        int blockSeconds = argument(arguments, 2, 8);
        var data = ServerProcess.freshData();
        try (var server = ServerProcess.demo(data, "--no-devices");
                var disk = new DiskProbe(data);
                var screen = Screen.open(server, frame -> {})) {
            for (int i = 0; i < WARNINGS; i++)
                warn(server, i);
            var alarms = Alarms.raise(server);
            for (int i = 0; i < 300; i++)
                alarms.acknowledgeOne();
            System.out.println("acknowledge without load  " + alarms.report() + ", machine load " + Cpu.load());
            try (var load = Child.devices(Jt808Load.class, server.port("feeds.jt808.port"), CONNECTIONS, DEVICES, UNANSWERED)) {
                long end = System.nanoTime() + warmUp * 1_000_000_000L;
                while (Long.parseLong(load.ask("")) < WARM_POSITIONS && System.nanoTime() < end)
                    LockSupport.parkNanos(100_000_000);
                measure(server, screen, alarms, disk, load, blocks, blockSeconds);
            }
        } finally {
            ServerProcess.delete(data);
        }
    }

    static int argument(String[] arguments, int index, int otherwise) {
        return arguments.length > index ? Integer.parseInt(arguments[index]) : otherwise;
    }

    private static void measure(ServerProcess server, Screen screen, Alarms alarms, DiskProbe disk, Child load, int blocks,
            int blockSeconds) {
        var live = new double[blocks];
        var kept = new double[blocks];
        var first = read(server, load);
        var before = first;
        long framesBefore = screen.frames();
        System.out.printf(Locale.ROOT, "%-6s %12s %12s %10s %16s %16s %6s%n", "block", "positions/s", "server CPU", "of it JIT",
                "G1 pos./CPU-s", "G2 pos./CPU-s", "load");
        for (int i = 0; i < blocks; i++) {
            alarms.acknowledgeUntil(System.nanoTime() + blockSeconds * 1_000_000_000L, ACKNOWLEDGE_EVERY_MILLIS, disk);
            var after = read(server, load);
            long positions = after.answered - before.answered;
            double cpu = after.seconds - before.seconds;
            double compiler = after.of(COMPILER_THREADS) - before.of(COMPILER_THREADS);
            kept[i] = positions / (cpu - compiler);
            live[i] = positions / (cpu - compiler - (after.of(HISTORY_THREAD) - before.of(HISTORY_THREAD)));
            System.out.printf(Locale.ROOT, "%-6d %,12d %10.2f s %8.2f s %,16.0f %,16.0f %6s%n", i + 1, positions / blockSeconds, cpu,
                    compiler,
                    live[i], kept[i], Cpu.load());
            before = after;
        }
        System.out.printf(Locale.ROOT, "G1 median %,.0f positions per CPU-second (goal 300,000, floor 150,000)%n", Figures.median(live));
        System.out.printf(Locale.ROOT, "G2 median %,.0f positions per CPU-second (goal 180,000, floor 90,000)%n", Figures.median(kept));
        System.out.println("acknowledge under load    " + alarms.report() + "; the disk itself meanwhile " + disk.report());
        System.out.println("screen: " + (screen.frames() - framesBefore) + " frames; books: " + books(server));
        threads(first, before);
    }

    private static Reading read(ServerProcess server, Child load) {
        long answered = Long.parseLong(load.ask(""));
        var threads = Cpu.secondsByThread(server.pid());
        return new Reading(answered, Cpu.seconds(server.pid()), threads);
    }

    private static String books(ServerProcess server) {
        var metrics = new TreeMap<String, String>();
        server.get("/metrics")
                .body()
                .lines()
                .filter(line -> line.contains("jt808") && !line.startsWith("#"))
                .forEach(line -> metrics.put(line.substring(0, line.lastIndexOf(' ')), line.substring(line.lastIndexOf(' ') + 1)));
        return metrics.toString();
    }

    private static void threads(Reading first, Reading last) {
        long positions = last.answered - first.answered;
        System.out.println("nanoseconds of CPU per position by thread:");
        last.threads.entrySet()
                .stream()
                .map(entry -> Map.entry(entry.getKey(),
                        (entry.getValue() - first.threads.getOrDefault(entry.getKey(), 0.0)) * 1e9 / positions))
                .filter(entry -> entry.getValue() >= 10)
                .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
                .forEach(entry -> System.out.printf(Locale.ROOT, "  %-16s %6.0f%n", entry.getKey(), entry.getValue()));
    }

    private static void warn(ServerProcess server, int number) {
        var time = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ssxxx", Locale.ROOT).withZone(ZoneOffset.ofHours(8));
        var now = Instant.now();
        double lat = 29.0 + number % 5 * 0.08;
        double lon = 121.3 + number / 5 * 0.1;
        var polygon = new StringBuilder();
        for (int i = 0; i <= 60; i++)
            polygon.append(String.format(Locale.ROOT, "%.5f,%.5f ", lat + 0.05 * Math.sin(Math.PI * i / 30),
                    lon + 0.06 * Math.cos(Math.PI * i / 30)));
        String xml = """
                <?xml version="1.0" encoding="UTF-8"?>
                <alert xmlns="urn:oasis:names:tc:emergency:cap:1.2"><identifier>bench-%d</identifier><sender>bench@onemap.example</sender>
                <sent>%s</sent><status>Actual</status><msgType>Alert</msgType><scope>Public</scope>
                <info><language>zh-CN</language><category>Met</category><event>暴雨</event><urgency>Expected</urgency><severity>Severe</severity>
                <certainty>Likely</certainty><expires>%s</expires><area><areaDesc>测试</areaDesc><polygon>%s</polygon></area></info></alert>
                """
                .formatted(number, time.format(now.minusSeconds(60)), time.format(now.plusSeconds(7200)), polygon.toString().strip());
        var answer = server.post("/feeds/cap", "application/cap+xml", xml);
        if (answer.statusCode() != 200) throw new IllegalStateException(Arrays.toString(new Object[]{answer.statusCode(), answer.body()}));
    }
}
