package onemap.feed.mqtt;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import onemap.domain.SourceId;
import onemap.feed.Admission;
import onemap.feed.FeedContext;
import onemap.feed.FeedLedger;
import onemap.feed.Ledgers;

/** An MQTT feed on a free loopback port, with R… as registered stations. */
final class RunningFeed implements AutoCloseable {
    static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-07-18T06:32:00Z"));

    private final Vertx vertx = Vertx.vertx();
    private final Ledgers ledgers = new Ledgers(CLOCK);
    private final BookingInbox inbox;
    private final MqttFeed feed;

    /** How the test's lane and disk behave. */
    interface Inboxes {
        BookingInbox of(FeedLedger ledger);
    }

    RunningFeed(Admission admission, Inboxes inboxes) { this(settings(0, admission), inboxes); }

    RunningFeed(MqttSettings settings, Inboxes inboxes) {
        inbox = inboxes.of(ledger());
        feed = another(settings);
        await(feed.open());
    }

    static MqttSettings settings(int port, Admission admission) {
        return new MqttSettings("127.0.0.1", port, admission, 100, 262_144, 4096, 100, 10, 3600);
    }

    MqttFeed another(MqttSettings settings) {
        return new MqttFeed(settings,
                new FeedContext(vertx, inbox, ledgers, RunningFeed::registered, CLOCK, RandomGenerator.of("L64X128MixRandom")));
    }

    private static boolean registered(SourceId source) { return source.idInFeed().startsWith("R"); }

    Vertx vertx() { return vertx; }

    BookingInbox inbox() { return inbox; }

    FeedLedger ledger() { return ledgers.of("mqtt"); }

    int port() { return feed.ports().get("feeds.mqtt.port"); }

    Future<Void> closing() { return feed.close(); }

    @Override public void close() {
        inbox.storeAll();
        await(feed.close());
        await(vertx.close());
    }

    static <T> T await(Future<T> future) { return future.toCompletionStage().toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join(); }

    static void eventually(BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) throw new AssertionError("not within 10 s");
            LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
        }
    }
}
