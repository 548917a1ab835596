package onemap.feed.jt808;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import onemap.domain.SourceId;
import onemap.drill.Jt808Device;
import onemap.drill.Jt808Device.Answer;
import onemap.drill.Jt808Device.Edition;
import onemap.drill.Jt808Device.Fix;
import onemap.feed.Admission;
import onemap.feed.FeedLedger;
import onemap.feed.Ledgers;
import org.junit.jupiter.api.Test;

/** Who is admitted, who is answered what. */
final class ConversationTest {
    private static final Instant NOON = Instant.parse("2026-07-18T04:00:00Z");
    private static final Fix FIX = Fix.driving(121.5, 29.2, 10, 90, NOON);

    private final FeedLedger ledger = new Ledgers(InstantSource.fixed(NOON)).of("jt808");
    private final Set<SourceId> register = new HashSet<>(Set.of(SourceId.of("jt808", "13912345678")));
    private final Jt808Device device = new Jt808Device("013912345678", Edition.V2013);

    private Platform platform(Admission admission) {
        var settings = new Jt808Settings("127.0.0.1", 0, admission, Jt808Cases.SETTINGS.limits(), Jt808Cases.SETTINGS.subpackages());
        return Platform.of(settings, ledger, register::contains, Jt808Cases.SECRET);
    }

    private Conversation conversation(Platform platform) { return new Conversation(platform, "127.0.0.1:1", bytes -> {}); }

    private static List<Answer> said(Conversation conversation, Jt808Device device, byte[] bytes) {
        return device.hear(conversation.read(bytes, NOON).answersWhenTaken());
    }

    @Test void takesPositionsOfARegisteredDeviceOnceItHasAuthenticated() {
        var conversation = conversation(platform(Admission.REGISTERED));

        assertThat(said(conversation, device, device.position(FIX))).containsExactly(new Answer.General(0, 0x0200, 1));
        assertThat(conversation.isSettled()).isFalse();
        var registered = (Answer.Registered) said(conversation, device, device.register(33, 3110, "浙J12345", 2)).getFirst();
        assertThat(said(conversation, device, device.authenticate(registered.code()))).containsExactly(new Answer.General(2, 0x0102, 0));
        var turn = conversation.read(device.position(FIX), NOON);

        assertThat(conversation.isSettled()).isTrue();
        assertThat(turn.reports()).hasSize(1);
        assertThat(ledger.figures().rejected()).isEqualTo(Map.of("not_authenticated", 1L));
        assertThat(ledger.figures().received()).isEqualTo(1);
    }

    @Test void listsAnUnknownDeviceAndKeepsItOffTheMap() {
        var conversation = conversation(platform(Admission.REGISTERED));
        var stranger = new Jt808Device("99", Edition.V2019);

        assertThat(said(conversation, stranger, stranger.register(33, 3110, "浙J12345", 2)))
                .containsExactly(new Answer.Registered(0, 4, ""));
        assertThat(said(conversation, stranger, stranger.position(FIX))).containsExactly(new Answer.General(1, 0x0200, 1));
        assertThat(said(conversation, stranger, stranger.batch(List.of(FIX, FIX, FIX), true))).containsExactly(
                new Answer.General(2, 0x0704, 1));

        assertThat(ledger.figures().rejected()).isEqualTo(Map.of("unknown_device", 4L));
        assertThat(ledger.figures().framesCarrying()).isEqualTo(2);
        assertThat(ledger.quarantine().devices()).singleElement()
                .satisfies(refused -> assertThat(refused.sourceId()).isEqualTo("jt808:99"));
    }

    @Test void admitsADeviceAsSoonAsItStandsInTheRegister() {
        var conversation = conversation(platform(Admission.REGISTERED));
        var late = new Jt808Device("77", Edition.V2019);
        said(conversation, late, late.register(33, 3110, "", 0));
        register.add(SourceId.of("jt808", "77"));

        var registered = (Answer.Registered) said(conversation, late, late.register(33, 3110, "", 0)).getFirst();
        said(conversation, late, late.authenticate(registered.code()));

        assertThat(conversation.read(late.position(FIX), NOON).reports()).hasSize(1);
    }

    @Test void acceptsOnlyTheCodeOfThatPhoneAndForgetsItAtLogout() {
        var conversation = conversation(platform(Admission.REGISTERED));
        register.add(SourceId.of("jt808", "77"));
        var other = new Jt808Device("77", Edition.V2013);
        var foreign = (Answer.Registered) said(conversation, other, other.register(33, 3110, "", 0)).getFirst();

        assertThat(said(conversation, device, device.authenticate(foreign.code()))).containsExactly(new Answer.General(0, 0x0102, 1));
        said(conversation, other, other.authenticate(foreign.code()));
        said(conversation, other, other.logout());

        assertThat(conversation.read(other.position(FIX), NOON).reports()).isEmpty();
        assertThat(ledger.figures().noted()).containsEntry("auth_failed", 1L);
    }

    @Test void countsADeviceThatComesOverASecondConnectionAndReadsBoth() {
        var platform = platform(Admission.ANY);
        var first = conversation(platform);
        var second = conversation(platform);
        first.read(device.position(FIX), NOON);
        second.read(device.position(FIX), NOON);

        assertThat(first.read(device.position(FIX), NOON).reports()).hasSize(1);
        assertThat(second.read(device.position(FIX), NOON).reports()).hasSize(1);

        assertThat(ledger.figures().noted()).containsEntry("device_taken_over", 1L);
        first.end("half_frame");
        assertThat(platform.online().find(Phone.of("13912345678"))).isPresent();
        second.end("half_frame");
        assertThat(platform.online().find(Phone.of("13912345678"))).isEmpty();
    }

    @Test void refusesMoreDevicesThanAConnectionMayCarry() {
        var conversation = conversation(platform(Admission.ANY));
        for (int phone = 1; phone <= 1000; phone++)
            conversation.read(new Jt808Device(Integer.toString(phone), Edition.V2013).heartbeat(), NOON);
        var oneTooMany = new Jt808Device("1001", Edition.V2013);

        assertThat(said(conversation, oneTooMany, oneTooMany.heartbeat())).containsExactly(new Answer.General(0, 2, 1));
        assertThat(ledger.figures().framesRejected()).containsEntry("too_many_devices", 1L);
        assertThat(ledger.figures().framesControl()).isEqualTo(1000);
    }

    @Test void opensToOthersOnlyForRegisteredDevices() {
        var limits = Jt808Cases.SETTINGS.limits();
        var parts = Jt808Cases.SETTINGS.subpackages();

        assertThatThrownBy(() -> new Jt808Settings("0.0.0.0", 7611, Admission.ANY, limits, parts)).hasMessageContaining("registered");
        assertThatThrownBy(() -> new Jt808Settings("127.0.0.1", 70_000, Admission.ANY, limits, parts)).hasMessage(
                "port: 70000 is not a port");
        assertThat(new Jt808Settings("0.0.0.0", 7611, Admission.REGISTERED, limits, parts).port()).isEqualTo(7611);
    }

    @Test void remembersTheRegistration() {
        var platform = platform(Admission.ANY);
        conversation(platform).read(device.register(33, 3110, "浙J12345", 2), NOON);

        assertThat(platform.online().find(Phone.of("13912345678")).flatMap(Session::registration)).contains(
                new Registration(33, 3110, "ONEMP", "SIMULATOR", "1391234", 2, "浙J12345"));
    }
}
