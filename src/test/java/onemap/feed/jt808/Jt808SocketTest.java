package onemap.feed.jt808;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import onemap.domain.SourceId;
import onemap.drill.Jt808Device.Answer;
import onemap.drill.Jt808Device.Edition;
import onemap.feed.Admission;
import onemap.feed.FeedContext;
import onemap.feed.Receipt;
import org.junit.jupiter.api.Test;

/** Answers over the real port: who gets what, and when. */
final class Jt808SocketTest extends Jt808Port {
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

    @Test void answersNothingAndEndsTheConnectionWhenTheLaneCouldNotTakeIt() throws Exception {
        await(feed.open());
        inbox.taken = CompletableFuture.failedFuture(new IllegalStateException("stopping"));
        var client = new Client("1", Edition.V2013);

        client.send(client.device.position(FIX));

        client.closed.get(10, SECONDS);
        assertThat(client.answers).isEmpty();
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

    @Test void handlesAllConnectionsOnOneEventLoopSinceNothingIsLocked() throws Exception {
        await(feed.open());
        for (int phone = 1; phone <= 5; phone++) {
            var client = new Client(Integer.toString(phone), Edition.V2013);
            client.send(client.device.position(FIX));
            client.next();
        }

        assertThat(inbox.threads).hasSize(1);
    }
}
