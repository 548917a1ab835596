package onemap.live;

import java.util.HashSet;
import onemap.domain.Kind;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

class HazelcastLiveMapTest extends LiveMapContract {
    private static HazelcastNode node;

    @BeforeAll static void start() { node = HazelcastNode.start(HazelcastNodeTest.SETTINGS, 16); }

    @AfterAll static void stop() { node.close(); }

    @BeforeEach void empty() {
        for (Kind kind : Kind.values()) {
            var ids = new HashSet<String>();
            map().forEach(kind, (id, bytes) -> ids.add(id));
            map().removeAll(kind, ids);
        }
    }

    @Override LiveMap map() { return node.liveMap(); }
}
