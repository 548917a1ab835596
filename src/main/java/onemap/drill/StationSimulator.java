package onemap.drill;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import onemap.domain.Severity;
import onemap.feed.mqtt.StationPublisher;
import onemap.net.Backoff;

/** Stations that publish their readings by MQTT 3.1.1, each on its own connection with its id as client id. */
public final class StationSimulator implements Simulator {
    private static final Duration INTERVAL = Duration.ofSeconds(10);

    /** Limits of a station's property by level, in the property's unit; empty when it has none. */
    public interface Limits {
        Map<Severity, Double> of(String stationId, String property);
    }

    private final Vertx vertx;
    private final Address mqtt;
    private final Scenario scenario;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final List<Client> clients;

    public StationSimulator(Vertx vertx, County county, Limits limits, Scenario scenario, Address mqtt, InstantSource clock,
            RandomGenerator random) {
        this.vertx = vertx;
        this.mqtt = mqtt;
        this.scenario = scenario;
        this.clock = clock;
        this.random = random;
        var gauges = county.gauges();
        clients = IntStream.range(0, gauges.size()).mapToObj(i -> new Client(gauges.get(i), i, gauges.size(), limits)).toList();
    }

    @Override public void start() { clients.forEach(Client::start); }

    @Override public Future<Void> stop() { return Future.join(clients.stream().map(Client::stop).toList()).mapEmpty(); }

    private final class Client {
        private final County.Gauge gauge;
        private final long firstMillis;
        private final Map<String, StationCurve> curves;
        private final Backoff backoff = Simulator.backoff(random);
        private StationPublisher line;
        private volatile boolean stopped;

        Client(County.Gauge gauge, int rank, int gauges, Limits limits) {
            this.gauge = gauge;
            firstMillis = Math.max(1, scenario.realMillis(INTERVAL) * rank / gauges);
            curves = gauge.properties()
                    .stream()
                    .distinct()
                    .collect(Collectors.toMap(property -> property,
                            property -> StationCurve.planned(property, limits.of("mqtt:" + gauge.station(), property), rank, random)));
            line = new StationPublisher(vertx, gauge.station());
        }

        void start() { vertx.setTimer(firstMillis, timer -> connect()); }

        Future<Void> stop() {
            stopped = true;
            return line.close();
        }

        private void connect() {
            if (stopped) return;
            line = new StationPublisher(vertx, gauge.station());
            line.connect(mqtt.host(), mqtt.port()).onComplete(connected -> {
                if (stopped) stop();
                else if (connected.succeeded()) {
                    backoff.succeeded();
                    report();
                } else {
                    vertx.setTimer(backoff.pauseMillis(), timer -> connect());
                }
            });
        }

        private void report() {
            if (stopped) return;
            if (!line.isConnected()) {
                vertx.setTimer(backoff.pauseMillis(), timer -> connect());
                return;
            }
            Instant now = clock.instant();
            // a reading that cannot be sent is lost, as with a logger without memory; the next follows in an interval
            curves.forEach((property, curve) -> line.publish(property, curve.at(scenario.at(now), random), now));
            vertx.setTimer(scenario.realMillis(INTERVAL), timer -> report());
        }
    }
}
