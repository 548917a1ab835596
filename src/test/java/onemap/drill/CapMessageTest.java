package onemap.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import onemap.domain.LonLat;
import onemap.domain.Severity;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class CapMessageTest {
    private static final Path SCHEMA = Path.of("../shared/corpus/cap/cap12.xsd");
    private static final Instant SENT = Instant.parse("2026-07-18T06:02:30Z");
    private static final StormTrack TRACK = new StormTrack(CountyTest.COUNTY.boundary());

    @Test void saysWhatItIsWhereAndWhatItReplaces() {
        String xml = message(CapMessage.Type.UPDATE, Severity.RED).toXml();

        assertThat(xml).contains("<sent>2026-07-18T14:02:30+08:00</sent>", "<msgType>Update</msgType>",
                "<references>wanghai-qx@onemap.example,w-1,2026-07-18T14:00:00+08:00</references>", "<severity>Extreme</severity>",
                "望海县气象台发布台风红色预警信号[I级/特别严重]", "<circle>29.20000,121.50000 20.0</circle>", "<value>330299</value>");
        var corners = xml.replaceAll("(?s).*<polygon>|</polygon>.*", "").split(" ");
        assertThat(corners).hasSize(25);
        assertThat(corners[0]).as("closed, latitude first").isEqualTo(corners[24]).startsWith("29.2");
    }

    @Test void aCancelEndsTheColourItHad() {
        assertThat(message(CapMessage.Type.CANCEL, Severity.BLUE).toXml()).contains("<msgType>Cancel</msgType>", "解除台风蓝色预警信号", "AllClear");
    }

    @Test void everyMessageIsValidCap() throws Exception {
        Assumptions.assumeTrue(Files.exists(SCHEMA), "SKIPPED: the CAP 1.2 schema of the shared corpus is not there");
        var factory = SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI);
        var validator = factory.newSchema(SCHEMA.toFile()).newValidator();
        var messages = new ArrayList<CapMessage>();
        for (var type : CapMessage.Type.values())
            for (var level : List.of(Severity.BLUE, Severity.YELLOW, Severity.ORANGE, Severity.RED))
                messages.add(message(type, level));

        for (var message : messages)
            assertThatCode(() -> validator.validate(new StreamSource(new StringReader(message.toXml())))).as(message.toXml())
                    .doesNotThrowAnyException();
    }

    /** By the haversine formula the start is 198 km away; the track is planned at 1.6 degrees east and 1.12 south. */
    @Test void theStormComesFromTheSeaAndPassesOver() {
        assertThat(TRACK.kilometresToMiddle(Duration.ZERO)).isBetween(190.0, 205.0);
        assertThat(TRACK.kilometresToMiddle(Duration.ofSeconds(230))).isLessThan(1);
        assertThat(TRACK.centre(Duration.ZERO)).isEqualTo(new LonLat(123.1, 28.08));
    }

    private static CapMessage message(CapMessage.Type type, Severity level) {
        var earlier = type == CapMessage.Type.ALERT
                ? Optional.<CapMessage.Sent>empty()
                : Optional.of(new CapMessage.Sent("w-1", SENT.minusSeconds(150)));
        var area = new CapMessage.Area("沿海 & 城区", TRACK.ring(14), Optional.of(new CapMessage.Circle(new LonLat(121.5, 29.2), 20)),
                Optional.of("330299"));
        return new CapMessage("w-2", SENT, type, earlier, "望海县", level, SENT.plusSeconds(1800), area);
    }
}
