package onemap.feed.mqtt;

import static onemap.feed.mqtt.RunningFeed.await;
import static onemap.feed.mqtt.RunningFeed.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.netty.handler.codec.mqtt.MqttQoS;
import io.vertx.core.buffer.Buffer;
import io.vertx.mqtt.MqttClient;
import io.vertx.mqtt.MqttClientOptions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import onemap.corpus.Rendered;
import onemap.feed.Admission;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** MQTT 3.1.1 through real sockets with the vertx-mqtt client. */
@Timeout(30)
class MqttFeedTest {
    private static final String FINE = "{\"value\":3.2,\"unit\":\"m\",\"observedAt\":\"2026-07-18T14:31:50+08:00\"}";

    private final LinkedBlockingQueue<Integer> acknowledged = new LinkedBlockingQueue<>();
    private RunningFeed feed;

    @AfterEach void stop() { feed.close(); }

    @Test void takesAReadingAndAcknowledgesIt() throws InterruptedException {
        var inbox = open(BookingInbox::storingAtOnce, Admission.ANY);
        var client = client("WH-WL-01");

        int id = await(client.publish("onemap/observations/WH-WL-01/waterLevel", Buffer.buffer(FINE), MqttQoS.AT_LEAST_ONCE, false, false));

        assertThat(acknowledged.poll(10, TimeUnit.SECONDS)).isEqualTo(id);
        assertThat(Rendered.of(inbox.next().report())).isEqualTo("observation mqtt:WH-WL-01 2026-07-18T06:31:50Z waterLevel=3.2m");
    }

    @Test void acknowledgesOnlyWhatIsDurable() throws InterruptedException {
        var inbox = open(BookingInbox::storingWhenTold, Admission.ANY);
        var client = client("S");
        int first = publish(client, "S", FINE, MqttQoS.AT_LEAST_ONCE);
        int second = publish(client, "S", FINE, MqttQoS.AT_LEAST_ONCE);
        var one = inbox.next();
        var two = inbox.next();

        assertThat(acknowledged.poll(200, TimeUnit.MILLISECONDS)).isNull();

        one.store();
        assertThat(acknowledged.poll(10, TimeUnit.SECONDS)).isEqualTo(first);
        assertThat(acknowledged.poll(200, TimeUnit.MILLISECONDS)).isNull();
        two.store();
        assertThat(acknowledged.poll(10, TimeUnit.SECONDS)).isEqualTo(second);
    }

    @Test void leavesAReadingUnansweredAndClosesWhenTheDiskRefuses() throws InterruptedException {
        var inbox = open(BookingInbox::storingWhenTold, Admission.ANY);
        var client = client("S");
        var closed = new LinkedBlockingQueue<String>();
        client.closeHandler(v -> closed.add("closed"));
        publish(client, "S", FINE, MqttQoS.AT_LEAST_ONCE);

        inbox.next().stored().completeExceptionally(new IllegalStateException("disk full"));

        assertThat(closed.poll(10, TimeUnit.SECONDS)).isEqualTo("closed");
        assertThat(acknowledged).isEmpty();
        assertThat(feed.ledger().figures().noted()).containsEntry("not_stored", 1L);
    }

    @Test void stopsReadingWhileTheLaneIsFull() throws InterruptedException {
        var inbox = open(BookingInbox::takingWhenTold, Admission.ANY);
        var client = client("S");
        for (int i = 0; i < 5; i++)
            publish(client, "S", FINE, MqttQoS.AT_MOST_ONCE);

        var first = inbox.next();
        LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
        assertThat(inbox.waiting()).isZero();

        first.taken().complete(null);
        inbox.next();
        LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        assertThat(inbox.waiting()).isZero();
    }

    @Test void stopsReadingAtTheInFlightLimitAndGoesOnWhenTheDiskFollows() throws InterruptedException {
        var inbox = open(BookingInbox::storingWhenTold, Admission.ANY, 3, 100);
        var client = client("S");
        for (int i = 0; i < 8; i++)
            publish(client, "S", FINE, MqttQoS.AT_LEAST_ONCE);
        eventually(() -> inbox.waiting() == 3);
        LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        assertThat(inbox.waiting()).isEqualTo(3);
        assertThat(feed.ledger().figures().noted()).containsEntry("limit_hit.in_flight", 1L);

        for (int i = 0; i < 8; i++)
            inbox.next().store();

        for (int i = 0; i < 8; i++)
            assertThat(acknowledged.poll(10, TimeUnit.SECONDS)).isNotNull();
    }

    @Test void dropsAForeignStationsReadingButAcknowledgesAndStays() throws InterruptedException {
        var inbox = open(BookingInbox::storingAtOnce, Admission.ANY);
        var client = client("R1");

        int foreign = publish(client, "R2", FINE, MqttQoS.AT_LEAST_ONCE);
        int own = publish(client, "R1", FINE, MqttQoS.AT_LEAST_ONCE);

        assertThat(List.of(acknowledged.poll(10, TimeUnit.SECONDS), acknowledged.poll(10, TimeUnit.SECONDS))).containsExactly(foreign, own);
        assertThat(inbox.all()).extracting(report -> report.source().value()).containsExactly("mqtt:R1");
        assertThat(feed.ledger().figures().framesRejected()).containsEntry("foreign_station", 1L);
        assertThat(client.isConnected()).isTrue();
    }

    @Test void aUserNameWithoutAPasswordNamesTheStation() throws InterruptedException {
        var inbox = open(BookingInbox::storingAtOnce, Admission.ANY);
        var client = connect(new MqttClientOptions().setClientId("anything").setUsername("S9"));

        publish(client, "R1", FINE, MqttQoS.AT_LEAST_ONCE);
        publish(client, "S9", FINE, MqttQoS.AT_LEAST_ONCE);

        assertThat(inbox.next().report().source().value()).isEqualTo("mqtt:S9");
        assertThat(feed.ledger().figures().framesRejected()).containsEntry("foreign_station", 1L);
    }

    @Test void listsAStationInNoRegisterWhenOnlyRegisteredOnesMayReport() throws InterruptedException {
        var inbox = open(BookingInbox::storingAtOnce, Admission.REGISTERED);
        var client = client("N1");

        publish(client, "N1", FINE, MqttQoS.AT_LEAST_ONCE);

        assertThat(acknowledged.poll(10, TimeUnit.SECONDS)).isNotNull();
        assertThat(inbox.all()).isEmpty();
        assertThat(feed.ledger().figures().framesRejected()).containsEntry("unknown_device", 1L);
        assertThat(feed.ledger().quarantine().devices()).singleElement()
                .satisfies(device -> assertThat(device.sourceId()).isEqualTo("mqtt:N1"));
    }

    @Test void aQos2ReadingIsTakenOnceAndCompletedAfterItIsDurable() throws InterruptedException {
        var inbox = open(BookingInbox::storingWhenTold, Admission.ANY);
        var client = client("S");
        int id = publish(client, "S", FINE, MqttQoS.EXACTLY_ONCE);
        var handed = inbox.next();
        assertThat(acknowledged.poll(200, TimeUnit.MILLISECONDS)).isNull();

        handed.store();

        assertThat(acknowledged.poll(10, TimeUnit.SECONDS)).isEqualTo(id);
        assertThat(inbox.waiting()).isZero();
    }

    @Test void bothBooksBalanceToTheUnit() throws InterruptedException {
        var inbox = open(BookingInbox::storingAtOnce, Admission.ANY);
        var client = client("R1"); // 1 control
        for (int i = 0; i < 7; i++)
            publish(client, "R1", FINE, i % 2 == 0 ? MqttQoS.AT_MOST_ONCE : MqttQoS.AT_LEAST_ONCE);
        publish(client, "R2", FINE, MqttQoS.AT_MOST_ONCE);
        publish(client, "R1", "{\"value\":\"16.4\"}", MqttQoS.AT_MOST_ONCE);
        publish(client, "R1", "", MqttQoS.AT_MOST_ONCE);
        await(client.publish("other/topic", Buffer.buffer(FINE), MqttQoS.AT_MOST_ONCE, false, true));
        publish(client, "R1", FINE, MqttQoS.EXACTLY_ONCE); // and its PUBREL
        eventually(() -> inbox.waiting() == 8);
        assertThat(await(client.subscribe("#", 1))).isPositive();
        client.ping();
        eventually(() -> feed.ledger().figures().framesControl() == 4);
        await(client.disconnect());
        eventually(() -> feed.ledger().figures().framesControl() == 5); // CONNECT, PUBREL, SUBSCRIBE, PINGREQ, DISCONNECT

        var figures = feed.ledger().figures();
        assertThat(figures.framesCarrying()).isEqualTo(8);
        assertThat(figures.framesRejected()).containsOnly(Map.entry("foreign_station", 1L), Map.entry("value", 1L),
                Map.entry("shape", 1L), Map.entry("topic", 1L));
        assertThat(figures.received()).isEqualTo(figures.stored()).isEqualTo(8);
        assertThat(feed.ledger().quarantine().frames()).extracting(frame -> new String(frame.bytes())).contains("other/topic " + FINE);
    }

    @Test void aSubscriptionIsRefused() {
        open(BookingInbox::storingAtOnce, Admission.ANY);
        var client = client("S");
        var granted = new LinkedBlockingQueue<List<Integer>>();
        client.subscribeCompletionHandler(answer -> granted.add(answer.grantedQoSLevels()));

        await(client.subscribe("#", 0));

        eventually(() -> !granted.isEmpty());
        assertThat(granted.poll()).containsExactly(0x80);
    }

    @Test void theSameClientTakesItsConnectionOver() throws InterruptedException {
        open(BookingInbox::storingAtOnce, Admission.ANY);
        var older = client("S");
        var closed = new LinkedBlockingQueue<String>();
        older.closeHandler(v -> closed.add("closed"));

        var newer = client("S");
        publish(newer, "S", FINE, MqttQoS.AT_LEAST_ONCE);

        assertThat(closed.poll(10, TimeUnit.SECONDS)).isEqualTo("closed");
        assertThat(acknowledged.poll(10, TimeUnit.SECONDS)).isNotNull();
        assertThat(feed.ledger().figures().noted()).containsEntry("takeover", 1L);
    }

    @Test void anotherUserDoesNotTakeAConnectionOver() {
        open(BookingInbox::storingAtOnce, Admission.ANY);
        var older = connect(new MqttClientOptions().setClientId("S").setUsername("S").setPassword("x"));

        assertThrows(CompletionException.class, () -> connect(new MqttClientOptions().setClientId("S").setUsername("T").setPassword("x")));

        assertThat(older.isConnected()).isTrue();
        assertThat(feed.ledger().figures().noted()).containsEntry("takeover_refused", 1L);
    }

    @Test void oneConnectionMoreThanTheLimitIsClosed() {
        open(BookingInbox::storingAtOnce, Admission.ANY, 10, 1);
        client("S");

        assertThrows(CompletionException.class, () -> client("T"));

        assertThat(feed.ledger().figures().noted()).containsEntry("limit_hit.connections", 1L);
    }

    @Test void aPlaceIsFreeAgainWhenAClientHasLeft() {
        open(BookingInbox::storingAtOnce, Admission.ANY, 10, 1);
        await(client("S").disconnect());

        eventually(() -> {
            try {
                client("T");
                return true;
            } catch (CompletionException stillFull) {
                return false;
            }
        });
    }

    @Test void closingAnswersWhatWasTaken() throws InterruptedException {
        var inbox = open(BookingInbox::storingWhenTold, Admission.ANY);
        int id = publish(client("S"), "S", FINE, MqttQoS.AT_LEAST_ONCE);
        var handed = inbox.next();

        var closing = feed.closing();
        handed.store();
        await(closing);

        assertThat(acknowledged.poll(10, TimeUnit.SECONDS)).isEqualTo(id);
    }

    @Test void aTakenPortIsNamed() {
        open(BookingInbox::storingAtOnce, Admission.ANY);
        var second = feed.another(RunningFeed.settings(feed.port(), Admission.ANY));

        var failure = assertThrows(CompletionException.class, () -> await(second.open()));

        assertThat(failure.getCause()).hasMessageContaining("feeds.mqtt.port");
    }

    private BookingInbox open(RunningFeed.Inboxes inboxes, Admission admission) { return open(inboxes, admission, 100, 100); }

    private BookingInbox open(RunningFeed.Inboxes inboxes, Admission admission, int maxInFlight, int maxConnections) {
        feed = new RunningFeed(new MqttSettings("127.0.0.1", 0, admission, maxConnections, 262_144, 4096, maxInFlight, 10, 3600), inboxes);
        return feed.inbox();
    }

    private MqttClient client(String clientId) { return connect(new MqttClientOptions().setClientId(clientId)); }

    private MqttClient connect(MqttClientOptions options) {
        var client = MqttClient.create(feed.vertx(), options.setMaxInflightQueue(100));
        client.publishCompletionHandler(acknowledged::add);
        await(client.connect(feed.port(), "127.0.0.1"));
        return client;
    }

    private static int publish(MqttClient client, String station, String payload, MqttQoS qos) {
        return await(client.publish("onemap/observations/" + station + "/waterLevel", Buffer.buffer(payload), qos, false, false));
    }
}
