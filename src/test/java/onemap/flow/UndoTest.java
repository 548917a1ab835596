package onemap.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import onemap.domain.Alarm;
import onemap.domain.ObservedProperty;
import onemap.flow.decision.DecisionLane.Refused;
import onemap.flow.decision.Once;
import onemap.flow.decision.Payload;
import onemap.journal.Entry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class UndoTest {
    private World world = new World();
    private int second;
    private int keys;

    @BeforeEach void station() { world.load(World.row("stations", "W1", 121.4, 29.2, ",\"glyph\":\"水\",\"sources\":[\"mqtt:W1\"]")); }

    @AfterEach void close() { world.close(); }

    @Test void asksEverybodyAgainAndKeepsBothEntries() {
        level(8.1);
        var taken = acknowledge("林");
        long version = alarm().version();

        later(10);
        var entry = undo("林", "u1");

        assertThat(alarm().acknowledgement()).isEmpty();
        assertThat(alarm().version()).isGreaterThan(version);
        assertThat(kinds()).containsExactly("alarm.raised", "alarm.acknowledged", "alarm.acknowledgement-undone");
        assertThat(Payload.tree(entry.payload()).path("seq").asLong()).isEqualTo(taken.by().seq());
        assertThat(acknowledge("陈").already()).isFalse();
    }

    @Test void isRefusedAfterTenSecondsWithWhoAndWhen() {
        level(8.1);
        var taken = acknowledge("林");

        world.at(world.now().plusMillis(10_001));

        assertRefused("林", "名林 took it at " + taken.by().at());
        assertThat(alarm().acknowledgement()).contains(taken.by());
    }

    @Test void isRefusedToAnybodyElseAlsoToWhoCameSecond() {
        level(8.1);
        var taken = acknowledge("林");
        acknowledge("陈");

        assertRefused("陈", "名林 took it at " + taken.by().at());
        assertThat(alarm().acknowledgement()).contains(taken.by());
    }

    @Test void isRefusedWhenNobodyHasTakenIt() {
        level(8.1);
        assertRefused("林", "nobody has taken " + alarm().id());

        acknowledge("林");
        undo("林", "u1");

        assertRefused("林", "nobody has taken " + alarm().id());
    }

    @Test void theSameKeyIsToldTheSameAgainAlsoAfterTheTenSecondsAndARestart() {
        level(8.1);
        acknowledge("林");
        var entry = undo("林", "u1");
        acknowledge("陈");
        later(60);

        assertThat(undo("林", "u1")).usingRecursiveComparison().isEqualTo(entry);
        world = world.restarted();

        assertThat(undo("林", "u1")).usingRecursiveComparison().isEqualTo(entry);
        assertThat(alarm().acknowledgement()).map(Alarm.Acknowledgement::actor).contains("陈");
    }

    @Test void opensAReturnedAlarmAgainThatEndedWhenItWasTaken() {
        level(8.1);
        level(7.0);
        var id = alarm().id();
        acknowledge("林");
        assertThat(world.openAlarms()).isEmpty();

        world.decided(() -> world.alarms.undo(new Once.Request("林", "undo", id, "u1", "")));

        assertThat(alarm().state()).isEqualTo(Alarm.State.RETURNED);
        world = world.restarted();
        assertThat(alarm().state()).isEqualTo(Alarm.State.RETURNED);
        acknowledge("陈");
        assertThat(world.openAlarms()).isEmpty();
    }

    @Test void anAlarmOpenedAgainWaitsBesideANewOneAboutTheSameStation() {
        level(8.1);
        level(7.0);
        var old = alarm().id();
        acknowledge("林");
        level(8.2);
        world.decided(() -> world.alarms.undo(new Once.Request("林", "undo", old, "u1", "")));

        assertThat(world.openAlarms()).extracting(Alarm::state).containsExactlyInAnyOrder(Alarm.State.RETURNED, Alarm.State.ACTIVE);
        level(7.3);
        assertThat(world.openAlarms()).extracting(Alarm::state)
                .as("the rule speaks for the active one only")
                .containsExactlyInAnyOrder(Alarm.State.RETURNED, Alarm.State.ACTIVE);
        world = world.restarted();
        level(7.0);
        assertThat(world.openAlarms()).extracting(Alarm::state).containsOnly(Alarm.State.RETURNED);
    }

    /** Against a model of one line: whose it is. */
    @RepeatedTest(8) void thereAreNeverTwoStandingAcknowledgements(RepetitionInfo repetition) {
        var chance = new Random(repetition.getCurrentRepetition());
        level(8.1);
        Optional<String> holder = Optional.empty();
        Instant takenAt = Instant.MIN;
        for (int step = 0; step < 40; step++) {
            world.at(world.now().plusMillis(chance.nextInt(6_000)));
            String who = List.of("林", "陈", "吴").get(chance.nextInt(3));
            if (chance.nextBoolean()) {
                var answer = acknowledge(who);
                assertThat(answer.already()).isEqualTo(holder.isPresent());
                if (holder.isEmpty()) takenAt = world.now();
                holder = Optional.of(holder.orElse(who));
                assertThat(answer.by().actor()).isEqualTo(holder.get());
            } else {
                boolean may = holder.equals(Optional.of(who)) && !world.now().isAfter(takenAt.plusSeconds(10));
                if (may) undo(who, "u" + step);
                else
                    assertRefused(who, "");
                if (may) holder = Optional.empty();
            }
            if (chance.nextInt(20) == 0) world = world.restarted();
            assertThat(alarm().acknowledgement().map(Alarm.Acknowledgement::actor)).isEqualTo(holder);
        }
    }

    private Alarm alarm() {
        assertThat(world.openAlarms()).hasSize(1);
        return world.openAlarms().getFirst();
    }

    private void level(double metres) {
        second++;
        var at = World.START.plusSeconds(second);
        world.at(at);
        world.tell(world.observation("W1", ObservedProperty.WATER_LEVEL, metres, at));
        world.settle();
    }

    private void later(int seconds) { world.at(world.now().plusSeconds(seconds)); }

    private Alarms.Acknowledged acknowledge(String who) {
        String id = alarm().id();
        return world.decided(() -> world.alarms.acknowledge(new Once.Request(who, "acknowledge", id, "a" + keys++, "")));
    }

    private Entry undo(String who, String key) {
        String id = alarm().id();
        return world.decided(() -> world.alarms.undo(new Once.Request(who, "undo", id, key, "")));
    }

    private void assertRefused(String who, String why) {
        String id = alarm().id();
        assertThatThrownBy(() -> world.decided(() -> world.alarms.undo(new Once.Request(who, "undo", id, "r" + keys++, ""))))
                .cause()
                .isInstanceOfSatisfying(Refused.class, refused -> {
                    assertThat(refused.reason()).isEqualTo(Refused.Reason.IMPOSSIBLE);
                    assertThat(refused.getMessage()).contains(why);
                });
    }

    private List<String> kinds() {
        var kinds = new ArrayList<String>();
        world.journal().replay(1, entry -> { if (entry.kind().startsWith("alarm.")) kinds.add(entry.kind()); });
        return kinds;
    }
}
