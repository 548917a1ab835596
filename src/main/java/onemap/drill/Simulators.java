package onemap.drill;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.List;
import java.util.random.RandomGenerator;

/** All simulated devices of the demo county, started and stopped as one. */
public final class Simulators implements Simulator {
    private final List<Simulator> parts;
    private final HttpPoster poster;

    /**
     * @param vertx  of their own: they stand for the outside
     * @param speed  story seconds per real second
     * @param random drawn from on the caller's thread and on that Vert.x' event loops, so it must be thread-safe
     */
    public Simulators(Vertx vertx, County county, StationSimulator.Limits limits, double speed, Address web, Address mqtt,
            PositionUplink.Factory uplinks, InstantSource clock, RandomGenerator random) {
        var scenario = new Scenario(clock.instant(), speed);
        poster = new HttpPoster(vertx, web);
        parts = List.of(new VehicleSimulator(vertx, county, scenario, uplinks, clock, random),
                new StationSimulator(vertx, county, limits, scenario, mqtt, clock, random),
                new TyphoonSimulator(vertx, county, scenario, poster, clock, random),
                new CameraSimulator(vertx, county, scenario, poster, clock, random));
    }

    @Override public void start() { parts.forEach(Simulator::start); }

    @Override public Future<Void> stop() {
        return Future.join(parts.stream().map(Simulator::stop).toList()).transform(stopped -> poster.close());
    }
}
