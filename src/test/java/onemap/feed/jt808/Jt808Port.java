package onemap.feed.jt808;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import onemap.domain.Report;
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
import org.junit.jupiter.api.Timeout;

/** The real port of a JT/T 808 feed for tests, with an inbox that takes and stores when the test says so. */
@Timeout(30)
abstract class Jt808Port {
    static final Instant NOON = Instant.parse("2026-07-18T04:00:00Z");
    static final Fix FIX = Fix.driving(121.5, 29.2, 10, 90, NOON);
    static final Fix SOS = new Fix(121.5, 29.2, 0, 10, 90, NOON, 1, 0b11);
    static final Receipt.Tally STORED = new Receipt.Tally(1, 0, Map.of(), 0);
    static final Jt808Settings.Limits TINY = new Jt808Settings.Limits(2048, 65_536, 3, 2, 100, 1000, 2, 1, 1, 2);

    final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(2));
    final Ledgers ledgers = new Ledgers(InstantSource.fixed(NOON));
    final FeedLedger ledger = ledgers.of("jt808");
    final HandInbox inbox = new HandInbox();
    Jt808 feed = feed(Jt808Cases.SETTINGS.limits());

    /** Takes at once and stores at once, unless told to wait. */
    static final class HandInbox implements Inbox {
        final Set<String> threads = ConcurrentHashMap.newKeySet();
        final BlockingQueue<List<Report>> handed = new LinkedBlockingQueue<>();
        volatile CompletableFuture<Void> taken = CompletableFuture.completedFuture(null);
        volatile CompletableFuture<Receipt.Tally> stored = CompletableFuture.completedFuture(STORED);

        @Override public Receipt accept(List<Report> reports) {
            threads.add(Thread.currentThread().getName());
            handed.add(List.copyOf(reports));
            return new Receipt(taken, stored);
        }

        int reports() { return handed.stream().mapToInt(List::size).sum(); }
    }

    /** A device with its socket. */
    final class Client {
        final Jt808Device device;
        final NetSocket socket;
        final BlockingQueue<Answer> answers = new LinkedBlockingQueue<>();
        final CompletableFuture<Void> closed = new CompletableFuture<>();

        Client(String phone, Edition edition) throws Exception {
            device = new Jt808Device(phone, edition);
            socket = await(vertx.createNetClient().connect(port(), "127.0.0.1").map(this::listen));
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

    Jt808 feed(Jt808Settings.Limits limits) {
        var settings = new Jt808Settings("127.0.0.1", 0, Admission.ANY, limits, Jt808Cases.SETTINGS.subpackages());
        return new Jt808(settings, new FeedContext(vertx, inbox, ledgers, source -> true, InstantSource.fixed(NOON), new Random(1)),
                Jt808Cases.SECRET);
    }

    int port() { return feed.ports().get("feeds.jt808.port"); }

    static <T> T await(Future<T> future) throws Exception { return future.toCompletionStage().toCompletableFuture().get(20, SECONDS); }

    static void eventually(BooleanSupplier condition) {
        long end = System.nanoTime() + SECONDS.toNanos(10);
        while (!condition.getAsBoolean() && System.nanoTime() < end)
            LockSupport.parkNanos(1_000_000);
        assertThat(condition.getAsBoolean()).isTrue();
    }

    long noted(String name) { return ledger.figures().noted().getOrDefault(name, 0L); }

    long rejected(String reason) { return ledger.figures().framesRejected().getOrDefault(reason, 0L); }

    @AfterEach void closePort() throws Exception {
        await(feed.close());
        await(vertx.close());
    }
}
