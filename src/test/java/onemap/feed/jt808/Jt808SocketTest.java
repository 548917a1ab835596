package onemap.feed.jt808;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import onemap.domain.Report;
import onemap.domain.SourceId;
import onemap.drill.Jt808Device;
import onemap.drill.Jt808Device.Answer;
import onemap.drill.Jt808Device.Edition;
import onemap.drill.Jt808Device.Fix;
import onemap.feed.Admission;
import onemap.feed.FeedContext;
import onemap.feed.FeedLedger;
import onemap.feed.Inbox;
import onemap.feed.Ledgers;
import onemap.feed.Receipt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The real port, with an inbox that takes and stores when the test says so. */
@Timeout(30)
final class Jt808SocketTest {
    private static final Instant NOON = Instant.parse("2026-07-18T04:00:00Z");
    private static final Fix FIX = Fix.driving(121.5, 29.2, 10, 90, NOON);
    private static final Fix SOS = new Fix(121.5, 29.2, 0, 10, 90, NOON, 1, 0b11);
    private static final Receipt.Tally STORED = new Receipt.Tally(1, 0, Map.of(), 0);
    private static final Jt808Settings.Limits TINY = new Jt808Settings.Limits(2048, 65_536, 3, 2, 100, 1000, 2, 1, 1, 2);

    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(2));
    private final Ledgers ledgers = new Ledgers(InstantSource.fixed(NOON));
    private final FeedLedger ledger = ledgers.of("jt808");
    private final HandInbox inbox = new HandInbox();
    private final List<NetSocket> sockets = new ArrayList<>();
    private Jt808 feed = feed(Jt808Cases.SETTINGS.limits());

    /** Takes at once and stores at once, unless told to wait. */
    private static final class HandInbox implements Inbox {
        private final BlockingQueue<List<Report>> handed = new LinkedBlockingQueue<>();
        private volatile CompletableFuture<Void> taken = CompletableFuture.completedFuture(null);
        private volatile CompletableFuture<Receipt.Tally> stored = CompletableFuture.completedFuture(STORED);

        @Override public Receipt accept(List<Report> reports) {
            handed.add(List.copyOf(reports));
            return new Receipt(taken, stored);
        }

        int reports() { return handed.stream().mapToInt(List::size).sum(); }
    }

    /** A device with its socket. */
    private final class Client {
        private final Jt808Device device;
        private final NetSocket socket;
        private final BlockingQueue<Answer> answers = new LinkedBlockingQueue<>();
        private final CompletableFuture<Void> closed = new CompletableFuture<>();

        Client(String phone, Edition edition) throws Exception {
            device = new Jt808Device(phone, edition);
            socket = await(vertx.createNetClient().connect(port(), "127.0.0.1").map(this::listen));
            sockets.add(socket);
        }

        private NetSocket listen(NetSocket connected) {
            connected.handler(bytes -> answers.addAll(device.hear(bytes.getBytes())));
            connected.closeHandler(nothing -> closed.complete(null));
            return connected;
        }

        void send(byte[]... frames) {
            var all = Buffer.buffer();
            for (byte[] frame : frames)
                all.appendBytes(frame);
            socket.write(all);
        }

        Answer next() throws InterruptedException {
            Answer answer = answers.poll(10, SECONDS);
            assertThat(answer).as("an answer within 10 s").isNotNull();
            return answer;
        }

        /** By asking for something else: answers go out in order. */
        void hasNoAnswerYet() throws InterruptedException {
            int serial = device.nextSerial();
            send(device.heartbeat());
            assertThat(next()).isEqualTo(new Answer.General(serial, 2, 0));
        }
    }

    private Jt808 feed(Jt808Settings.Limits limits) {
        var settings = new Jt808Settings("127.0.0.1", 0, Admission.ANY, limits, Jt808Cases.SETTINGS.subpackages());
        return new Jt808(settings, new FeedContext(vertx, inbox, ledgers, source -> true, InstantSource.fixed(NOON), new Random(1)),
                Jt808Cases.SECRET);
    }

    private int port() { return feed.ports().get("feeds.jt808.port"); }

    private static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(20, SECONDS);
    }

    private static void eventually(BooleanSupplier condition) {
        long end = System.nanoTime() + SECONDS.toNanos(10);
        while (!condition.getAsBoolean() && System.nanoTime() < end)
            LockSupport.parkNanos(1_000_000);
        assertThat(condition.getAsBoolean()).isTrue();
    }

    private long noted(String name) { return ledger.figures().noted().getOrDefault(name, 0L); }

    private long rejected(String reason) { return ledger.figures().framesRejected().getOrDefault(reason, 0L); }

    @AfterEach void close() throws Exception {
        await(feed.close());
        await(vertx.close());
    }

    @Test void registersAuthenticatesAndTakesPositions() throws Exception {
        await(feed.open());
        for (Edition edition : Edition.values()) {
            var client = new Client("13912345678", edition);
            client.send(client.device.register(33, 3110, "浙J12345", 2));
            var registered = (Answer.Registered) client.next();
            client.send(client.device.authenticate(registered.code()), client.device.position(FIX));

            assertThat(client.next()).isEqualTo(new Answer.General(1, 0x0102, 0));
            assertThat(client.next()).isEqualTo(new Answer.General(2, 0x0200, 0));
            assertThat(inbox.handed.poll(10, SECONDS)).hasSize(1);
        }
        var source = SourceId.of("jt808", "13912345678");
        assertThat(await(feed.findRegistration(source))).map(Registration::plate).contains("浙J12345");
    }

    @Test void answersAPlainPositionWhenTakenAndAnAlarmOrABatchWhenStored() throws Exception {
        await(feed.open());
        inbox.stored = new CompletableFuture<>();
        var client = new Client("1", Edition.V2013);

        client.send(client.device.position(FIX), client.device.position(SOS), client.device.batch(List.of(FIX, FIX), false));

        assertThat(client.next()).isEqualTo(new Answer.General(0, 0x0200, 0));
        client.hasNoAnswerYet();
        inbox.stored.complete(STORED);
        assertThat(client.next()).isEqualTo(new Answer.General(1, 0x0200, 0));
        assertThat(client.next()).isEqualTo(new Answer.General(2, 0x0704, 0));
        assertThat(inbox.handed.poll()).hasSize(4);
    }

    @Test void answersFailureWhenTheDiskRefuses() throws Exception {
        await(feed.open());
        inbox.stored = CompletableFuture.failedFuture(new IllegalStateException("disk full"));
        var client = new Client("1", Edition.V2019);

        client.send(client.device.position(FIX), client.device.batch(List.of(FIX), false));

        assertThat(client.next()).isEqualTo(new Answer.General(0, 0x0200, 0));
        assertThat(client.next()).isEqualTo(new Answer.General(1, 0x0704, 1));
    }

    @Test void answersFailureWhenReportsWereShed() throws Exception {
        await(feed.open());
        inbox.stored = CompletableFuture.completedFuture(new Receipt.Tally(0, 0, Map.of(), 1));
        var client = new Client("1", Edition.V2013);

        client.send(client.device.position(SOS));

        assertThat(client.next()).isEqualTo(new Answer.General(0, 0x0200, 1));
    }

    @Test void stopsReadingWhileALaneIsFullAndGoesOnAfterwards() throws Exception {
        await(feed.open());
        inbox.taken = new CompletableFuture<>();
        var client = new Client("1", Edition.V2013);
        var other = new Client("2", Edition.V2013);
        client.send(client.device.position(FIX));
        eventually(() -> inbox.handed.size() == 1);
        client.send(client.device.position(FIX));

        other.hasNoAnswerYet();
        assertThat(inbox.handed).hasSize(1);
        assertThat(client.answers).isEmpty();

        var full = inbox.taken;
        inbox.taken = CompletableFuture.completedFuture(null);
        full.complete(null);
        assertThat(client.next()).isEqualTo(new Answer.General(0, 0x0200, 0));
        assertThat(client.next()).isEqualTo(new Answer.General(1, 0x0200, 0));
        assertThat(noted("limit_hit.lane")).isEqualTo(1);
    }

    @Test void answersNothingAndEndsTheConnectionWhenTheLaneCouldNotTakeIt() throws Exception {
        await(feed.open());
        inbox.taken = CompletableFuture.failedFuture(new IllegalStateException("stopping"));
        var client = new Client("1", Edition.V2013);

        client.send(client.device.position(FIX));

        client.closed.get(10, SECONDS);
        assertThat(client.answers).isEmpty();
    }

    @Test void stopsReadingWhileTooManyReadsAreNotStored() throws Exception {
        feed = feed(new Jt808Settings.Limits(2048, 65_536, 10, 10, 100, 1000, 2, 15, 30, 900));
        await(feed.open());
        inbox.stored = new CompletableFuture<>();
        var client = new Client("1", Edition.V2013);
        for (int read = 1; read <= 2; read++) {
            client.send(client.device.position(SOS));
            int handed = read;
            eventually(() -> inbox.handed.size() == handed);
        }

        client.send(client.device.position(SOS));
        new Client("2", Edition.V2013).hasNoAnswerYet();
        assertThat(inbox.handed).hasSize(2);

        inbox.stored.complete(STORED);
        assertThat(List.of(client.next(), client.next(), client.next())).containsExactlyInAnyOrder(new Answer.General(0, 0x0200, 0),
                new Answer.General(1, 0x0200, 0), new Answer.General(2, 0x0200, 0));
    }

    @Test void handsOverAllFramesOfAReadAtOnce() throws Exception {
        await(feed.open());
        var client = new Client("1", Edition.V2013);
        var frames = new byte[500][];
        for (int i = 0; i < frames.length; i++)
            frames[i] = client.device.position(FIX);

        client.send(frames);

        for (int i = 0; i < frames.length; i++)
            assertThat(client.next()).isEqualTo(new Answer.General(i, 0x0200, 0));
        assertThat(inbox.reports()).isEqualTo(500);
        assertThat(inbox.handed.size()).isLessThan(100);
        assertThat(ledger.figures().framesCarrying()).isEqualTo(500);
    }

    @Test void keepsOthersGoingWhenOneSendsNonsense() throws Exception {
        await(feed.open());
        var good = new Client("1", Edition.V2013);
        var bad = new Client("2", Edition.V2013);
        byte[] wrong = bad.device.position(FIX);
        wrong[20] ^= 1;
        bad.send(wrong, new byte[]{0x7e}, new byte[5000], bad.device.position(FIX));

        assertThat(bad.next()).isEqualTo(new Answer.General(0, 0x0200, 2));
        assertThat(bad.next()).isEqualTo(new Answer.General(1, 0x0200, 0));
        good.send(good.device.position(FIX));
        assertThat(good.next()).isEqualTo(new Answer.General(0, 0x0200, 0));
        assertThat(ledger.figures().framesRejected()).isEqualTo(Map.of("checksum", 1L, "frame_too_long", 1L));
    }

    @Test void cutsOffWhoSendsWithoutEnd() throws Exception {
        await(feed.open());
        var client = new Client("1", Edition.V2013);
        client.send(new byte[]{0x7e});
        for (int i = 0; i < 100; i++)
            client.send(new byte[1000]);

        client.closed.get(10, SECONDS);
        eventually(() -> noted("limit_hit.skipped_bytes") == 1);
        assertThat(ledger.figures().framesRejected()).isEqualTo(Map.of("frame_too_long", 1L));
    }

    @Test void cutsOffWhoNeverSaysWhoHeIs() throws Exception {
        feed = feed(TINY);
        await(feed.open());
        var client = new Client("1", Edition.V2013);
        client.send("GET / HTTP/1.1\r\n\r\n".getBytes());

        client.closed.get(10, SECONDS);
        eventually(() -> noted("limit_hit.authenticate") == 1);
        assertThat(rejected("noise")).isEqualTo(1);
    }

    @Test void cutsOffHalfAFrameAndSilence() throws Exception {
        feed = feed(TINY);
        await(feed.open());
        var client = new Client("1", Edition.V2013);
        client.send(client.device.position(FIX), new byte[]{0x7e, 2, 0});

        assertThat(client.next()).isEqualTo(new Answer.General(0, 0x0200, 0));
        client.closed.get(10, SECONDS);
        eventually(() -> noted("limit_hit.frame") == 1);
        assertThat(rejected("frame_timeout")).isEqualTo(1);
    }

    @Test void cutsOffAFrameThatDribblesByteByByte() throws Exception {
        feed = feed(TINY);
        await(feed.open());
        var client = new Client("1", Edition.V2013);
        client.send(client.device.position(FIX), new byte[]{0x7e});
        long dribble = vertx.setPeriodic(100, id -> client.send(new byte[]{2}));

        client.closed.get(10, SECONDS);
        vertx.cancelTimer(dribble);
        eventually(() -> rejected("frame_timeout") == 1);
    }

    @Test void cutsOffWhoIsSilent() throws Exception {
        feed = feed(TINY);
        await(feed.open());
        var client = new Client("1", Edition.V2013);
        client.send(client.device.heartbeat());

        client.closed.get(10, SECONDS);
        eventually(() -> noted("limit_hit.idle") == 1);
        assertThat(ledger.figures().framesRejected()).isEmpty();
    }

    @Test void countsHalfAFrameWhenTheDeviceHangsUp() throws Exception {
        await(feed.open());
        var client = new Client("1", Edition.V2013);
        client.send(client.device.heartbeat(), new byte[]{0x7e, 2, 0});
        client.next();

        await(client.socket.close());

        eventually(() -> rejected("half_frame") == 1);
        eventually(() -> noted("device_taken_over") == 0);
    }

    @Test void closesConnectionsOverTheLimitPerAddress() throws Exception {
        feed = feed(TINY);
        await(feed.open());
        new Client("1", Edition.V2013);
        new Client("2", Edition.V2013);
        var third = new Client("3", Edition.V2013);

        third.closed.get(10, SECONDS);
        assertThat(noted("limit_hit.connections_per_address")).isEqualTo(1);
    }

    @Test void answersWhatWasTakenBeforeItCloses() throws Exception {
        await(feed.open());
        inbox.stored = new CompletableFuture<>();
        var client = new Client("1", Edition.V2013);
        client.send(client.device.position(SOS));
        eventually(() -> inbox.handed.size() == 1);

        Future<Void> closed = feed.close();
        vertx.setTimer(50, id -> inbox.stored.complete(STORED));
        await(closed);

        assertThat(client.next()).isEqualTo(new Answer.General(0, 0x0200, 0));
        client.closed.get(10, SECONDS);
    }

    @Test void namesTheSettingOfAPortThatIsTaken() throws Exception {
        await(feed.open());
        int taken = port();
        var settings = new Jt808Settings("127.0.0.1", taken, Admission.ANY, TINY, Jt808Cases.SETTINGS.subpackages());
        var second = new Jt808(settings, new FeedContext(vertx, inbox, ledgers, source -> true, InstantSource.fixed(NOON),
                new Random(1)), Jt808Cases.SECRET);

        assertThatThrownBy(() -> await(second.open())).hasMessageContaining("feeds.jt808.port").hasMessageContaining(":" + taken);
    }
}
