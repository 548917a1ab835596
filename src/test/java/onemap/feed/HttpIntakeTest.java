package onemap.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import onemap.feed.camera.CameraFeed;
import onemap.feed.camera.CameraSettings;
import onemap.feed.cap.CapFeed;
import onemap.feed.cap.CapSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HttpIntakeTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-07-18T06:32:00Z"));
    private static final String ALERT = "<alert xmlns='urn:oasis:names:tc:emergency:cap:1.2'><identifier>i</identifier><sender>a@b</sender>"
            + "<sent>2026-07-18T14:30:00+08:00</sent><status>Actual</status><msgType>Alert</msgType><scope>Public</scope></alert>";

    private final Ledgers ledgers = new Ledgers(CLOCK);
    private final FeedLedger caps = ledgers.of("cap");
    private final FeedLedger cameras = ledgers.of("gb28181");
    private final MemoryInbox capInbox = new MemoryInbox(caps);
    private final MemoryInbox cameraInbox = new MemoryInbox(cameras);

    @AfterEach void bothIdentitiesHoldToTheUnit() {
        for (FeedLedger ledger : List.of(caps, cameras)) {
            var books = ledger.figures();
            assertThat(books.received()).isEqualTo(books.stored() + books.duplicate() + sum(books.rejected()) + books.shed());
        }
    }

    @Test void answersAWarningWhenItIsStored() {
        var answer = post(cap(capInbox), ALERT);

        assertThat(answer).isEqualTo(new HttpIntake.Answer(200, "", "", 1, 1, 0, Map.of(), 0, List.of("cap:i"), List.of()));
        assertThat(caps.figures().framesCarrying()).isOne();
    }

    @Test void answersTheSameWarningAgainAsADuplicate() {
        post(cap(capInbox), ALERT);

        assertThat(post(cap(capInbox), ALERT).duplicate()).isOne();
        assertThat(caps.figures().framesCarrying()).isEqualTo(2);
    }

    @Test void booksAnAcknowledgementAsControl() {
        var answer = post(cap(capInbox), ALERT.replace(">Alert<", ">Ack<"));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.received()).isZero();
        assertThat(caps.figures().framesControl()).isOne();
    }

    @Test void refusesByReasonAndKeepsTheBytes() {
        var answer = post(cap(capInbox), "<!DOCTYPE a []>" + ALERT);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.reason()).isEqualTo("dtd");
        assertThat(caps.figures().framesRejected()).containsExactlyEntriesOf(Map.of("dtd", 1L));
        assertThat(caps.quarantine().frames()).singleElement()
                .satisfies(frame -> assertThat(new String(frame.bytes(), StandardCharsets.UTF_8)).startsWith("<!DOCTYPE"));
    }

    @Test void answers422ToWhatCanBeReadButNotUsed() {
        assertThat(post(cap(capInbox), ALERT.replace("<sender>a@b</sender>", "")).status()).isEqualTo(422);
        assertThat(post(cap(capInbox),
                ALERT.replace(">Alert<", ">Update<")
                        .replace("</scope>", "</scope><references>c@d,x,2026-07-18T14:00:00+08:00</references>"))
                .reason()).isEqualTo("foreign_sender");
    }

    @Test void answers415ToAnotherTypeOfContent() {
        var answer = cap(capInbox).take(ALERT.getBytes(StandardCharsets.UTF_8), "application/json", "test").toCompletableFuture().join();

        assertThat(answer.status()).isEqualTo(415);
    }

    @Test void answers413ToTenMegabytesWithoutReadingThem() {
        var answer = cap(capInbox).take(new byte[10 * 1024 * 1024], "", "test").toCompletableFuture().join();

        assertThat(answer.status()).isEqualTo(413);
        assertThat(caps.figures().framesRejected()).containsEntry("too_large", 1L);
        assertThat(caps.quarantine().frames().getFirst().bytes()).hasSize(1024);
    }

    @Test void answers503WhenTheDiskRefuses() {
        capInbox.diskRefuses(true);

        var answer = post(cap(capInbox), ALERT);

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.reason()).isEqualTo("not_durable");
    }

    @Test void answers422WithTheReasonTheFlowGives() {
        Inbox refusing = reports -> {
            caps.reportsReceived(1);
            caps.reportsRejected("foreign_sender", 1);
            return new Receipt(CompletableFuture.completedFuture(null),
                    CompletableFuture.completedFuture(new Receipt.Tally(0, 0, Map.of("foreign_sender", 1), 0)));
        };

        var answer = post(cap(refusing), ALERT);

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.reason()).isEqualTo("foreign_sender");
        assertThat(caps.quarantine().frames()).hasSize(1);
    }

    @Test void booksTheGoodAndTheBadItemsOfOneList() {
        var answer = post(cameras(), """
                [{"code":"33099900001320000001","name":"a","online":true},{"code":"1","online":true},
                 {"code":"33099900001320000001","name":"a","online":true}]""");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.received()).isEqualTo(3);
        assertThat(answer.stored()).isOne();
        assertThat(answer.duplicate()).isOne();
        assertThat(answer.rejected()).isEqualTo(Map.of("code", 1));
        assertThat(answer.ids()).containsExactly("gb28181:33099900001320000001");
        assertThat(answer.remarks()).hasSize(1);
        assertThat(cameras.figures().rejected()).containsEntry("code", 1L);
        assertThat(cameras.quarantine().frames()).hasSize(1);
    }

    @Test void refusesAListOfBadItemsOnly() {
        var answer = post(cameras(), "[{\"code\":\"1\",\"online\":true}]");

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.reason()).isEqualTo("code");
        assertThat(cameras.figures().framesCarrying()).isOne();
    }

    private HttpIntake cap(Inbox inbox) {
        var context = HttpFeeds.context(inbox, ledgers, source -> true, CLOCK);
        return new HttpIntake(new CapFeed(new CapSettings(Admission.ANY, List.of(), "", 1000), context, Path.of(".")), context);
    }

    private HttpIntake cameras() {
        var context = HttpFeeds.context(cameraInbox, ledgers, source -> true, CLOCK);
        return new HttpIntake(new CameraFeed(new CameraSettings(Admission.ANY), context), context);
    }

    private static HttpIntake.Answer post(HttpIntake intake, String body) {
        return intake.take(body.getBytes(StandardCharsets.UTF_8), "", "test").toCompletableFuture().join();
    }

    private static long sum(Map<String, Long> byReason) { return byReason.values().stream().mapToLong(Long::longValue).sum(); }
}
