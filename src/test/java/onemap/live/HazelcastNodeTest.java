package onemap.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import onemap.domain.Kind;
import org.junit.jupiter.api.Test;

class HazelcastNodeTest {
    static final HazelcastSettings SETTINGS = new HazelcastSettings("onemap-test", 0, 11);

    @Test void listensOnAFreeLoopbackPortAndStandsAlone() {
        try (var one = HazelcastNode.start(SETTINGS, 16); var other = HazelcastNode.start(SETTINGS, 16)) {
            one.liveMap().putAll(Kind.TRACK, Map.of("a:1", new byte[]{1}));

            assertThat(one.address().getAddress().isLoopbackAddress()).isTrue();
            assertThat(one.address().getPort()).isPositive().isNotEqualTo(other.address().getPort());
            assertThat(other.liveMap().size(Kind.TRACK)).isZero();
            assertThat(one.isRunning()).isTrue();
        }
    }

    @Test void refusesWhatIsNoPort() {
        assertThatThrownBy(() -> new HazelcastSettings("onemap", 70000, 11)).hasMessage("port: 70000 is not a port");
    }
}
