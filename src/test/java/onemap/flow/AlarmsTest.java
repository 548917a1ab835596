package onemap.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import onemap.domain.Alarm;
import onemap.domain.ObservedProperty;
import onemap.domain.Severity;
import onemap.flow.decision.DecisionLane;
import onemap.flow.decision.Once;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AlarmsTest {
    private World world = new World();
    private int second;

    @BeforeEach void station() { world.load(World.row("stations", "W1", 121.4, 29.2, ",\"glyph\":\"水\",\"sources\":[\"mqtt:W1\"]")); }

    @AfterEach void close() { world.close(); }

    @Test void oneAlarmIsRaisedPerStationHoweverOftenItReports() {
        level(8.1);
        level(8.2);
        level(8.3);

        assertThat(world.openAlarms()).singleElement().satisfies(alarm -> {
            assertThat(alarm.severity()).isEqualTo(Severity.RED);
            assertThat(alarm.limit()).isEqualTo(8.0);
            assertThat(alarm.value()).isEqualTo(8.1);
            assertThat(alarm.unit()).isEqualTo("m");
            assertThat(alarm.adviceKey()).isEqualTo("advice.river");
            assertThat(alarm.acknowledgement()).isEmpty();
        });
    }

    @Test void theFirstToAcknowledgeWinsAndTheSecondIsToldWhoAndWhen() {
        level(8.1);
        var alarm = world.openAlarms().getFirst();

        var first = acknowledge(alarm, "林", "key-1");
        world.at(World.START.plusSeconds(100));
        var second = acknowledge(alarm, "陈", "key-2");

        assertThat(first.already()).isFalse();
        assertThat(second.already()).isTrue();
        assertThat(second.by()).isEqualTo(first.by());
        assertThat(world.openAlarms().getFirst().acknowledgement()).contains(first.by());
        assertThat(world.journal().find(first.by().seq()).orElseThrow().kind()).isEqualTo("alarm.acknowledged");
    }

    @Test void twoHundredAtOnceAreOneTransitionAndTwoHundredEntries() {
        level(8.1);
        var alarm = world.openAlarms().getFirst();
        long before = world.journal().head().seq();

        var answers = IntStream.range(0, 200)
                .mapToObj(i -> world.decisions.decide(() -> world.alarms.acknowledge(request(alarm, "o" + i, "k" + i, "r"))))
                .map(CompletableFuture::join)
                .toList();

        assertThat(answers).filteredOn(answer -> !answer.already()).hasSize(1);
        assertThat(world.journal().head().seq() - before).isEqualTo(200);
    }

    @Test void theSameKeyGetsTheFirstAnswerAgainAndAnotherRequestUnderItIsRefused() {
        level(8.1);
        var alarm = world.openAlarms().getFirst();
        var first = acknowledge(alarm, "林", "key-1");
        long entries = world.journal().head().seq();

        assertThat(acknowledge(alarm, "林", "key-1")).isEqualTo(first);
        assertThat(world.journal().head().seq()).isEqualTo(entries);
        assertThatThrownBy(() -> world.decided(() -> world.alarms.acknowledge(request(alarm, "林", "key-1", "another request"))))
                .hasRootCauseInstanceOf(
                        DecisionLane.Refused.class);
    }

    @Test void aRiseAsksForANewAcknowledgementAndAFallDoesNot() {
        level(7.3);
        acknowledge(world.openAlarms().getFirst(), "林", "key-1");

        level(8.1);
        assertThat(world.openAlarms().getFirst().acknowledgement()).isEmpty();
        acknowledge(world.openAlarms().getFirst(), "林", "key-2");
        level(7.5);

        assertThat(world.openAlarms()).singleElement().satisfies(alarm -> {
            assertThat(alarm.severity()).isEqualTo(Severity.YELLOW);
            assertThat(alarm.acknowledgement()).isPresent();
        });
    }

    @Test void anAlarmThatReturnedStaysListedUntilSomebodyTakesIt() {
        level(8.1);
        level(7.0);

        var returned = world.openAlarms().getFirst();
        assertThat(returned.state()).isEqualTo(Alarm.State.RETURNED);
        acknowledge(returned, "林", "key-1");

        assertThat(world.openAlarms()).isEmpty();
        assertThat(acknowledge(returned, "陈", "key-2").already()).isTrue();
    }

    @Test void anAcknowledgedAlarmEndsWhenTheValueReturns() {
        level(8.1);
        acknowledge(world.openAlarms().getFirst(), "林", "key-1");

        level(7.0);

        assertThat(world.openAlarms()).isEmpty();
        level(8.1);
        assertThat(world.openAlarms()).singleElement().satisfies(alarm -> assertThat(alarm.acknowledgement()).isEmpty());
    }

    @Test void aValueThatFlapsAroundItsLimitRaisesOneAlarm() {
        for (int i = 0; i < 50; i++)
            level(i % 2 == 0 ? 8.0 : 7.99);

        assertThat(world.openAlarms()).hasSize(1);
        assertThat(kinds()).containsExactly("alarm.raised");
    }

    @Test void aRestartRaisesNothingTwiceAndKeepsWhoTookIt() {
        level(8.1);
        var first = acknowledge(world.openAlarms().getFirst(), "林", "key-1");

        world = world.restarted();

        assertThat(world.openAlarms()).singleElement().satisfies(alarm -> assertThat(alarm.acknowledgement()).contains(first.by()));
        assertThat(kinds()).containsExactly("alarm.raised", "alarm.acknowledged");
        assertThat(acknowledge(world.openAlarms().getFirst(), "林", "key-1")).isEqualTo(first);
    }

    private void level(double metres) {
        second++;
        world.at(World.START.plusSeconds(second));
        world.tell(world.observation("W1", ObservedProperty.WATER_LEVEL, metres, World.START.plusSeconds(second)));
        world.settle();
    }

    private Alarms.Acknowledged acknowledge(Alarm alarm, String who, String key) {
        return world.decided(() -> world.alarms.acknowledge(request(alarm, who, key, "request")));
    }

    private static Once.Request request(Alarm alarm, String who, String key, String body) {
        return new Once.Request(who, "acknowledge", alarm.id(), key, body);
    }

    private List<String> kinds() {
        return world.journal()
                .listBefore(Long.MAX_VALUE, 100)
                .reversed()
                .stream()
                .map(entry -> entry.kind())
                .filter(kind -> kind.startsWith("alarm."))
                .toList();
    }
}
