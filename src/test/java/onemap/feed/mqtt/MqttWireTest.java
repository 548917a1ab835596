package onemap.feed.mqtt;

import static onemap.feed.mqtt.MqttBytes.V311;
import static onemap.feed.mqtt.MqttBytes.V5;
import static onemap.feed.mqtt.MqttBytes.connect;
import static onemap.feed.mqtt.MqttBytes.joined;
import static onemap.feed.mqtt.MqttBytes.packet;
import static onemap.feed.mqtt.MqttBytes.publish;
import static onemap.feed.mqtt.MqttBytes.pubrel;
import static onemap.feed.mqtt.MqttBytes.subscribe;
import static onemap.feed.mqtt.RunningFeed.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import onemap.feed.Admission;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bytes in, bytes out; the expected ones are written from MQTT 3.1.1 and MQTT 5 (OASIS), section 3. */
@Timeout(60)
class MqttWireTest {
    private static final String FINE = "{\"value\":3.2,\"observedAt\":\"2026-07-18T06:31:50Z\"}";
    private static final String OWN = "onemap/observations/R1/waterLevel";

    private RunningFeed feed;

    @AfterEach void stop() { feed.close(); }

    /** CONNACK: session expiry 0, receive maximum 100, packets of 262144, no wildcard, subscription identifier or shared subscription. */
    @Test void tellsAnMqtt5ClientItsLimits() throws IOException {
        open(Admission.ANY);
        try (var device = new RawDevice(feed.port(), V5, "R1")) {
            assertThat(device.greeting())
                    .isEqualTo("2016" + "0000" + "13" + "1100000000" + "210064" + "2700040000" + "2800" + "2900" + "2a00");
        }
    }

    @ParameterizedTest(name = "{2}")
    @CsvSource(delimiter = '|', textBlock = """
            onemap/observations/R1/waterLevel | {"value":1,"observedAt":0}     | 40020007     | success
            onemap/observations/R2/waterLevel | {"value":1,"observedAt":0}     | 4004000787 00 | foreign station: 0x87 not authorized
            onemap/observations/R1            | {"value":1,"observedAt":0}     | 4004000790 00 | 0x90 topic name invalid
            onemap/observations/R1/waterLevel | {"value":"1","observedAt":0}   | 4004000799 00 | 0x99 payload format invalid
            onemap/observations/R1/waterLevel | {"value":1}                    | 4004000799 00 | no date
            onemap/observations/R1/waterLevel | [1]                            | 4004000799 00 | another shape
            """) void anMqtt5ClientIsToldWhy(String topic, String payload, String puback, String why) throws IOException {
        open(Admission.ANY);
        try (var device = new RawDevice(feed.port(), V5, "R1")) {
            device.send(publish(V5, 1, 7, topic, payload));

            assertThat(device.reads(puback)).as(why).isTrue();
            device.send(packet(0xC0, new byte[0]));
            assertThat(device.reads("d000")).as("the connection stays").isTrue();
        }
    }

    @Test void anObservationOverItsLimitIsRefusedAsQuota() throws IOException {
        open(Admission.ANY);
        try (var device = new RawDevice(feed.port(), V5, "R1")) {
            device.send(publish(V5, 1, 7, OWN, FINE + " ".repeat(4097)));

            assertThat(device.reads("400400079700")).isTrue();
        }
        assertThat(feed.ledger().figures().framesRejected()).containsEntry("too_long", 1L);
    }

    @Test void aStationInNoRegisterIsNotAuthorized() throws IOException {
        open(Admission.REGISTERED);
        try (var device = new RawDevice(feed.port(), V5, "N1")) {
            device.send(publish(V5, 1, 7, "onemap/observations/N1/flow", FINE));

            assertThat(device.reads("400400078700")).isTrue();
        }
        assertThat(feed.ledger().figures().framesRejected()).containsEntry("unknown_device", 1L);
    }

    @Test void aRefusingDiskIsAnUnspecifiedErrorForAnMqtt5Client() throws Exception {
        feed = new RunningFeed(Admission.ANY, BookingInbox::storingWhenTold);
        try (var device = new RawDevice(feed.port(), V5, "R1")) {
            device.send(publish(V5, 1, 7, OWN, FINE));
            feed.inbox().next().stored().completeExceptionally(new IllegalStateException("disk full"));

            assertThat(device.reads("400400078000")).isTrue();
            device.send(publish(V5, 1, 8, OWN, FINE));
            feed.inbox().next().store();
            assertThat(device.reads("40020008")).isTrue();
        }
    }

    @Test void aTakenOverMqtt5ClientIsToldSo() throws IOException {
        open(Admission.ANY);
        try (var older = new RawDevice(feed.port(), V5, "R1"); var newer = new RawDevice(feed.port(), V5, "R1")) {
            assertThat(older.reads("e0028e00")).isTrue();
            assertThat(older.isClosed()).isTrue();
            newer.send(publish(V5, 1, 7, OWN, FINE));
            assertThat(newer.reads("40020007")).isTrue();
        }
    }

    @Test void subscriptionsAreRefusedInTheVersionsTerms() throws IOException {
        open(Admission.ANY);
        try (var older = new RawDevice(feed.port(), V311, "R1"); var newer = new RawDevice(feed.port(), V5, "R2")) {
            older.send(subscribe(V311, 9, "#"));
            newer.send(subscribe(V5, 9, "#"));

            assertThat(older.reads("9003000980")).isTrue();
            assertThat(newer.reads("900400090087")).isTrue();
        }
    }

    @Test void aQos2MessageSentTwiceIsTakenOnce() throws IOException {
        open(Admission.ANY);
        try (var device = new RawDevice(feed.port(), V5, "R1")) {
            device.send(publish(V5, 2, 5, OWN, FINE));
            assertThat(device.reads("50020005")).isTrue();
            device.send(publish(V5, 2, 5, OWN, FINE));
            assertThat(device.reads("50020005")).isTrue();
            device.send(pubrel(5));
            assertThat(device.reads("70020005")).isTrue();
            device.send(pubrel(5));
            assertThat(device.reads("700400059200")).as("0x92 packet identifier not found").isTrue();
        }
        assertThat(feed.inbox().waiting()).isEqualTo(1);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"topic_alias,94", "protocol,82", "malformed,81", "too_long,95"}) void aBreachOfTheProtocolEndsOnlyItsOwnConnection(
            String reason, String code) throws IOException {
        open(Admission.ANY);
        byte[] breach = switch (reason) {
            case "topic_alias" -> publish(V5, 0, 0, OWN, FINE, new byte[]{0x23, 0, 1});
            case "protocol" -> connect(V5, "R1");
            case "malformed" -> packet(0x36, MqttBytes.text(OWN)); // QoS 3
            default -> Arrays.copyOf(publish(V5, 0, 0, OWN, " ".repeat(300_000)), 1000);
        };
        try (var offender = new RawDevice(feed.port(), V5, "R1"); var other = new RawDevice(feed.port(), V311, "R2")) {
            offender.send(joined(breach, publish(V5, 0, 0, OWN, FINE)));

            assertThat(offender.reads("e002" + code + "00")).isTrue();
            assertThat(offender.isClosed()).isTrue();
            other.send(publish(V311, 1, 1, "onemap/observations/R2/flow", FINE));
            assertThat(other.reads("40020001")).isTrue();
        }
        assertThat(feed.ledger().figures().framesRejected()).containsOnlyKeys(reason).containsEntry(reason, 1L);
        assertThat(feed.ledger().quarantine().frames().getFirst().bytes()).startsWith(Arrays.copyOf(breach, Math.min(20, breach.length)));
        assertThat(feed.inbox().waiting()).as("what follows a breach is not read").isEqualTo(1);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"GET / HTTP/1.1", "~~~~7E02000000", "{\"value\":1}"}) void whatIsNoMqttIsClosedAndCounted(String noise) throws IOException {
        open(Admission.ANY);
        try (var device = new RawDevice(feed.port())) {
            device.send((noise + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));

            assertThat(device.isClosed()).isTrue();
        }
        assertThat(feed.ledger().figures().framesRejected().values().stream().mapToLong(Long::longValue).sum()).isEqualTo(1);
    }

    @Test void aPublicationBeforeConnectIsABreach() throws IOException {
        open(Admission.ANY);
        try (var device = new RawDevice(feed.port())) {
            device.send(publish(V311, 0, 0, OWN, FINE));

            assertThat(device.isClosed()).isTrue();
        }
        assertThat(feed.ledger().figures().framesRejected()).containsEntry("protocol", 1L);
    }

    @Test void anUnknownProtocolLevelIsAnsweredWithItsCode() throws IOException {
        open(Admission.ANY);
        try (var device = new RawDevice(feed.port())) {
            device.send(connect(9, "R1"));

            assertThat(device.reads("20020001")).isTrue();
            assertThat(device.isClosed()).isTrue();
        }
        assertThat(feed.ledger().figures().framesRejected()).containsEntry("version", 1L);
    }

    @Test void anMqtt5ClientMayLeaveItsNameToTheServerWithoutCleanStart() throws IOException {
        open(Admission.ANY);
        try (var device = new RawDevice(feed.port())) {
            device.send(connect(V5, "", false, new byte[0]));

            assertThat(device.packet()).startsWith("20").contains("0000").contains("12" + "00"); // assigned client identifier
            device.send(publish(V5, 1, 7, OWN, FINE));
            assertThat(device.reads("40020007")).isTrue();
        }
    }

    @Test void enhancedAuthenticationIsRefused() throws IOException {
        open(Admission.ANY);
        try (var device = new RawDevice(feed.port())) {
            device.send(connect(V5, "R1", true, joined(new byte[]{0x15}, MqttBytes.text("SCRAM-SHA-1"))));

            assertThat(device.packet()).startsWith("2003008c");
            assertThat(device.isClosed()).isTrue();
        }
    }

    @Test void aClientThatDribblesItsConnectIsClosedInTime() throws IOException {
        feed = new RunningFeed(new MqttSettings("127.0.0.1", 0, Admission.ANY, 100, 262_144, 4096, 100, 1, 3600),
                BookingInbox::storingAtOnce);
        try (var device = new RawDevice(feed.port())) {
            device.send(Arrays.copyOf(connect(V311, "R1"), 5));

            assertThat(device.isClosed()).isTrue();
        }
        assertThat(feed.ledger().figures().noted()).containsEntry("limit_hit.connect_timeout", 1L);
    }

    @Test void aClientWithoutKeepAliveIsClosedWhenSilentTooLong() throws IOException {
        feed = new RunningFeed(new MqttSettings("127.0.0.1", 0, Admission.ANY, 100, 262_144, 4096, 100, 10, 1),
                BookingInbox::storingAtOnce);
        try (var device = new RawDevice(feed.port(), V311, "R1")) {
            assertThat(device.isClosed()).isTrue();
        }
        assertThat(feed.ledger().figures().noted()).containsEntry("limit_hit.silence", 1L);
    }

    @Test void everySplitOfAStreamReadsTheSame() throws IOException {
        open(Admission.ANY);
        byte[] stream = joined(connect(V5, ""), publish(V5, 1, 1, OWN, FINE), publish(V5, 0, 0, "onemap/observations/R2/flow", FINE),
                publish(V5, 1, 2, OWN, "{}"), packet(0xC0, new byte[0]));
        for (int at = 1; at < stream.length; at++) {
            try (var device = new RawDevice(feed.port())) {
                device.send(Arrays.copyOf(stream, at));
                device.send(Arrays.copyOfRange(stream, at, stream.length));

                assertThat(device.packet()).as("split at %d", at).startsWith("20");
                assertThat(device.packet()).isEqualTo("40020001");
                assertThat(device.packet()).isEqualTo("400400029900");
                assertThat(device.packet()).isEqualTo("d000");
            }
        }
        var figures = feed.ledger().figures();
        assertThat(figures.framesCarrying()).isEqualTo(stream.length - 1);
        assertThat(figures.framesControl()).isEqualTo(2 * (stream.length - 1));
        assertThat(figures.framesRejected()).containsEntry("foreign_station", stream.length - 1L)
                .containsEntry("shape", stream.length - 1L);
    }

    @Test void damagedStreamsLeaveTheServerWhole() throws IOException {
        open(Admission.ANY);
        byte[] stream = joined(connect(V5, "R1"), publish(V5, 1, 1, OWN, FINE), publish(V5, 2, 2, OWN, FINE), pubrel(2),
                subscribe(V5, 3, "a/#"));
        var random = new Random(20260718);
        for (int i = 0; i < 400; i++) {
            byte[] damaged = stream.clone();
            for (int flips = 1 + random.nextInt(3); flips > 0; flips--)
                damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
            try (var device = new RawDevice(feed.port())) {
                device.send(Arrays.copyOf(damaged, 1 + random.nextInt(damaged.length)));
            }
        }
        eventually(this::aHealthyDeviceIsServed); // as soon as the places of the closed ones are free
        eventually(() -> feed.ledger().figures().received() == feed.ledger().figures().framesCarrying());
    }

    private boolean aHealthyDeviceIsServed() {
        try (var device = new RawDevice(feed.port(), V311, "R2")) {
            device.send(publish(V311, 1, 1, "onemap/observations/R2/flow", FINE));
            return device.packet().equals("40020001");
        } catch (IOException reset) {
            return false;
        }
    }

    private void open(Admission admission) { feed = new RunningFeed(admission, BookingInbox::storingAtOnce); }
}
