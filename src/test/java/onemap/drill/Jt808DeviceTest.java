package onemap.drill;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import onemap.corpus.Rendered;
import onemap.drill.Jt808Device.Answer;
import onemap.drill.Jt808Device.Edition;
import onemap.drill.Jt808Device.Fix;
import onemap.feed.jt808.Jt808Cases;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the simulated terminal says is what the standard and our own decoder understand. */
final class Jt808DeviceTest {
    private static final Instant NOON = Instant.parse("2026-07-18T04:00:00Z");
    private final Jt808Cases platform = new Jt808Cases();

    private static String hex(byte[] bytes) { return HexFormat.of().formatHex(bytes); }

    private static byte[] bytes(String hex) { return HexFormat.of().parseHex(hex); }

    @Test void saysAHeartbeatByteForByte() {
        var device = new Jt808Device("13912345678", Edition.V2013);

        // 4.4: id, properties, phone BCD[6], serial, XOR
        assertThat(hex(device.heartbeat())).isEqualTo("7e00020000" + "013912345678" + "0000" + "327e");
        assertThat(hex(device.heartbeat())).isEqualTo("7e00020000" + "013912345678" + "0001" + "337e");
    }

    @Test void escapesAsTheExampleOfTheStandard442() {
        var device = new Jt808Device("1", Edition.V2013);

        assertThat(hex(device.frame(0x0900, bytes("307e087d55")))).startsWith("7e09000005000000000001" + "0000" + "307d02087d0155");
    }

    @ParameterizedTest
    @EnumSource(Edition.class) void positionsComeBackFromTheDecoder(Edition edition) {
        var device = new Jt808Device("13912345678", edition);
        var fixes = List.of(new Fix(-57.602956, -25.269608, 12, 10, 359, NOON, 1, 0b10),
                Fix.driving(121.5, 29.2, 20.05, 0, NOON.plusSeconds(10)));

        var single = platform.run(List.of(device.position(fixes.get(0)), device.position(fixes.get(1))));
        var batch = platform.run(List.of(device.batch(fixes, true)));
        var parts = platform.run(device.batchInParts(fixes, false, 20));

        String first = "position jt808:13912345678 2026-07-18T04:00:00Z -57.602956,-25.269608 alt=12 speed=10 heading=359 alarm=00000001";
        String second = "position jt808:13912345678 2026-07-18T04:00:10Z 121.500000,29.200000 alt=0 speed=20.056 heading=0 alarm=00000000";
        assertThat(single.reports().stream().map(Rendered::of)).containsExactly(first, second);
        assertThat(batch.reports().stream().map(Rendered::of)).containsExactly(first + " resent", second + " resent");
        assertThat(parts.reports().stream().map(Rendered::of)).containsExactly(first, second);
        assertThat(parts.control()).isEqualTo(3);
    }

    @ParameterizedTest
    @EnumSource(Edition.class) void understandsTheAnswers(Edition edition) {
        var device = new Jt808Device("13912345678", edition);
        var outcome = platform.run(List.of(device.register(33, 3110, "浙J12345", 2)));
        var registered = (Answer.Registered) device.hear(bytes(outcome.answers().getFirst())).getFirst();

        assertThat(registered.result()).isZero();
        var welcome = platform.run(List.of(device.authenticate(registered.code()), device.logout()));
        assertThat(device.hear(bytes(String.join("", welcome.answers())))).containsExactly(new Answer.General(1, 0x0102, 0),
                new Answer.General(2, 0x0003, 0));
    }

    @Test void hearsAnswersCutAnywhere() {
        var device = new Jt808Device("1", Edition.V2013);
        byte[] answer = bytes("7e8001000505805668746700000026000200087e");

        for (int at = 0; at < answer.length; at++) {
            assertThat(device.hear(Arrays.copyOf(answer, at))).isEmpty();
            assertThat(device.hear(Arrays.copyOfRange(answer, at, answer.length))).containsExactly(
                    new Answer.General(0x26, 2, 0));
        }
    }
}
