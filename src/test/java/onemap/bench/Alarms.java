package onemap.bench;

import io.netty.handler.codec.mqtt.MqttQoS;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mqtt.MqttClient;
import io.vertx.mqtt.MqttClientOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * An officer who acknowledges alarms of the demo county: how long it takes from the request to the answer, which comes after the journal is on disk. The
 * second acknowledgement of an alarm is journaled like the first, so that a few alarms are enough.
 */
final class Alarms {
    private static final int WANTED = 20;

    private final ServerProcess server;
    private final List<String> ids;
    private final List<Double> tookMillis = new ArrayList<>();
    private int number;

    private Alarms(ServerProcess server, List<String> ids) {
        this.server = server;
        this.ids = ids;
    }

    /** Stations report a level above their red limit, over MQTT. */
    static Alarms raise(ServerProcess server) {
        var vertx = Vertx.vertx();
        try {
            var stations = new JsonObject(Files.readString(Path.of("config/thresholds.json"))).getJsonArray("stations");
            for (int i = 0; i < Math.min(WANTED, stations.size()); i++)
                report(vertx, server.port("feeds.mqtt.port"), stations.getJsonObject(i));
            List<String> ids = open(server);
            for (int tries = 0; ids.size() < WANTED && tries < 50; tries++) {
                LockSupport.parkNanos(100_000_000);
                ids = open(server);
            }
            if (ids.isEmpty()) throw new IllegalStateException("no alarm was raised");
            return new Alarms(server, ids);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
        }
    }

    private static void report(Vertx vertx, int port, JsonObject limits) {
        String station = limits.getString("station").substring("mqtt:".length());
        double above = limits.getJsonObject("levels").getDouble("red") + 1;
        var payload = new JsonObject().put("value", above).put("observedAt", Instant.now().toString());
        var client = MqttClient.create(vertx, new MqttClientOptions().setClientId(station));
        client.connect(port, "127.0.0.1")
                .compose(connected -> client.publish("onemap/observations/" + station + "/" + limits.getString("property"),
                        Buffer.buffer(payload.encode()), MqttQoS.AT_LEAST_ONCE, false, false))
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(10, TimeUnit.SECONDS)
                .join();
    }

    private static List<String> open(ServerProcess server) {
        String body = server.get("/api/v1/alarms").body();
        JsonArray features = body.startsWith("[") ? new JsonArray(body) : new JsonObject(body).getJsonArray("features");
        return features.stream().map(feature -> ((JsonObject) feature).getString("id")).toList();
    }

    /** One acknowledgement; its time is kept. */
    void acknowledgeOne() {
        String path = "/api/v1/alarms/" + ids.get(number % ids.size()).replace(" ", "%20") + "/acknowledge";
        long begin = System.nanoTime();
        int status = server.postFromHere(path, "{}", "bench-" + begin + "-" + number++);
        if (status != 200) throw new IllegalStateException("answered " + status);
        tookMillis.add((System.nanoTime() - begin) / 1e6);
    }

    /** One every {@code everyMillis} until then. */
    void acknowledgeUntil(long endNanos, int everyMillis, DiskProbe disk) {
        for (long next = System.nanoTime(); next < endNanos; next += everyMillis * 1_000_000L) {
            LockSupport.parkNanos(next - System.nanoTime());
            acknowledgeOne();
            disk.sync();
        }
    }

    /** What was measured since the last call. */
    String report() {
        double[] millis = tookMillis.stream().mapToDouble(Double::doubleValue).toArray();
        tookMillis.clear();
        return String.format(Locale.ROOT, "p50 %.1f ms, p99 %.1f ms, longest %.1f ms of %d", Figures.median(millis),
                Figures.quantile(millis, 0.99),
                Arrays.stream(millis).max().orElse(Double.NaN), millis.length);
    }
}
