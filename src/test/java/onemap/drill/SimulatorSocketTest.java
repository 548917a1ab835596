package onemap.drill;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.mqtt.MqttProperties;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mqtt.MqttEndpoint;
import io.vertx.mqtt.MqttServer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The simulators as clients of servers the test runs on free loopback ports. */
@Timeout(40)
class SimulatorSocketTest {
    private final Vertx vertx = Vertx.vertx();
    private final List<Simulator> running = new ArrayList<>();

    @AfterEach void stop() {
        running.forEach(simulator -> await(simulator.stop()));
        await(vertx.close());
    }

    @Test void stationsPublishOnTheirOwnConnectionAndComeBackAfterARestart() throws InterruptedException {
        var published = new LinkedBlockingQueue<String>();
        var first = mqttServer(0, published);
        int port = first.actualPort();
        start(new StationSimulator(vertx, CountyTest.COUNTY, (station, property) -> Map.of(), story(20), new Address("127.0.0.1", port),
                InstantSource.system(), new Random(1)));
        var seen = new HashSet<String>();
        while (seen.size() < 3)
            seen.add(next(published).split(" ")[0]);
        assertThat(seen).containsExactlyInAnyOrder("WH-WL-01=onemap/observations/WH-WL-01/waterLevel",
                "WH-RF-01=onemap/observations/WH-RF-01/rain1h",
                "WH-RF-01=onemap/observations/WH-RF-01/rain24h");

        await(first.close());
        published.clear();
        mqttServer(port, published);

        var reading = new JsonObject(next(published).split(" ", 2)[1]);
        assertThat(reading.getValue("value")).isInstanceOf(Number.class);
        assertThat(Instant.parse(reading.getString("observedAt"))).isBeforeOrEqualTo(InstantSource.system().instant());
        assertThat(reading.getString("unit")).isIn("m", "mm");
    }

    @Test void oneTyphoonIsRaisedUpdatedAndCancelledThenTheNext() throws InterruptedException {
        var bodies = new LinkedBlockingQueue<String>();
        var web = httpServer("/feeds/cap", bodies, new AtomicInteger(200));
        start(new TyphoonSimulator(vertx, CountyTest.COUNTY, story(240), poster(web), InstantSource.system(), new Random(1)));

        String earlier = "";
        var types = new ArrayList<String>();
        for (int i = 0; i < 10; i++) {
            String xml = next(bodies);
            types.add(find("<msgType>(.*)</msgType>", xml) + find("台风(.)色", xml));
            assertThat(find("<references>.*?,(.*?),.*</references>", xml)).isEqualTo(types.getLast().startsWith("Alert") ? "" : earlier);
            earlier = find("<identifier>(.*)</identifier>", xml);
        }
        assertThat(types).containsExactly("Alert蓝", "Update黄", "Update橙", "Update红", "Update橙", "Update黄", "Update蓝", "Cancel蓝", "Alert蓝",
                "Update黄");
    }

    @Test void aWarningTheServerCouldNotKeepIsSentAgain() throws InterruptedException {
        var bodies = new LinkedBlockingQueue<String>();
        var status = new AtomicInteger(503);
        var web = httpServer("/feeds/cap", bodies, status);
        start(new TyphoonSimulator(vertx, CountyTest.COUNTY, story(20), poster(web), InstantSource.system(), new Random(1)));

        String refused = next(bodies);
        status.set(200);

        assertThat(find("<msgType>(.*)</msgType>", next(bodies))).isEqualTo(find("<msgType>(.*)</msgType>", refused)).isEqualTo("Alert");
    }

    @Test void camerasArePostedAsOneList() throws InterruptedException {
        var bodies = new LinkedBlockingQueue<String>();
        var web = httpServer("/feeds/cameras", bodies, new AtomicInteger(200));
        start(new CameraSimulator(vertx, CountyTest.COUNTY, story(100), poster(web), InstantSource.system(), new Random(1)));

        var list = new JsonArray(next(bodies));
        assertThat(list).hasSize(2);
        var camera = list.getJsonObject(0);
        assertThat(camera.getString("code")).isEqualTo("33029900001320000001");
        assertThat(camera.getJsonArray("position").getDouble(0)).isEqualTo(121.5);
        assertThat(camera.getString("streamUrl")).isEqualTo("rtsp://10.33.5.2:554/live/1");
        assertThat(camera.getBoolean("online")).isNotNull();
        next(bodies);
    }

    @Test void trackersReportAndConnectAgainWhenTheirLineIsLost() throws InterruptedException {
        var lines = new LinkedBlockingQueue<FakeLine>();
        start(new VehicleSimulator(vertx, CountyTest.COUNTY, story(20), phone -> {
            var line = new FakeLine(phone);
            lines.add(line);
            return line;
        }, InstantSource.system(), new Random(1)));

        var vehicle = lines.poll(10, TimeUnit.SECONDS);
        var team = lines.poll(10, TimeUnit.SECONDS);
        assertThat(vehicle.phone).isEqualTo("13900000001");
        var first = vehicle.next();
        var second = vehicle.next();
        assertThat(second.place()).isNotEqualTo(first.place());
        assertThat(second.speedMetresPerSecond()).isBetween(5.0, 25.0);
        assertThat(team.next().place()).isPresent();

        vehicle.up = false;
        vehicle.sent.clear();
        vehicle.next();
        assertThat(vehicle.connects).isEqualTo(2);
    }

    /** Speed is story seconds per real second, so that no test waits for the story. */
    private static Scenario story(double speed) {
        return new Scenario(InstantSource.system().instant(), speed);
    }

    private void start(Simulator simulator) {
        running.add(simulator);
        simulator.start();
    }

    private HttpPoster poster(HttpServer server) { return new HttpPoster(vertx, new Address("127.0.0.1", server.actualPort())); }

    private HttpServer httpServer(String path, LinkedBlockingQueue<String> bodies, AtomicInteger status) {
        return await(vertx.createHttpServer().requestHandler(request -> request.body().onSuccess(body -> {
            assertThat(request.path()).isEqualTo(path);
            int code = status.get();
            bodies.add(body.toString());
            request.response().setStatusCode(code).end("{}");
        })).listen(0, "127.0.0.1"));
    }

    private MqttServer mqttServer(int port, LinkedBlockingQueue<String> published) {
        var open = new CopyOnWriteArrayList<MqttEndpoint>();
        return await(MqttServer.create(vertx).endpointHandler(endpoint -> {
            open.add(endpoint);
            endpoint.publishHandler(message -> {
                Buffer payload = message.payload();
                published.add(endpoint.clientIdentifier() + "=" + message.topicName() + " " + payload);
                endpoint.publishAcknowledge(message.messageId());
            }).accept(false, MqttProperties.NO_PROPERTIES);
        }).listen(port, "127.0.0.1"));
    }

    private static String next(LinkedBlockingQueue<String> queue) throws InterruptedException {
        String next = queue.poll(20, TimeUnit.SECONDS);
        assertThat(next).as("within 20 s").isNotNull();
        return next;
    }

    private static String find(String pattern, String text) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        return matcher.find() ? matcher.group(1) : "";
    }

    private static <T> T await(Future<T> future) {
        return future.toCompletionStage().toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
    }

    private static final class FakeLine implements PositionUplink {
        private final String phone;
        private final LinkedBlockingQueue<Fix> sent = new LinkedBlockingQueue<>();
        private volatile boolean up;
        private volatile int connects;

        FakeLine(String phone) { this.phone = phone; }

        @Override public Future<Void> connect() {
            connects++;
            up = true;
            return Future.succeededFuture();
        }

        @Override public boolean isUp() { return up; }

        @Override public void send(Fix fix) { sent.add(fix); }

        @Override public Future<Void> close() { return Future.succeededFuture(); }

        Fix next() throws InterruptedException {
            var next = sent.poll(10, TimeUnit.SECONDS);
            assertThat(next).as("within 10 s").isNotNull();
            return next;
        }
    }
}
