package onemap.live;

import org.junit.jupiter.api.AfterEach;

class HazelcastRingTest extends RingContract {
    private final HazelcastNode node = HazelcastNode.start(HazelcastNodeTest.SETTINGS, CAPACITY);

    @AfterEach void stop() { node.close(); }

    @Override Ring ring() { return node.ring(); }
}
