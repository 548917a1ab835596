package onemap.feed.jt808;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import onemap.drill.Jt808Device.Answer;
import onemap.drill.Jt808Device.Edition;
import org.junit.jupiter.api.Test;

/** Limits over the real port: who is made to wait and who is cut off. */
final class Jt808LimitsTest extends Jt808Port {
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
        var first = new Client("1", Edition.V2013);
        var second = new Client("2", Edition.V2013);
        var third = new Client("3", Edition.V2013);

        CompletableFuture.anyOf(first.closed, second.closed, third.closed).get(10, SECONDS); // which came last only the server knows
        assertThat(noted("limit_hit.connections_per_address")).isEqualTo(1);
    }
}
