package onemap;

import io.vertx.core.Vertx;
import io.vertx.core.net.NetClientOptions;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import onemap.drill.Address;
import onemap.drill.County;
import onemap.drill.Jt808Uplink;
import onemap.drill.Simulators;
import onemap.feed.Feed;
import onemap.rule.Thresholds;

/** The demo's simulated devices: clients of their own event loops that know of the server nothing but its addresses. */
final class Demo {
    private static final int CONNECT_MILLIS = 3_000;

    private Demo() {}

    static AutoCloseable start(Settings settings, double speed, Path gisData, Thresholds.Index limits, List<Feed> feeds, int webPort,
            InstantSource clock) {
        var vertx = Vertx.vertx();
        var web = new Address(settings.web().host(), webPort);
        var mqtt = new Address(settings.feeds().mqtt().host(), port(feeds, "feeds.mqtt.port"));
        var jt808 = new Address(settings.feeds().jt808().host(), port(feeds, "feeds.jt808.port"));
        var trackers = vertx.createNetClient(new NetClientOptions().setConnectTimeout(CONNECT_MILLIS));
        var simulators = new Simulators(vertx, County.read(gisData),
                (station, property) -> limits.find(station, property)
                        .map(Thresholds.Limits::byLevel)
                        .orElse(Map.of()),
                speed, web, mqtt, phone -> new Jt808Uplink(trackers, jt808, phone), clock, new SecureRandom());
        simulators.start();
        return () -> {
            Closings.await(simulators.stop());
            Closings.await(vertx.close());
        };
    }

    private static int port(List<Feed> feeds, String name) {
        return feeds.stream().filter(feed -> feed.ports().containsKey(name)).findFirst().orElseThrow().ports().get(name);
    }
}
