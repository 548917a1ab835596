package onemap;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import onemap.feed.Feed;

/** The demo's simulated devices. */
final class Demo {
    private Demo() {}

    static AutoCloseable start(Settings settings, double speed, Path gisData, List<Feed> feeds, int webPort, InstantSource clock) {
        return () -> {};
    }
}
