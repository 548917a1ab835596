package onemap.story;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import onemap.drill.Jt808Device.Fix;

/**
 * Trackers, stations, an office and an officer who tell a server as fast as it answers, each waiting for its answer before it goes on, until the server is
 * gone; they go on where they were with the next one. Times and places follow from a running number, so a place can be checked against its time.
 */
final class Load {
    static final String BATCHES = "jt808:13800000001";
    static final String EMERGENCIES = "jt808:13800000002";
    static final String RAIN = "mqtt:WH-R-01";
    static final String CAMERA = "gb28181:33109999991320000001";
    private static final int BATCH = 5;
    private static final double LAT = 29.2;

    private final Acknowledged acknowledged;
    private final Instant start;
    private final String gauge;
    private final double limit;
    private final AtomicInteger batches = new AtomicInteger();
    private final AtomicInteger emergencies = new AtomicInteger();
    private final AtomicInteger readings = new AtomicInteger();
    private final AtomicInteger messages = new AtomicInteger();
    private final AtomicInteger levels = new AtomicInteger();
    private List<Thread> clients = List.of();

    private interface Client {
        void run() throws Exception;
    }

    /**
     * @param start of all observations, long enough ago that none of them lies ahead
     * @param gauge a station whose alarm is raised and taken over and over
     * @param limit lowest limit of its water level
     */
    Load(Acknowledged acknowledged, Instant start, String gauge, double limit) {
        this.acknowledged = acknowledged;
        this.start = start;
        this.gauge = gauge;
        this.limit = limit;
    }

    void begin(TestServer server) {
        clients = List.of(client(() -> tellBatches(server)), client(() -> tellEmergencies(server)), client(() -> tellReadings(server)),
                client(() -> post(server)), client(() -> takeAlarms(server)));
    }

    /** After the server is gone. */
    void awaitEnd() throws InterruptedException {
        for (Thread client : clients)
            if (!client.join(Duration.ofSeconds(60))) throw new AssertionError("a client still waits for a server that is gone");
    }

    private Thread client(Client client) {
        return Thread.ofVirtual().start(() -> {
            try {
                client.run();
            } catch (UncheckedIOException gone) {
                // the server was killed
            } catch (Exception | AssertionError wrong) {
                acknowledged.fault(wrong);
            }
        });
    }

    /** Place of the n-th fix of a tracker. */
    static double lonDegrees(long n) { return 121.5 + n % 10_000 * 1e-5; }

    private Instant time(long n) { return start.plusSeconds(n); }

    private Fix fix(long n) { return Tracker.at(lonDegrees(n), LAT, time(n)); }

    private void tellBatches(TestServer server) {
        try (var tracker = server.tracker("13800000001")) {
            tracker.signIn();
            while (true) {
                int first = batches.getAndAdd(BATCH);
                var numbers = IntStream.range(first, first + BATCH).boxed().toList();
                expect(Tracker.OK, tracker.batch(numbers.stream().map(this::fix).toList()));
                numbers.forEach(n -> acknowledged.report(BATCHES, time(n)));
                acknowledged.answered();
            }
        }
    }

    private void tellEmergencies(TestServer server) {
        try (var tracker = server.tracker("13800000002")) {
            tracker.signIn();
            while (true) {
                int n = emergencies.getAndIncrement();
                expect(Tracker.OK, tracker.report(Tracker.alarming(lonDegrees(n), LAT, time(n))));
                acknowledged.report(EMERGENCIES, time(n));
                acknowledged.answered();
            }
        }
    }

    private void tellReadings(TestServer server) {
        try (var station = server.mqtt("WH-R-01")) {
            while (true) {
                int n = readings.getAndIncrement();
                station.publish("rain1h", n % 20, time(n));
                acknowledged.report(RAIN, time(n));
                acknowledged.answered();
            }
        }
    }

    /** Warnings and camera states in turn. */
    private void post(TestServer server) {
        var web = server.web();
        while (true) {
            int n = messages.getAndIncrement();
            var area = CapText.polygon(121.5, 29.2, 121.501, 29.201);
            var alert = CapText.alert("K-" + n, "qx@wanghai.example", time(n), area).expiring(start.plus(Duration.ofDays(400)));
            expect(200, web.postCap(alert.xml()).status());
            acknowledged.warning("cap:K-" + n);
            acknowledged.answered();
            expect(200,
                    web.postCameras(
                            "[{\"code\":\"" + CAMERA.substring("gb28181:".length()) + "\",\"online\":true,\"observedAt\":\"" + time(n)
                                    + "\"}]")
                            .status());
            acknowledged.report(CAMERA, time(n));
            acknowledged.answered();
        }
    }

    /** The water falls, rises over its limit, and the officer takes the alarm. */
    private void takeAlarms(TestServer server) {
        try (var station = server.mqtt(gauge.substring("mqtt:".length()))) {
            while (true) {
                level(station, limit - 1);
                level(station, limit + 0.1);
                String alarm = newAlarm(server.web());
                String key = "key-" + levels.get();
                var answer = server.web().acknowledge(alarm, key, "{}");
                expect(200, answer.status());
                acknowledged.taken(key, alarm, answer.body());
                acknowledged.answered();
            }
        }
    }

    private void level(MqttStation station, double metres) {
        var at = time(levels.getAndIncrement());
        station.publish("waterLevel", metres, at);
        acknowledged.report(gauge, at);
        acknowledged.answered();
    }

    /** An alarm nobody has taken, once it is there. */
    private String newAlarm(Web web) {
        while (true) {
            for (var alarm : new ArrayList<>(web.alarms()))
                if (alarm.at("/properties/objectId").asText().equals(gauge) && !alarm.at("/properties/acknowledged").asBoolean()
                        && alarm.at("/properties/state").asText().equals("active"))
                    return alarm.path("id").asText();
        }
    }

    private static void expect(int owed, int answered) {
        if (answered != owed) throw new AssertionError("owed " + owed + ", answered " + answered);
    }
}
