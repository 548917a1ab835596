package onemap.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import onemap.domain.CapAlert;
import onemap.domain.Flag;
import onemap.domain.Kind;
import onemap.domain.LonLat;
import onemap.domain.Report;
import onemap.domain.Track;
import onemap.domain.Warning;
import onemap.flow.decision.Once;
import onemap.flow.fold.TelemetryFold;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FlowTest {
    private World world = new World();

    @AfterEach void close() { world.close(); }

    @Test void aLateReportIsStoredAndDoesNotMoveTheMarker() {
        world.tell(world.position("1", World.START, 121.4, 29.2));

        var tally = world.tell(world.position("1", World.START.minusSeconds(60), 121.9, 29.9));

        assertThat(tally.stored()).isEqualTo(1);
        assertThat(world.track("jt808:1").place()).contains(new LonLat(121.4, 29.2));
    }

    @Test void theSameReportAgainIsADuplicateAlsoAfterARestart() {
        var report = world.position("1", World.START, 121.4, 29.2);
        world.tell(report);

        assertThat(world.tell(report).duplicate()).isEqualTo(1);
        world = world.restarted();
        assertThat(world.tell(report).duplicate()).isEqualTo(1);
    }

    @Test void theBooksBalanceWhateverHappens() {
        world.tell(world.position("1", World.START, 121.4, 29.2), world.position("1", World.START, 121.4, 29.2),
                world.position("2", World.START, 121.4,
                        29.2));
        world.disk(Optional.of(new UncheckedIOException(new IOException("disk full"))));
        assertThatThrownBy(() -> world.tell(world.position("3", World.START, 121.4, 29.2))).hasMessageContaining("disk full");

        var books = world.books("jt808");

        assertThat(List.of(books.received(), books.stored(), books.duplicate(), books.shed())).containsExactly(4L, 2L, 1L, 1L);
    }

    @Test void anInventedIdBeyondTheLimitIsRefusedAndNotRemembered() {
        for (int i = 0; i < FlowFixture.SETTINGS.maxDeviceObjects(); i++)
            world.tell(world.position("" + i, World.START, 121.4, 29.2));

        var tally = world.tell(world.position("one-too-many", World.START, 121.4, 29.2));

        assertThat(tally.rejected()).isEqualTo(Map.of("too_many_devices", 1));
        assertThat(world.picture.find(Kind.TRACK, "jt808:one-too-many")).isEmpty();
        assertThat(world.tell(world.position("0", World.START.plusSeconds(1), 121.4, 29.2)).stored()).isEqualTo(1);
    }

    /** A checkpoint counts an officer's entry as seen only then. */
    @Test void whatAnOfficerChangedIsShownOnceItsLaneHasCaughtUp() {
        world.tell(world.position("1", World.START, 121.4, 29.2));
        var held = new CompletableFuture<Void>();
        world.flow.inLaneOf("jt808:1", work -> held.join());
        world.flow.change("jt808:1", find -> TelemetryFold.inside((Track) find.apply(Kind.TRACK, "jt808:1").orElseThrow(), List.of("w")));

        var shown = world.flow.shown().toCompletableFuture();

        assertThat(shown).isNotDone();
        held.complete(null);
        shown.join();
        assertThat(world.track("jt808:1").insideWarnings()).containsExactly("w");
    }

    @Test void nothingIsWaitedForOfLanesThatHaveStopped() {
        world.flow.close();

        assertThat(world.flow.shown().toCompletableFuture()).isCompleted();
    }

    @Test void aFullLaneTakesNothingMoreUntilThereIsRoom() {
        world.holdDisk();
        var many = IntStream.range(0, 5000).mapToObj(i -> (Report) world.position("1", World.START.plusSeconds(i), 121.4, 29.2)).toList();

        var first = world.flow.accept(many);
        var second = world.flow.accept(List.of(world.position("1", World.START.plusSeconds(9000), 121.4, 29.2)));

        assertThat(first.stored().toCompletableFuture()).isNotDone();
        world.releaseDisk();
        first.taken().toCompletableFuture().join();
        second.taken().toCompletableFuture().join();
        assertThat(second.stored().toCompletableFuture().join().stored()).isEqualTo(1);
        assertThat(world.flow.waitingReports()).isZero();
    }

    @Test void everySourceOfARegisteredThingLeadsToTheOneFeature() {
        world.load(World.row("teams", "team-1", 121.4, 29.2, ",\"sources\":[\"jt808:1\",\"osmand:abc\"]"));

        world.tell(world.position("1", World.START, 121.5, 29.25));

        for (String id : List.of("jt808:1", "osmand:abc", "site:team-1"))
            assertThat(world.directory.find(id)).contains(new Directory.Target(Optional.of(Kind.TRACK), "jt808:1", Optional.empty()));
        assertThat(world.track("jt808:1").identity().name()).isEqualTo("team-1");
        assertThat(world.track("jt808:1").place()).contains(new LonLat(121.5, 29.25));
        assertThat(world.picture.list(Kind.TRACK)).hasSize(1);
    }

    @Test void personalDataOfARegisterStaysOutOfTheChain() {
        world.load(World.row("shelters", "s1", 121.4, 29.2,
                ",\"tier\":\"village\",\"personal\":{\"keeper\":{\"name\":\"王主任\",\"phone\":\"13900001111\"}}"));

        assertThat(world.journal().find(1).orElseThrow().payload()).doesNotContain("王主任").doesNotContain("13900001111");
        assertThat(world.journal().findSealed(1).orElseThrow()).contains("王主任");
    }

    @Test void aDeviceInNoRegisterHasNoPlaceUntilAnOfficerGivesItOneAndKeepsItAfterARestart() {
        world.tell(world.observation("X9", onemap.domain.ObservedProperty.RAIN_1H, 3, World.START));
        assertThat(world.station("mqtt:X9").place()).isEmpty();

        world.decided(
                () -> world.registers.place(new LonLat(121.45, 29.21), "新站", new Once.Request("console", "place", "mqtt:X9", "k", "r")));
        world.tell(world.observation("X9", onemap.domain.ObservedProperty.RAIN_1H, 4, World.START.plusSeconds(60)));

        assertThat(world.station("mqtt:X9").place()).contains(new LonLat(121.45, 29.21));
        assertThat(world.station("mqtt:X9").readings().get("rain1h").value()).isEqualTo(4);
        world = world.restarted();
        assertThat(world.station("mqtt:X9").place()).contains(new LonLat(121.45, 29.21));
        assertThat(world.station("mqtt:X9").identity().name()).isEqualTo("新站");
        assertThat(world.station("mqtt:X9").readings().get("rain1h").value()).isEqualTo(4);
    }

    @Test void aTrackKnowsTheWarningsItIsInside() {
        world.tell(world.position("1", World.START, 121.4, 29.2), world.position("2", World.START, 121.9, 29.2));

        world.tell(world.warning(CapAlert.MessageType.ALERT, "A", "cma"));
        world.tell(world.position("2", World.START.plusSeconds(1), 121.45, 29.2));

        assertThat(world.track("jt808:2").insideWarnings()).containsExactly("cap:A");
        world.tell(world.position("1", World.START.plusSeconds(1), 121.4, 29.2));
        assertThat(world.track("jt808:1").insideWarnings()).containsExactly("cap:A");
    }

    @Test void aCancelledWarningHoldsNobodyAnyMore() {
        world.tell(world.position("1", World.START, 121.4, 29.2));
        world.tell(world.warning(CapAlert.MessageType.ALERT, "A", "cma"));
        var sent = world.now();
        world.at(World.START.plusSeconds(30));

        world.tell(
                world.warning(CapAlert.MessageType.CANCEL, "B", "cma", new CapAlert.Reference(Optional.of("cma"), "A", Optional.of(sent))));
        world.tell(world.position("1", World.START.plusSeconds(40), 121.41, 29.2));

        assertThat(((Warning) world.picture.find(Kind.WARNING, "cap:A").orElseThrow()).state()).isEqualTo(Warning.State.CANCELLED);
        assertThat(world.track("jt808:1").insideWarnings()).isEmpty();
    }

    @Test void aForeignSendersCancelChangesNothingAndIsCounted() {
        world.tell(world.warning(CapAlert.MessageType.ALERT, "A", "cma"));

        var tally = world.tell(world.warning(CapAlert.MessageType.CANCEL, "B", "somebody",
                new CapAlert.Reference(Optional.of("cma"), "A", Optional.of(world
                        .now()))));

        assertThat(tally.rejected()).isEqualTo(Map.of("foreign_sender", 1));
        assertThat(((Warning) world.picture.find(Kind.WARNING, "cap:A").orElseThrow()).state()).isEqualTo(Warning.State.ACTIVE);
        var books = world.books("cap");
        assertThat(books.received()).isEqualTo(books.stored() + 1);
        assertThat(books.rejected()).isEqualTo(Map.of("foreign_sender", 1L));
    }

    @Test void thePictureIsWhatItWasAfterARestart() {
        world.load(World.row("stations", "W1", 121.4, 29.2, ",\"glyph\":\"水\",\"sources\":[\"mqtt:W1\"]"),
                World.row("shelters", "s1", 121.42, 29.2,
                        ",\"tier\":\"county\",\"capacityPersons\":200"));
        world.tell(world.position("1", World.START, 121.4, 29.2));
        world.tell(world.observation("W1", onemap.domain.ObservedProperty.WATER_LEVEL, 8.1, World.START));
        world.tell(world.warning(CapAlert.MessageType.ALERT, "A", "cma"));
        world.tell(world.position("1", World.START.plusSeconds(5), 121.41, 29.2));
        world.openAlarms();
        var before = told(world);

        world = world.restarted();

        world.settle();
        assertThat(told(world)).isEqualTo(before);
    }

    /** What people see of every object: all but the version. */
    private static Map<String, String> told(World world) {
        var told = new java.util.TreeMap<String, String>();
        for (Kind kind : Kind.values())
            world.picture.list(kind).forEach(object -> told.put(object.id(), object.toString().replaceAll("version=\\d+", "")));
        return told;
    }

    @Test void flagsTravelWithTheTrack() {
        world.tell(world.position("1", World.START.plusSeconds(3600), 121.4, 29.2));

        assertThat(world.track("jt808:1").flags().has(Flag.CLOCK_WRONG)).isTrue();
        assertThat(world.track("jt808:1").deviceTime()).contains(World.START.plusSeconds(3600));
        assertThat(world.books("jt808").noted()).containsEntry("clock_wrong", 1L);
    }
}
