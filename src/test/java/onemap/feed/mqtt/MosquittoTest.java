package onemap.feed.mqtt;

import static onemap.feed.mqtt.RunningFeed.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import onemap.feed.Admission;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The client most stations' makers test with, Debian's mosquitto-clients; skipped with a message where it is not installed. */
@Timeout(60)
class MosquittoTest {
    private static final Path MOSQUITTO_PUB = Path.of("/usr/bin/mosquitto_pub");
    private static final String FINE = "{\"value\":3.2,\"observedAt\":\"2026-07-18T06:31:50Z\"}";

    private RunningFeed feed;

    @BeforeEach void open() {
        Assumptions.assumeTrue(Files.isExecutable(MOSQUITTO_PUB), "SKIPPED: mosquitto_pub is missing, apt-get install mosquitto-clients");
        feed = new RunningFeed(Admission.ANY, BookingInbox::storingAtOnce);
    }

    @AfterEach void stop() { if (feed != null) feed.close(); }

    @Test void publishesAtEachQosInEachVersion() throws Exception {
        for (String version : List.of("mqttv31", "mqttv311", "mqttv5"))
            for (String qos : List.of("0", "1", "2")) {
                var publication = publish("R1", "-V", version, "-q", qos, "-i", "R1");

                assertThat(publication.exit).as(version + " QoS " + qos + publication.said).isZero();
            }

        eventually(() -> feed.inbox().waiting() == 9);
        eventually(() -> feed.ledger().figures().framesControl() == 9 + 3 + 9); // CONNECT, PUBREL, DISCONNECT
        assertThat(feed.ledger().figures().framesRejected()).isEmpty();
    }

    @Test void aGeneratedClientIdIsBoundByItsFirstTopic() throws Exception {
        assertThat(publish("R1", "-q", "1").exit).isZero();
        assertThat(publish("N7", "-q", "1", "-V", "mqttv5").exit).isZero();

        assertThat(feed.inbox().all()).extracting(report -> report.source().value()).containsExactly("mqtt:R1", "mqtt:N7");
    }

    @Test void anMqtt5ClientHearsThatAForeignTopicIsNotAuthorized() throws Exception {
        var foreign = publish("R2", "-V", "mqttv5", "-q", "1", "-i", "R1", "-d");

        assertThat(foreign.said).contains("received PUBACK (Mid: 1, RC:135)");
        assertThat(feed.ledger().figures().framesRejected()).containsEntry("foreign_station", 1L);
    }

    @Test void anMqtt311ClientIsAcknowledgedAndItsForeignTopicDropped() throws Exception {
        var foreign = publish("R2", "-V", "mqttv311", "-q", "1", "-i", "R1");

        assertThat(foreign.exit).as(foreign.said).isZero();
        assertThat(feed.inbox().all()).isEmpty();
        assertThat(feed.ledger().figures().framesRejected()).containsEntry("foreign_station", 1L);
    }

    @Test void aUserNameAloneNamesTheStation() throws Exception {
        assertThat(publish("R3", "-u", "R3", "-q", "1").exit).isZero();
        assertThat(publish("R4", "-u", "R3", "-q", "1").exit).isZero();

        assertThat(feed.inbox().all()).extracting(report -> report.source().value()).containsExactly("mqtt:R3");
        assertThat(feed.ledger().figures().framesRejected()).containsEntry("foreign_station", 1L);
    }

    @Test void retainAndWillAreIgnored() throws Exception {
        assertThat(
                publish("R1", "-V", "mqttv5", "-q", "1", "-r", "--will-topic", "onemap/observations/R1/flow", "--will-payload", FINE).exit)
                .isZero();

        assertThat(feed.inbox().waiting()).isEqualTo(1);
        assertThat(feed.ledger().figures().noted()).containsEntry("will_ignored", 1L);
    }

    private record Publication(int exit, String said) {}

    private Publication publish(String station, String... options) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(MOSQUITTO_PUB.toString(), "-h", "127.0.0.1", "-p", Integer.toString(feed.port()), "-t",
                "onemap/observations/" + station + "/waterLevel", "-m", FINE));
        command.addAll(List.of(options));
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try {
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
            return new Publication(process.exitValue(), said);
        } finally {
            process.destroyForcibly();
        }
    }
}
