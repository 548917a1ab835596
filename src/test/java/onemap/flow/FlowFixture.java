package onemap.flow;

import java.util.List;

/** What the tests of the flow share. */
final class FlowFixture {
    static final FlowSettings SETTINGS = new FlowSettings(2, 1000, 64, 100, 300_000, 300, 1000, 24, 168, List.of(121.5, 29.2));

    private FlowFixture() {}
}
