package onemap.feed.cap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import onemap.corpus.CaseFile;
import onemap.corpus.CaseRunner;
import onemap.domain.CapAlert;
import onemap.domain.LonLat;
import onemap.domain.Report;
import onemap.domain.Severity;
import onemap.feed.Admission;
import onemap.feed.HttpFeed.Decoded;
import onemap.feed.HttpFeeds;
import onemap.feed.MalformedFrame;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CapDecoderTest {
    private static final String HEAD = "<alert xmlns=\"urn:oasis:names:tc:emergency:cap:1.2\"><identifier>i</identifier><sender>a@b</sender>"
            + "<sent>2026-07-18T14:30:00+08:00</sent><status>Actual</status><msgType>Alert</msgType><scope>Public</scope>";
    private static final String GALE = HEAD + "<info><event>大风</event><headline>大风蓝色预警</headline></info></alert>";

    @ParameterizedTest
    @ValueSource(strings = {"GBK", "GB2312", "GB18030", "UTF-8", "UTF-16LE"}) void readsADeclaredEncoding(String encoding)
            throws Exception {
        String declaration = "<?xml version=\"1.0\" encoding=\"" + encoding + "\"?>";

        assertThat(eventOf((declaration + GALE).getBytes(Charset.forName(encoding)))).isEqualTo("大风");
    }

    @Test void readsGbBytesThatNobodyDeclared() throws Exception {
        assertThat(eventOf(GALE.getBytes(Charset.forName("GBK")))).isEqualTo("大风");
        assertThat(eventOf(("<?xml version='1.0' encoding='UTF-8'?>" + GALE).getBytes(Charset.forName("GBK")))).isEqualTo("大风");
    }

    @Test void readsUtf8ThatIsDeclaredAsUtf16() throws Exception {
        assertThat(eventOf(("<?xml version=\"1.0\" encoding=\"utf-16\"?>" + GALE).getBytes(StandardCharsets.UTF_8))).isEqualTo("大风");
    }

    @Test void readsLatin1ByDeclarationOrContentType() throws Exception {
        byte[] body = (HEAD + "<info><event>Föhn</event></info></alert>").getBytes(StandardCharsets.ISO_8859_1);

        var decoded = CapCases.feed().decode(body, "text/xml; charset=iso-8859-1", CaseRunner.RECEIVED_AT);

        assertThat(alertOf(decoded).infos().getFirst().event()).isEqualTo("Föhn");
    }

    @Test void passesOverMarksAndBlanksAroundTheDocument() throws Exception {
        assertThat(eventOf(("\uFEFF" + GALE).getBytes(StandardCharsets.UTF_8))).isEqualTo("大风");
        assertThat(eventOf(("\r\n <?xml version=\"1.0\"?>" + GALE + "\n\n").getBytes(StandardCharsets.UTF_8))).isEqualTo("大风");
    }

    @Test void closesARingAndPutsLongitudeFirst() throws Exception {
        var area = areaOf("<polygon>29.1,121.4 29.2,121.4 29.2,121.5</polygon><circle>29.1,121.4 1.5</circle>");

        assertThat(area.polygons()).containsExactly(
                List.of(new LonLat(121.4, 29.1), new LonLat(121.4, 29.2), new LonLat(121.5, 29.2), new LonLat(121.4, 29.1)));
        assertThat(area.circles()).containsExactly(new CapAlert.Circle(new LonLat(121.4, 29.1), 1500)); // CAP 1.2, 3.2.4: kilometres
    }

    @Test void readsLongitudeFirstWhereThereIsNoOtherReading() throws Exception {
        assertThat(areaOf("<polygon>121.4,29.1 121.4,29.2 121.5,29.2</polygon><circle>121.4,29.1 1</circle>"))
                .isEqualTo(areaOf("<polygon>29.1,121.4 29.2,121.4 29.2,121.5</polygon><circle>29.1,121.4 1</circle>"));
    }

    @Test void keepsARingThatCrossesItself() throws Exception {
        assertThat(areaOf("<polygon>29.1,121.4 29.2,121.5 29.1,121.5 29.2,121.4 29.1,121.4</polygon>").polygons().getFirst()).hasSize(5);
    }

    @Test void takesARingOfAHundredThousandVerticesAndNoMore() throws Exception {
        assertThat(areaOf("<polygon>" + ring(100_000) + "</polygon>").polygons().getFirst()).hasSize(100_001);
        assertRefused("too_many_vertices", HEAD + "<info><area><polygon>" + ring(100_001) + "</polygon></area></info></alert>");
    }

    @Test void refusesAnEntityBombWithoutExpandingIt() {
        var bomb = new StringBuilder("<?xml version=\"1.0\"?>\n<!-- > --><!DOCTYPE lolz [<!ENTITY lol0 \"lol\">");
        for (int i = 1; i < 10; i++)
            bomb.append("<!ENTITY lol").append(i).append(" \"").append(("&lol" + (i - 1) + ";").repeat(10)).append("\">");

        assertRefused("dtd", bomb + "]><alert><identifier>&lol9;</identifier></alert>");
    }

    @Test void refusesWhatIsTooDeepTooManyOrTooLong() {
        assertRefused("too_deep", HEAD + "<x>".repeat(100_000));
        assertRefused("too_many_elements", HEAD + "<x/>".repeat(60_000) + "</alert>");
        assertRefused("text_too_long", HEAD + "<note>" + "a".repeat(70_000) + "</note></alert>");
        assertRefused("identifier_too_long", HEAD.replace(">i<", ">" + "i".repeat(181) + "<") + "</alert>");
    }

    /** Patterns that go back over hostile text would take minutes. */
    @Test void costsNoMoreThanTheLengthOfHostileText() {
        for (String text : List.of("a".repeat(60_000), "a,".repeat(30_000), "a , b ".repeat(10_000), "a" + " ".repeat(60_000),
                "1 级[".repeat(12_000)))
            assertTimeoutPreemptively(Duration.ofSeconds(5), () -> {
                String body = HEAD.replace("Alert<", "Update<") + "<references>" + text + "</references><info><headline>" + text
                        + "</headline><expires>" + text + "</expires></info></alert>";
                HttpFeeds.decode(CapCases.feed(), List.of(body.getBytes(StandardCharsets.UTF_8)));
            });
    }

    @Test void remarksOnAClockAheadOfOurs() throws Exception {
        var decoded = HttpFeeds.decode(CapCases.feed(), (HEAD.replace("2026", "2089") + "</alert>").getBytes(StandardCharsets.UTF_8));

        assertThat(decoded.remarks()).containsExactly("sent is ahead of this server's clock");
        assertThat(alertOf(decoded).sent()).isEqualTo(Instant.parse("2089-07-18T06:30:00Z"));
    }

    @Test void ranksColoursOfThePartsOfAMessage() {
        assertThat(StatutoryLevel.of("Blue", List.of(), "暴雨红色预警")).isEqualTo(Severity.BLUE);
        assertThat(StatutoryLevel.of("Unknown", List.of(), "8级大风（Ⅲ级）")).isEqualTo(Severity.YELLOW);
        assertThat(StatutoryLevel.of("Unknown", List.of(new StatutoryLevel.Parameter("预警级别", "III级/较重")), "")).isEqualTo(Severity.YELLOW);
        assertThat(StatutoryLevel.of("Unknown", List.of(new StatutoryLevel.Parameter("ColourCode", "Amber")), ""))
                .isEqualTo(Severity.ORANGE);
        assertThat(StatutoryLevel.of("Severe", List.of(new StatutoryLevel.Parameter("awareness_level", "1; green; Minor")), ""))
                .isEqualTo(Severity.NONE);
        assertThat(StatutoryLevel.of("Severe", List.of(), "8级大风")).isEqualTo(Severity.ORANGE);
        assertThat(StatutoryLevel.of("", List.of(), "")).isEqualTo(Severity.NONE);
    }

    @Test void takesRegisteredSendersOnlyWhenToldSo() throws Exception {
        var feed = new CapFeed(new CapSettings(Admission.REGISTERED, List.of("c@d"), "", 1000), HttpFeeds.context(), Path.of("."));

        assertThatExceptionOfType(MalformedFrame.class).isThrownBy(() -> HttpFeeds.decode(feed, GALE.getBytes(StandardCharsets.UTF_8)))
                .satisfies(refused -> assertThat(refused.reason()).isEqualTo("unknown_sender"));
        assertThat(HttpFeeds.decode(feed, GALE.replace("a@b", "c@d").getBytes(StandardCharsets.UTF_8)).reports()).hasSize(1);
    }

    @Test void refusesOtherTypesOfContent() {
        assertThatExceptionOfType(MalformedFrame.class)
                .isThrownBy(() -> CapCases.feed()
                        .decode(GALE.getBytes(StandardCharsets.UTF_8), "application/json; charset=utf-8", CaseRunner.RECEIVED_AT))
                .satisfies(refused -> assertThat(refused.reason()).isEqualTo("content_type"));
    }

    /** Every case cut off and with bytes turned: refused or read, nothing else. */
    @Test void survivesDamage() {
        var random = new SplittableRandom(20260718);
        var bodies = new ArrayList<byte[]>();
        CaseFile.readAll(Path.of("src/test/resources/corpus/cap")).forEach(each -> bodies.addAll(each.reads()));
        for (byte[] body : bodies)
            for (int i = 0; i < 60 && body.length > 1; i++) {
                byte[] damaged = Arrays.copyOf(body, 1 + random.nextInt(body.length));
                for (int flips = random.nextInt(4); flips > 0; flips--)
                    damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));

                HttpFeeds.decode(CapCases.feed(), List.of(damaged));
            }
    }

    private static String ring(int vertices) {
        var ring = new StringBuilder();
        for (int i = 0; i < vertices; i++)
            ring.append(i % 90).append(',').append(i % 77).append(' ');
        return ring.toString();
    }

    private static CapAlert.Area areaOf(String shapes) throws MalformedFrame {
        String body = HEAD + "<info><area><areaDesc>x</areaDesc>" + shapes + "</area></info></alert>";
        return alertOf(HttpFeeds.decode(CapCases.feed(), body.getBytes(StandardCharsets.UTF_8))).infos().getFirst().areas().getFirst();
    }

    private static String eventOf(byte[] body) throws MalformedFrame {
        return alertOf(HttpFeeds.decode(CapCases.feed(), body)).infos().getFirst().event();
    }

    private static CapAlert alertOf(Decoded decoded) { return ((Report.WarningIssued) decoded.reports().getFirst()).alert(); }

    private static void assertRefused(String reason, String body) {
        var outcome = HttpFeeds.decode(CapCases.feed(), List.of(body.getBytes(StandardCharsets.UTF_8)));
        assertThat(outcome.refused()).containsExactly(reason);
    }
}
