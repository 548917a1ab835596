package onemap.feed.camera;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import onemap.corpus.CaseRunner;
import onemap.domain.Report;
import onemap.feed.Admission;
import onemap.feed.FeedContext;
import onemap.feed.HttpFeeds;
import onemap.feed.Ledgers;
import onemap.feed.MalformedFrame;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CameraFeedTest {
    private static final String CODE = "33099900001320000001";

    @Test void stripsControlsFromNamesAndCapsThem() throws MalformedFrame {
        assertThat(read("{\"code\":\"" + CODE + "\",\"name\":\"a\\u0007\\u202eb\\n\",\"online\":true}").name()).isEqualTo("a  b");
        assertThat(read("{\"code\":\"" + CODE + "\",\"name\":\"" + "𠀀".repeat(150) + "\",\"online\":1}").name())
                .isEqualTo("𠀀".repeat(100));
        assertThat(read("{\"code\":\"" + CODE + "\",\"online\":true}").name()).isEqualTo(CODE);
    }

    @Test void readsACodeWrittenAsANumberAndAListInGbk() throws MalformedFrame {
        byte[] body = ("[{\"code\":" + CODE + ",\"name\":\"城关镇水闸\",\"online\":true}]").getBytes(Charset.forName("GBK"));

        assertThat(HttpFeeds.decode(feed(Admission.ANY, HttpFeeds.context()), body).reports()).singleElement()
                .satisfies(report -> assertThat(((Report.CameraStatus) report).name()).isEqualTo("城关镇水闸"));
    }

    @Test void takesObservedAtFromTheItemElseTheTimeOfReceipt() throws MalformedFrame {
        assertThat(read("{\"code\":\"" + CODE + "\",\"online\":true,\"observedAt\":\"2026-07-18T14:00:00+08:00\"}").observedAt())
                .isEqualTo("2026-07-18T06:00:00Z");
        assertThat(read("{\"code\":\"" + CODE + "\",\"online\":true}").observedAt()).isEqualTo(CaseRunner.RECEIVED_AT);
    }

    @Test void listsAnUnregisteredCameraForAnOfficer() throws MalformedFrame {
        var clock = InstantSource.fixed(CaseRunner.RECEIVED_AT);
        var ledgers = new Ledgers(clock);
        var context = HttpFeeds.context(reports -> { throw new AssertionError(); }, ledgers, source -> source.idInFeed().endsWith("2"),
                clock);

        var decoded = HttpFeeds.decode(feed(Admission.REGISTERED, context),
                ("[{\"code\":\"" + CODE + "\",\"online\":true},{\"code\":\"33099900001320000002\",\"online\":true}]")
                        .getBytes(StandardCharsets.UTF_8));

        assertThat(decoded.reports()).hasSize(1);
        assertThat(decoded.refused()).extracting(MalformedFrame::reason).containsExactly("unknown_device");
        assertThat(ledgers.of("gb28181").quarantine().devices()).singleElement()
                .satisfies(device -> assertThat(device.sourceId()).isEqualTo("gb28181:" + CODE));
    }

    @Test void refusesListsThatAreTooLongOrTooDeep() {
        assertThat(reason("[" + "1,".repeat(CameraFeed.MAX_ITEMS) + "1]")).isEqualTo("too_many_items");
        assertThat(reason("[".repeat(100_000))).isEqualTo("json");
    }

    @Test void survivesDamage() {
        var random = new SplittableRandom(20260718);
        byte[] body = ("{\"cameras\":[{\"code\":\"" + CODE
                + "\",\"name\":\"城关\",\"position\":{\"lon\":121.5,\"lat\":29.2},\"url\":\"rtsp://a:b@10.1.2.3/1\",\"online\":true}]}")
                .getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < 2_000; i++) {
            byte[] damaged = Arrays.copyOf(body, 1 + random.nextInt(body.length));
            for (int flips = random.nextInt(4); flips > 0; flips--)
                damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));

            HttpFeeds.decode(feed(Admission.ANY, HttpFeeds.context()), List.of(damaged));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            rtsp://admin:pw@10.0.0.8:554/Streaming/Channels/101  | rtsp://10.0.0.8:554/Streaming/Channels/101
            RTSP://admin@[fd00::8]/1                             | rtsp://[fd00::8]/1
            rtmp://media.example/live/1@2                        | rtmp://media.example/live/1@2
            wss://media.example/1?username=a&pwd=b&token=t       | wss://media.example/1?token=t
            https://media.example/v?password=a_b                 | https://media.example/v?
            http://camhost/v                                     | http://camhost/v
            """) void showsAStreamWithoutItsCredentials(String url, String shown) { assertThat(StreamUrl.shown(url)).contains(shown); }

    @ParameterizedTest
    @ValueSource(strings = {"javascript:alert(1)", "file:///etc/passwd", "rtsp://", "rtsp:///x", "rtsp://admin:12/3@10.0.0.8/1",
            "rtsp://a:b@c d/",
            "http://ex\\ample/", "http://<script>/", "data:text/html,x", "//host/x"}) void refusesAStreamThatMayNotBeShown(String url) {
        assertThat(StreamUrl.shown(url)).isEmpty();
    }

    private static Report.CameraStatus read(String item) throws MalformedFrame {
        var decoded = HttpFeeds.decode(feed(Admission.ANY, HttpFeeds.context()), ("[" + item + "]").getBytes(StandardCharsets.UTF_8));
        return (Report.CameraStatus) decoded.reports().getFirst();
    }

    private static String reason(String body) {
        return HttpFeeds.decode(feed(Admission.ANY, HttpFeeds.context()), List.of(body.getBytes(StandardCharsets.UTF_8)))
                .refused()
                .getFirst();
    }

    private static CameraFeed feed(Admission admission, FeedContext context) {
        return new CameraFeed(new CameraSettings(admission), context);
    }

    @Test void isFoundUnderTheNameOfItsSources() {
        assertThat(feed(Admission.ANY, HttpFeeds.context()).name()).isEqualTo("gb28181");
        assertThatExceptionOfType(MalformedFrame.class)
                .isThrownBy(() -> feed(Admission.ANY, HttpFeeds.context()).decode("[]".getBytes(StandardCharsets.UTF_8), "text/xml",
                        CaseRunner.RECEIVED_AT))
                .satisfies(refused -> assertThat(refused.reason()).isEqualTo("content_type"));
    }
}
