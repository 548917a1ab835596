package onemap.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import onemap.drill.Jt808Device.Answer;
import onemap.drill.Jt808Device.Fix;
import onemap.drill.Jt808Device;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What an attacker or a broken device sends, through the real ports: each gets what its protocol owes, is counted under a named reason, is kept as hex, and a
 * bystander's connection goes on. What was sent is counted here too, and at the end the books must balance to the unit.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Timeout(300)
class BadInputTest {
    private static final String PHONE = "13800005555";
    private static final String TRACK = "jt808:" + PHONE;
    private static final int BODY_LIMIT = 1024 * 1024;

    private final Map<String, Long> frames = new HashMap<>();
    private final Map<String, Long> reports = new HashMap<>();
    private Instant now = InstantSource.system().instant().truncatedTo(ChronoUnit.SECONDS).minus(Duration.ofHours(1));
    private TestServer server;
    private Tracker bystander;
    private MqttStation quietStation;

    @BeforeAll void start(@TempDir Path temp) {
        server = TestServer.start(temp.resolve("data"), "--set", "feeds.jt808.limits.frameSeconds=1");
        bystander = server.tracker("13800009999");
        quietStation = server.mqtt("BYSTANDER");
        sent("mqtt", 1, 0);
    }

    @AfterAll void stop() {
        quietStation.close();
        bystander.close();
        server.close();
    }

    @AfterEach void othersGoOn() {
        assertThat(bystander.report(Tracker.at(121.5, 29.2, later()))).isEqualTo(Tracker.OK);
        sent("jt808", 1, 1);
        quietStation.publish("windSpeed", 3, later());
        sent("mqtt", 1, 1);
        assertThat(server.web().get("/healthz").status()).isEqualTo(200);
    }

    @Test void aWrongChecksumIsAnsweredAsWrong() {
        try (var tracker = server.tracker(PHONE)) {
            byte[] frame = tracker.device().frame(0x0002, new byte[0]);
            frame[frame.length - 2] ^= 0x40;

            assertThat(tracker.say(frame)).isEqualTo(Tracker.WRONG);

            sent("jt808", 1, 0);
            assertFrameRefused("jt808", "checksum", Arrays.copyOfRange(frame, 1, frame.length - 1));
        }
    }

    @Test void aLengthThatCannotBeIsAnsweredAsWrong() {
        try (var tracker = server.tracker(PHONE)) {
            byte[] header = {0x00, 0x02, 0x03, (byte) 0xff, 0x01, 0x38, 0x00, 0x00, 0x55, 0x55, 0x00, 0x07};
            tracker.send(framed(header));

            assertThat(tracker.hear()).isEqualTo(new Answer.General(7, 0x0002, Tracker.WRONG));

            sent("jt808", 1, 0);
            assertThat(server.web().refusedFrames("jt808", "length")).isEqualTo(1);
        }
    }

    @Test void anEndlessFrameIsCutOff() {
        try (var tracker = server.tracker(PHONE)) {
            var endless = new byte[100_000];
            Arrays.fill(endless, (byte) 0x55);
            endless[0] = 0x7e;
            tracker.send(endless);

            tracker.awaitHangUp();

            sent("jt808", 1, 0);
            assertFrameRefused("jt808", "frame_too_long", new byte[]{0x55, 0x55, 0x55});
            assertThat(server.web().note("jt808", "limit_hit.skipped_bytes")).isEqualTo(1);
            assertThat(server.web().metric("onemap_limit_hit_total", "feed=\"jt808\"", "name=\"skipped_bytes\"")).isEqualTo(1);
        }
    }

    @Test void halfAFrameAndSilenceIsCutOff() {
        try (var tracker = server.tracker(PHONE)) {
            byte[] half = {0x7e, 0x02, 0x00, 0x00, 0x1c, 0x01};
            tracker.send(half);

            tracker.awaitHangUp();

            sent("jt808", 1, 0);
            server.eventually(() -> assertFrameRefused("jt808", "frame_timeout", Arrays.copyOfRange(half, 1, half.length)));
        }
    }

    @Test void anotherProtocolIsNoise() {
        byte[] request = "GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
        try (var tracker = server.tracker(PHONE)) {
            tracker.send(request);
        }

        sent("jt808", 1, 0);
        server.eventually(() -> assertFrameRefused("jt808", "noise", request));
    }

    @Test void rubbishBetweenFramesCostsOnlyItself() {
        try (var tracker = server.tracker(PHONE)) {
            byte[] good = tracker.device().heartbeat();
            var mixed = new ByteArrayOutputStream();
            mixed.writeBytes(new byte[]{0x7e, 1, 2, 3, 0x7e, 0x7e, 0x7d, 0x05, 0x7e});
            mixed.writeBytes(good);
            tracker.send(mixed.toByteArray());

            assertThat(((Answer.General) tracker.hear()).result()).isEqualTo(Tracker.OK);

            sent("jt808", 3, 0);
            assertThat(server.web().refusedFrames("jt808", "too_short")).isEqualTo(1);
            assertThat(server.web().refusedFrames("jt808", "escape")).isEqualTo(1);
        }
    }

    @Test void aPositionSentTwiceIsAnsweredTwiceAndCountedOnce() {
        try (var tracker = server.tracker(PHONE)) {
            var fix = Tracker.at(121.6, 29.2, later());
            assertThat(tracker.report(fix)).isEqualTo(Tracker.OK);
            assertThat(tracker.report(fix)).isEqualTo(Tracker.OK);

            sent("jt808", 2, 2);
            server.eventually(() -> assertThat(server.web().books("jt808").at("/reports/duplicate").asLong()).isEqualTo(1));
        }
    }

    @Test void aPositionOfZeroZeroLeavesTheMarkerWhereItIs() {
        try (var tracker = server.tracker(PHONE)) {
            tracker.report(Tracker.at(121.61, 29.21, later()));
            var nowhere = later();
            assertThat(tracker.report(Tracker.at(0, 0, nowhere))).isEqualTo(Tracker.OK);

            sent("jt808", 2, 2);
            server.eventually(() -> assertThat(track().at("/properties/observedAt").asText()).isEqualTo(nowhere.toString()));
            assertThat(track().at("/properties/flags/0").asText()).isEqualTo("noFix");
            assertThat(track().at("/geometry/coordinates/0").asDouble()).isEqualTo(121.61);
            assertThat(server.web().note("jt808", "no_fix")).isEqualTo(1);
        }
    }

    @Test void aDateOf2089IsReplacedByTheTimeOfReceipt() {
        try (var tracker = server.tracker("13800006666")) {
            var fix = Tracker.at(121.6, 29.2, Instant.parse("2089-05-06T07:08:09Z"));
            assertThat(tracker.report(fix)).isEqualTo(Tracker.OK);

            sent("jt808", 1, 1);
            server.eventually(() -> assertThat(server.web().item("tracks", "jt808:13800006666").status()).isEqualTo(200));
            var told = server.web().item("tracks", "jt808:13800006666").body().path("properties");
            assertThat(told.path("observedAt")).isEqualTo(told.path("receivedAt"));
            assertThat(told.path("deviceTime").asText()).isEqualTo("2089-05-06T07:08:09Z");
            assertThat(told.at("/flags/0").asText()).isEqualTo("clockWrong");
            assertThat(server.web().note("jt808", "clock_wrong")).isEqualTo(1);
        }
    }

    @Test void aPositionWithoutADateOrABodyIsWrong() {
        try (var tracker = server.tracker(PHONE)) {
            assertThat(tracker.say(tracker.device().frame(0x0200, undated()))).isEqualTo(Tracker.WRONG);
            assertThat(tracker.say(tracker.device().frame(0x0200, new byte[10]))).isEqualTo(Tracker.WRONG);

            sent("jt808", 2, 1);
            assertThat(server.web().refusedReports("jt808", "no_date")).isEqualTo(1);
            assertThat(server.web().refusedFrames("jt808", "body_too_short")).isEqualTo(1);
        }
    }

    @Test void oneBadItemOfABatchCostsOnlyItself() {
        try (var tracker = server.tracker(PHONE)) {
            var body = new ByteArrayOutputStream();
            body.writeBytes(new byte[]{0, 3, 0});
            for (byte[] item : new byte[][]{dated(later()), new byte[5], dated(later())}) {
                body.writeBytes(new byte[]{0, (byte) item.length});
                body.writeBytes(item);
            }
            assertThat(tracker.say(tracker.device().frame(0x0704, body.toByteArray()))).isEqualTo(Tracker.OK);

            sent("jt808", 1, 3);
            assertThat(server.web().refusedReports("jt808", "body_too_short")).isEqualTo(1);
        }
    }

    @Test void warningsThatCannotBeReadAreRefusedByName() {
        String declared = "<?xml version=\"1.0\"?>\n";
        assertCapRefused(400, "dtd", declared + "<!DOCTYPE alert [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>\n<alert>&x;</alert>");
        assertCapRefused(400, "entity", declared + "<alert><identifier>&lol9;</identifier></alert>");
        assertCapRefused(400, "xml", "<alert><identifier>");
        assertCapRefused(400, "empty", " ");
        assertCapRefused(400, "too_deep", "<a>".repeat(100) + "</a>".repeat(100));
        assertCapRefused(422, "not_cap", "<html/>");
        assertCapRefused(422, "index_without_alerts", "<feed/>");
        assertCapRefused(422, "bad_polygon", alert("X1", "<polygon>1,2 3,4</polygon>").xml());
        assertCapRefused(422, "foreign_sender", alert("X2", "").followedBy("Update", "X3", "evil@example", later()).xml());
        assertCapRefused(422, "missing_identifier", alert("", "").xml());
        var answer = server.web().post("/feeds/cap", "application/json", "{}".getBytes(StandardCharsets.UTF_8));
        assertThat(answer.status()).isEqualTo(415);
        sent("cap", 1, 0);
    }

    @Test void aBodyOverItsLimitIsNotEvenRead() throws IOException {
        String claim = "POST /feeds/cap HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/xml\r\nContent-Length: " + (BODY_LIMIT + 1)
                + "\r\n\r\n";
        assertThat(statusOf(claim.getBytes(StandardCharsets.US_ASCII))).startsWith("HTTP/1.1 413");
        var chunked = new ByteArrayOutputStream();
        chunked.writeBytes(
                "POST /feeds/cap HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        for (int sent = 0; sent <= BODY_LIMIT; sent += 0x1000)
            chunked.writeBytes(("1000\r\n" + "x".repeat(0x1000) + "\r\n").getBytes(StandardCharsets.US_ASCII));
        assertThat(statusOf(chunked.toByteArray())).startsWith("HTTP/1.1 413");

        sent("cap", 2, 0);
        assertThat(server.web().refusedFrames("cap", "too_large")).isEqualTo(2);
    }

    @Test void jsonOfAnotherShapeIsRefusedByName() {
        assertCamerasRefused(422, "{\"hello\": 1}");
        assertCamerasRefused(400, "[{\"code\":");
        assertCamerasRefused(400, "[".repeat(100_000));
        sent("gb28181", 3, 0);
        var partly = server.web()
                .postCameras(
                        """
                                [{"code":"33109999991320000777","online":true}, {"code":"7","online":true}, 5, {"code":"33109999991320000778","online":"maybe"}]""");
        assertThat(partly.status()).isEqualTo(200);
        assertThat(partly.at("/stored")).isEqualTo("1");
        assertThat(partly.at("/rejected/code")).isEqualTo("1");
        assertThat(partly.at("/rejected/item")).isEqualTo("1");
        assertThat(partly.at("/rejected/online")).isEqualTo("1");
        sent("gb28181", 1, 4);
    }

    @Test void measurementsThatAreNoneAreAcknowledgedAndDropped() {
        try (var station = server.mqtt("BAD-1")) {
            String own = "onemap/observations/BAD-1/windSpeed";
            String date = ",\"observedAt\":\"" + now + "\"}";
            station.publish(own, "{\"value\":1" + date);
            for (var bad : Map.of("[1,2]", "shape", "{\"value\":NaN" + date, "value", "{\"value\":1}", "no_date",
                    "{\"value\":1,\"unit\":\"parsec\"" + date, "unit").entrySet()) {
                station.publish(own, bad.getKey());
                assertFrameRefused("mqtt", bad.getValue(), (own + " " + bad.getKey()).getBytes(StandardCharsets.UTF_8));
            }
            station.publish("onemap/observations/SOMEBODY-ELSE/windSpeed", "{\"value\":1" + date);
            assertThat(server.web().refusedFrames("mqtt", "foreign_station")).isEqualTo(1);
            station.publish("some/topic", "x");
            assertThat(server.web().refusedFrames("mqtt", "topic")).isEqualTo(1);
            station.publish(own, "{\"value\":2,\"observedAt\":\"" + later() + "\"}");
            sent("mqtt", station.packetsSent(), 2);
        }
    }

    @Test void brokenMqttEndsItsOwnConnection() throws IOException {
        try (var malformed = server.mqtt("BAD-2"); var endless = server.mqtt("BAD-3")) {
            malformed.sendRaw(new byte[]{0x36, 0x02, 0x00, 0x00}); // QoS 3 does not exist
            malformed.awaitHangUp();
            endless.sendRaw(new byte[]{0x32, (byte) 0xff, (byte) 0xff, (byte) 0xff, 0x7f, 0x00});
            endless.awaitHangUp();
            sent("mqtt", malformed.packetsSent() + endless.packetsSent(), 0);
        }
        try (var early = new Socket(InetAddress.getLoopbackAddress(), server.port("feeds.mqtt.port"))) {
            early.setSoTimeout(30_000);
            early.getOutputStream().write(new byte[]{0x30, 0x03, 0x00, 0x01, 'a'}); // PUBLISH before CONNECT
            assertThat(early.getInputStream().read()).isEqualTo(-1);
            sent("mqtt", 1, 0);
        }
        assertThat(server.web().refusedFrames("mqtt", "malformed")).isEqualTo(1);
        assertThat(server.web().refusedFrames("mqtt", "too_long")).isEqualTo(1);
        assertThat(server.web().refusedFrames("mqtt", "protocol")).isEqualTo(1);
    }

    @Test
    @Order(Integer.MAX_VALUE) void theBooksBalanceToTheUnit() {
        for (String feed : frames.keySet())
            server.eventually(() -> {
                var book = server.web().books(feed);
                long refused = sum(book.at("/frames/rejected"));
                assertThat(book.at("/frames/carrying").asLong() + book.at("/frames/control").asLong() + refused)
                        .as("frames of " + feed + book)
                        .isEqualTo(frames.get(feed));
                var told = book.path("reports");
                assertThat(told.path("received").asLong()).as("reports of " + feed + book).isEqualTo(reports.get(feed));
                assertThat(told.path("stored").asLong() + told.path("duplicate").asLong() + sum(told.path("rejected"))
                        + told.path("shed").asLong()).as("reports of " + feed + book).isEqualTo(reports.get(feed));
            });
        assertThat(frames.keySet()).containsExactlyInAnyOrder("jt808", "mqtt", "cap", "gb28181");
    }

    private void sent(String feed, int moreFrames, int moreReports) {
        frames.merge(feed, (long) moreFrames, Long::sum);
        reports.merge(feed, (long) moreReports, Long::sum);
    }

    private static long sum(JsonNode counts) {
        long sum = 0;
        for (JsonNode count : counts)
            sum += count.asLong();
        return sum;
    }

    /** Counted in the books and in the metrics, and its first bytes can be looked at. */
    private void assertFrameRefused(String feed, String reason, byte[] beginning) {
        assertThat(server.web().refusedFrames(feed, reason)).as(reason).isEqualTo(1);
        assertThat(server.web()
                .metric("onemap_feed_frames_total", "feed=\"" + feed + "\"", "outcome=\"rejected\"", "reason=\"" + reason + "\""))
                .as(reason)
                .isEqualTo(1);
        String hex = HexFormat.of().formatHex(beginning);
        assertThat(server.web().quarantine(feed).path("frames")).as(reason)
                .anySatisfy(kept -> {
                    assertThat(kept.path("reason").asText()).isEqualTo(reason);
                    assertThat(kept.path("hex").asText()).startsWith(hex);
                });
    }

    private void assertCapRefused(int status, String reason, String xml) {
        var answer = server.web().postCap(xml);
        sent("cap", 1, 0);
        assertThat(answer.status()).as(reason).isEqualTo(status);
        assertThat(answer.type()).startsWith("application/problem+json");
        assertThat(answer.at("/title")).isEqualTo(reason);
        byte[] body = xml.getBytes(StandardCharsets.UTF_8);
        assertFrameRefused("cap", reason, Arrays.copyOf(body, Math.min(body.length, 1024)));
    }

    private void assertCamerasRefused(int status, String json) {
        var answer = server.web().postCameras(json);
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(server.web().refusedFrames("gb28181", answer.at("/title"))).isPositive();
    }

    private String statusOf(byte[] request) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.web().port())) {
            socket.setSoTimeout(30_000);
            try {
                socket.getOutputStream().write(request);
            } catch (IOException refused) {
                // the answer may come before the request is through
            }
            return new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
        }
    }

    private CapText alert(String identifier, String area) { return CapText.alert(identifier, "qx@wanghai.example", now, area); }

    private JsonNode track() { return server.web().item("tracks", TRACK).body(); }

    private Instant later() { return now = now.plusSeconds(1); }

    /** A position body, 2013 table 23. */
    private static byte[] dated(Instant at) {
        byte[] frame = new Jt808Device("1", Jt808Device.Edition.V2013)
                .position(new Fix(121.6, 29.2, 0, 0, 0, at, 0, 0b11));
        var unescaped = new ByteArrayOutputStream();
        for (int i = 1; i < frame.length - 1; i++)
            unescaped.write(frame[i] == 0x7d ? frame[++i] == 1 ? 0x7d : 0x7e : frame[i]);
        return Arrays.copyOfRange(unescaped.toByteArray(), 12, 40);
    }

    /** Month 13. */
    private static byte[] undated() {
        return ByteBuffer.allocate(28).put(22, new byte[]{0x26, 0x13, 0x01, 0x00, 0x00, 0x00}).array();
    }

    /** Checksum and delimiters around bytes that need no escape. */
    private static byte[] framed(byte[] headerAndBody) {
        byte checksum = 0;
        for (byte each : headerAndBody)
            checksum ^= each;
        return ByteBuffer.allocate(headerAndBody.length + 3).put((byte) 0x7e).put(headerAndBody).put(checksum).put((byte) 0x7e).array();
    }
}
