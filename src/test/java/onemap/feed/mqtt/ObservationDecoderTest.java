package onemap.feed.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import onemap.feed.MalformedFrame;
import org.junit.jupiter.api.Test;

/** What the cases in {@code corpus/mqtt} cannot show. */
class ObservationDecoderTest {
    private static final Instant RECEIVED_AT = Instant.parse("2026-07-18T06:32:00Z");

    @Test void aPayloadOverTheLimitIsNotRead() {
        var decoder = new ObservationDecoder(100);
        byte[] padded = ("{\"value\":1,\"observedAt\":1784356310" + " ".repeat(100) + "}").getBytes(StandardCharsets.UTF_8);

        var refused = catchThrowable(() -> decoder.decode(MqttTopic.parse("onemap/observations/S/flow"), padded, RECEIVED_AT));

        assertThat(refused).isInstanceOfSatisfying(MalformedFrame.class, malformed -> assertThat(malformed.reason()).isEqualTo("too_long"));
    }
}
