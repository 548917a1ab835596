package onemap.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import onemap.domain.Kind;
import org.junit.jupiter.api.Test;

/** What every shared copy does. */
abstract class LiveMapContract {
    abstract LiveMap map();

    @Test void givesBackWhatWasPut() {
        map().putAll(Kind.TRACK, Map.of("a:1", new byte[]{1, 2}, "a:2", new byte[]{}));
        map().putAll(Kind.TRACK, Map.of("a:1", new byte[]{3}));

        assertThat(contents(Kind.TRACK)).containsOnlyKeys("a:1", "a:2")
                .containsEntry("a:1", new byte[]{3})
                .containsEntry("a:2", new byte[]{});
        assertThat(map().size(Kind.TRACK)).isEqualTo(2);
    }

    @Test void keepsKindsApart() {
        map().putAll(Kind.SITE, Map.of("site:1", new byte[]{1}));
        map().putAll(Kind.CAMERA, Map.of("site:1", new byte[]{2}));
        map().removeAll(Kind.CAMERA, Set.of("site:1"));

        assertThat(contents(Kind.SITE)).containsEntry("site:1", new byte[]{1});
        assertThat(contents(Kind.CAMERA)).isEmpty();
    }

    @Test void removesWhatIsThereAndIgnoresTheRest() {
        map().putAll(Kind.ALARM, Map.of("x", new byte[]{1}, "y", new byte[]{2}));

        map().removeAll(Kind.ALARM, Set.of("x", "never"));
        map().removeAll(Kind.ALARM, Set.of());

        assertThat(contents(Kind.ALARM)).containsOnlyKeys("y");
    }

    private Map<String, byte[]> contents(Kind kind) {
        var contents = new HashMap<String, byte[]>();
        map().forEach(kind, contents::put);
        return contents;
    }
}
