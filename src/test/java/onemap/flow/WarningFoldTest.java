package onemap.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import onemap.domain.CapAlert;
import onemap.domain.CapAlert.MessageType;
import onemap.domain.CapAlert.Reference;
import onemap.domain.CapAlert.Status;
import onemap.domain.Severity;
import onemap.domain.Warning;
import onemap.domain.Warning.State;
import onemap.flow.fold.WarningFold;
import onemap.flow.fold.WarningFold.Verdict;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;

/** The rules of OASIS CAP 1.2, 3.2.1 (msgType, references) and 3.2.2 (expires), one sentence each. */
class WarningFoldTest {
    private static final Instant T = Instant.parse("2026-07-18T06:00:00Z");
    private static final Duration FAIL_SAFE = Duration.ofHours(24);
    private static final Duration KEEP = Duration.ofDays(7);
    private static final Geometry SQUARE = new GeometryFactory().toGeometry(new Envelope(121, 122, 29, 30));

    private final WarningFold fold = fold(List.of());

    @Test void beginsAnAlertAsActiveWithItsAreaAndWorstLevel() {
        var outcome = accept(alert("a"));

        assertThat(outcome.verdict()).isEqualTo(Verdict.STORED);
        assertThat(outcome.id()).contains("cap:a");
        assertThat(outcome.changed()).singleElement().satisfies(warning -> {
            assertThat(warning.state()).isEqualTo(State.ACTIVE);
            assertThat(warning.area()).contains(SQUARE);
            assertThat(warning.level()).isEqualTo(Severity.RED);
            assertThat(warning.version()).isOne();
        });
    }

    @Test void callsTheSameMessageADuplicate() {
        accept(alert("a"));

        var again = accept(alert("a"));

        assertThat(again.verdict()).isEqualTo(Verdict.DUPLICATE);
        assertThat(again.id()).contains("cap:a");
        assertThat(again.changed()).isEmpty();
    }

    @Test void supersedesWhatAnUpdateNames() {
        accept(alert("a"));

        accept(update("u", "a"));

        assertState("cap:a", State.SUPERSEDED, "cap:u");
        assertState("cap:u", State.ACTIVE, null);
    }

    @Test void cancelsWhatACancelNamesAndDoesNotDrawTheCancel() {
        accept(alert("a"));

        var outcome = accept(cancel("c", "a"));

        assertThat(outcome.changed()).extracting(Warning::id).containsExactlyInAnyOrder("cap:c", "cap:a");
        assertState("cap:a", State.CANCELLED, "cap:c");
        assertState("cap:c", State.CANCELLED, null);
        assertThat(find("cap:c").area()).isEmpty();
    }

    @Test void bearsAnOriginalSupersededOrCancelledThatComesAfterItsEnd() {
        accept(update("u", "a"));
        accept(cancel("c", "b"));

        accept(alert("a"));
        accept(alert("b"));

        assertState("cap:a", State.SUPERSEDED, "cap:u");
        assertState("cap:b", State.CANCELLED, "cap:c");
    }

    @Test void keepsTheFirstEndByItsSentWhateverCameFirst() {
        accept(alert("a"));
        accept(builder("c").type(MessageType.CANCEL).sent(T.plusSeconds(100)).names("a").build());

        accept(builder("u").type(MessageType.UPDATE).sent(T.plusSeconds(50)).names("a").build());

        assertState("cap:a", State.SUPERSEDED, "cap:u");
    }

    @Test void leavesAWarningAloneThatAnotherSenderNames() {
        accept(alert("a"));

        var outcome = accept(
                builder("x").sender("evil@e").type(MessageType.CANCEL).names(Optional.of("me@m"), "a", Optional.of(T)).build());

        assertThat(outcome.verdict()).isEqualTo(Verdict.FOREIGN_SENDER);
        assertThat(outcome.changed()).isEmpty();
        assertState("cap:a", State.ACTIVE, null);
    }

    @Test void leavesAWarningAloneWhoseSenderIsForged() {
        accept(alert("a"));

        var byMark = accept(
                builder("me@m-1").sender("evil@e").type(MessageType.UPDATE).names(Optional.of("me@m"), "a", Optional.of(T)).build());
        var byNothing = accept(
                builder("y").sender("evil@e").type(MessageType.UPDATE).names(Optional.empty(), "a", Optional.empty()).build());

        assertThat(List.of(byMark.verdict(), byNothing.verdict())).containsOnly(Verdict.FOREIGN_SENDER);
        assertState("cap:a", State.ACTIVE, null);
    }

    @Test void endsOnlyTheOwnAmongSeveralReferences() {
        accept(alert("a"));
        accept(builder("b").sender("other@o").build());

        var outcome = accept(builder("u").type(MessageType.UPDATE).names("a").names(Optional.of("other@o"), "b", Optional.of(T)).build());

        assertThat(outcome.verdict()).isEqualTo(Verdict.STORED);
        assertState("cap:a", State.SUPERSEDED, "cap:u");
        assertState("cap:b", State.ACTIVE, null);
    }

    @Test void takesAnUpdateOfAnUnknownOwnMessage() {
        assertThat(accept(update("u", "never-seen")).verdict()).isEqualTo(Verdict.STORED);
        assertState("cap:u", State.ACTIVE, null);
    }

    @Test void understandsAReferenceByIdentifierOnly() {
        accept(builder("33099941600000_20260718140000").sender("33099941600000").build());

        accept(builder("33099941600000_20260718150000").sender("33099941600000")
                .type(MessageType.UPDATE)
                .sent(T.plusSeconds(3600))
                .names(Optional.empty(), "33099941600000_20260718140000", Optional.empty())
                .build());

        assertState("cap:33099941600000_20260718140000", State.SUPERSEDED, "cap:33099941600000_20260718150000");
    }

    @Test void comparesTheSentOfAReferenceToTheSecond() {
        accept(builder("a").sent(T.plusMillis(250)).build());
        accept(alert("b"));

        accept(update("u", "a"));
        accept(builder("v").type(MessageType.UPDATE).names(Optional.of("me@m"), "b", Optional.of(T.plusSeconds(1))).build());

        assertState("cap:a", State.SUPERSEDED, "cap:u");
        assertState("cap:b", State.ACTIVE, null);
    }

    @Test void replacesTheContentByANewerSentAndNotBack() {
        accept(builder("a").headline("old").build());
        accept(builder("a").headline("new").sent(T.plusSeconds(60)).build());

        var late = accept(builder("a").headline("between").sent(T.plusSeconds(30)).build());

        assertThat(late.verdict()).isEqualTo(Verdict.STORED);
        assertThat(late.changed()).isEmpty();
        assertThat(find("cap:a").alert().infos().getFirst().headline()).isEqualTo("new");
        assertThat(find("cap:a").version()).isEqualTo(2);
    }

    @Test void reissuesACancelledWarningUnderTheSameIdentifier() {
        accept(alert("a"));
        accept(cancel("c", "a"));

        accept(builder("a").sent(T.plusSeconds(7200)).build());

        assertState("cap:a", State.ACTIVE, null);
    }

    @Test void keepsBothOfTwoSendersWithOneIdentifier() {
        accept(alert("a"));

        var second = accept(builder("a").sender("other@o").build());

        assertThat(second.identifierClash()).isTrue();
        assertThat(second.id()).contains("cap:a@other@o");
        assertThat(fold.warnings()).extracting(Warning::state).containsOnly(State.ACTIVE);
        assertThat(accept(builder("a").sender("other@o").sent(T.plusSeconds(1)).build()).identifierClash()).isFalse();
        assertThat(accept(builder("c").sender("other@o")
                .type(MessageType.CANCEL)
                .names(Optional.of("other@o"), "a", Optional.of(T.plusSeconds(1)))
                .build())
                .changed()).extracting(Warning::id).contains("cap:a@other@o").doesNotContain("cap:a");
    }

    @Test void expiresWhenTheLatestBlockEnds() {
        accept(builder("a").expires(T.plusSeconds(100), T.plusSeconds(200)).build());

        assertThat(fold.expire(T.plusSeconds(199))).isEmpty();
        assertThat(fold.expire(T.plusSeconds(200))).extracting(Warning::state).containsExactly(State.EXPIRED);
        assertThat(fold.expire(T.plusSeconds(300))).isEmpty();
    }

    @Test void assumesAnEndWhereTheSenderNamedNone() {
        accept(alert("a"));
        accept(builder("ahead").sent(Instant.parse("2089-01-01T00:00:00Z")).build());

        assertThat(find("cap:a").expiryAssumed()).isTrue();
        assertThat(find("cap:a").expiresAt()).isEqualTo(T.plus(FAIL_SAFE));
        assertThat(find("cap:ahead").expiresAt()).isEqualTo(T.plus(FAIL_SAFE));
    }

    @Test void bearsAnExpiredWarningExpired() {
        accept(builder("a").expires(T.minusSeconds(1)).build());

        assertState("cap:a", State.EXPIRED, null);
    }

    @Test void cancelsEvenWhatHasExpired() {
        accept(builder("a").expires(T.plusSeconds(1)).build());
        fold.expire(T.plusSeconds(10));

        accept(cancel("c", "a"));

        assertState("cap:a", State.CANCELLED, "cap:c");
    }

    @Test void keepsTestsDraftsAndSystemMessagesOffTheMap() {
        for (Status status : List.of(Status.TEST, Status.DRAFT, Status.SYSTEM)) {
            accept(builder(status.name()).status(status).build());
            assertState("cap:" + status.name(), State.EXPIRED, null);
            assertThat(find("cap:" + status.name()).area()).isEmpty();
        }
    }

    @Test void showsAnExercise() {
        accept(builder("e").status(Status.EXERCISE).build());

        assertState("cap:e", State.ACTIVE, null);
        assertThat(find("cap:e").area()).isPresent();
    }

    @Test void letsNoDrillEndARealWarning() {
        accept(alert("a"));

        accept(builder("c").status(Status.EXERCISE).type(MessageType.CANCEL).names("a").build());
        accept(builder("a").status(Status.TEST).sent(T.plusSeconds(60)).build());

        assertState("cap:a", State.ACTIVE, null);
        assertThat(find("cap:a").alert().status()).isEqualTo(Status.ACTUAL);
    }

    @Test void forgetsEndedWarningsAfterTheirTime() {
        accept(alert("a"));
        accept(alert("b"));
        accept(cancel("c", "a"));

        assertThat(fold.forget(T.plus(KEEP))).isEmpty();
        assertThat(fold.forget(T.plus(KEEP).plusSeconds(1))).extracting(Warning::id).containsExactlyInAnyOrder("cap:a", "cap:c");
        assertThat(fold.warnings()).extracting(Warning::id).containsExactly("cap:b");
    }

    @Test void goesOnFromACheckpointWithEndsThatCameTooEarly() {
        accept(alert("b"));
        accept(builder("b").sender("other@o").build());
        accept(cancel("c", "a"));

        var restored = fold(fold.warnings());
        restored.accept(alert("a"), T);

        assertThat(states(restored)).containsEntry("cap:a", "CANCELLED by cap:c")
                .containsEntry("cap:b", "ACTIVE")
                .containsEntry("cap:b@other@o", "ACTIVE");
        assertThat(restored.accept(alert("b"), T).verdict()).isEqualTo(Verdict.DUPLICATE);
        assertThat(restored.accept(builder("b").sender("third@t").build(), T).id()).contains("cap:b@third@t");
    }

    @Test void replaysToTheSameBook() {
        var random = new Random(7);
        for (int round = 0; round < 200; round++) {
            var messages = shuffledStory(random);
            var once = fold(List.of());
            messages.forEach(message -> once.accept(message, T));
            var again = fold(List.of());
            int cut = random.nextInt(messages.size());
            messages.subList(0, cut).forEach(message -> again.accept(message, T));
            var resumed = fold(again.warnings());
            messages.subList(cut, messages.size()).forEach(message -> resumed.accept(message, T));

            assertThat(states(resumed)).isEqualTo(states(once));
        }
    }

    @Test void comesToTheSameEndInAnyOrderOfArrival() {
        var expected = Map.of("cap:a", "SUPERSEDED by cap:u1", "cap:u1", "SUPERSEDED by cap:u2", "cap:u2", "CANCELLED by cap:c", "cap:c",
                "CANCELLED", "cap:b",
                "EXPIRED", "cap:x", "ACTIVE", "cap:t", "EXPIRED", "cap:d", "CANCELLED by cap:dc", "cap:dc", "CANCELLED");
        var random = new Random(42);
        for (int round = 0; round < 1_000; round++) {
            var any = fold(List.of());
            for (CapAlert message : shuffledStory(random))
                any.accept(message, T);
            any.expire(T.plusSeconds(3_600));

            assertThat(states(any)).isEqualTo(new TreeMap<>(expected));
        }
    }

    /** A chain of four, one that expires, one that is issued twice, a test that tries to cancel, an exercise; some come twice. */
    private static List<CapAlert> shuffledStory(Random random) {
        var messages = new ArrayList<>(Stream.of(alert("a"),
                builder("u1").type(MessageType.UPDATE).sent(T.plusSeconds(10)).names("a").build(),
                builder("u2").type(MessageType.UPDATE)
                        .sent(T.plusSeconds(20))
                        .names("a")
                        .names(Optional.of("me@m"), "u1", Optional.of(T.plusSeconds(10)))
                        .build(),
                builder("c").type(MessageType.CANCEL)
                        .sent(T.plusSeconds(30))
                        .names(Optional.of("me@m"), "u2", Optional.of(T.plusSeconds(20)))
                        .names("a")
                        .build(),
                builder("b").expires(T.plusSeconds(60)).build(), alert("x"), builder("x").sent(T.plusSeconds(5)).build(),
                builder("t").status(Status.TEST).type(MessageType.UPDATE).names("x").build(), builder("d").status(Status.EXERCISE).build(),
                builder("dc").status(Status.EXERCISE).type(MessageType.CANCEL).sent(T.plusSeconds(9)).names("d").build()).toList());
        messages.add(messages.get(random.nextInt(messages.size())));
        Collections.shuffle(messages, random);
        return messages;
    }

    private static Map<String, String> states(WarningFold fold) {
        var states = new TreeMap<String, String>();
        fold.warnings().forEach(warning -> states.put(warning.id(), warning.state() + warning.endedBy().map(by -> " by " + by).orElse("")));
        return states;
    }

    private WarningFold.Outcome accept(CapAlert alert) { return fold.accept(alert, T); }

    private Warning find(String id) {
        return fold.warnings().stream().filter(warning -> warning.id().equals(id)).findFirst().orElseThrow();
    }

    private void assertState(String id, State state, String endedBy) {
        assertThat(find(id).state()).isEqualTo(state);
        assertThat(find(id).endedBy()).isEqualTo(Optional.ofNullable(endedBy));
    }

    private static WarningFold fold(Collection<Warning> checkpoint) {
        return new WarningFold(alert -> Optional.of(SQUARE), FAIL_SAFE, KEEP, checkpoint);
    }

    private static CapAlert alert(String identifier) { return builder(identifier).build(); }

    private static CapAlert update(String identifier, String original) {
        return builder(identifier).type(MessageType.UPDATE).names(original).build();
    }

    private static CapAlert cancel(String identifier, String original) {
        return builder(identifier).type(MessageType.CANCEL).names(original).build();
    }

    private static Message builder(String identifier) { return new Message(identifier); }

    /** A message by {@code me@m} at {@link #T} unless said otherwise. */
    private static final class Message {
        private final String identifier;
        private final List<Reference> references = new ArrayList<>();
        private String sender = "me@m";
        private Instant sent = T;
        private Status status = Status.ACTUAL;
        private MessageType type = MessageType.ALERT;
        private String headline = "";
        private List<Optional<Instant>> expires = List.of(Optional.empty());

        Message(String identifier) { this.identifier = identifier; }

        Message sender(String by) {
            sender = by;
            return this;
        }

        Message sent(Instant at) {
            sent = at;
            return this;
        }

        Message status(Status of) {
            status = of;
            return this;
        }

        Message type(MessageType of) {
            type = of;
            return this;
        }

        Message headline(String text) {
            headline = text;
            return this;
        }

        Message expires(Instant... each) {
            expires = Stream.of(each).map(Optional::of).toList();
            return this;
        }

        Message names(String own) { return names(Optional.of("me@m"), own, Optional.of(T)); }

        Message names(Optional<String> by, String other, Optional<Instant> at) {
            references.add(new Reference(by, other, at));
            return this;
        }

        CapAlert build() {
            var infos = expires.stream()
                    .map(end -> new CapAlert.Info("zh-CN", "台风", Optional.empty(), "Unknown", "Unknown", "Unknown", Severity.RED,
                            Optional.empty(),
                            Optional.empty(), end, "", headline, "", "", List.of()))
                    .toList();
            return new CapAlert("CAP 1.2", identifier, sender, sent, status, type, "Public", "", references, infos);
        }
    }
}
