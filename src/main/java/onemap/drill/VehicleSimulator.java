package onemap.drill;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import onemap.domain.LonLat;
import onemap.net.Backoff;

/**
 * Teams and vehicles with trackers: vehicles drive along the roads, every other team stands at its base, two of them are silent at any time and one loses
 * its fix for a while in each cycle.
 */
public final class VehicleSimulator implements Simulator {
    /** Trackers carried at most. */
    static final int MAX_MOVERS = 60;
    private static final Duration DRIVING_INTERVAL = Duration.ofSeconds(5);
    private static final Duration STANDING_INTERVAL = Duration.ofSeconds(20);
    /** Trackers date in whole seconds (JT/T 808-2013 table 23): two reports of one second would be duplicates. */
    private static final long SHORTEST_INTERVAL_MILLIS = 1000;
    /** How long two trackers stay silent before it is the turn of two others. */
    private static final Duration SILENCE = Duration.ofSeconds(90);
    /** The tracker that loses its fix, and when. */
    private static final int WITHOUT_FIX = 3;
    private static final Duration FIX_LOST = Duration.ofSeconds(60);
    private static final Duration FIX_FOUND = Duration.ofSeconds(150);

    private final Vertx vertx;
    private final Scenario scenario;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final List<Tracker> trackers;

    public VehicleSimulator(Vertx vertx, County county, Scenario scenario, PositionUplink.Factory uplinks, InstantSource clock,
            RandomGenerator random) {
        this.vertx = vertx;
        this.scenario = scenario;
        this.clock = clock;
        this.random = random;
        var network = new RoadNetwork(county.roads());
        var movers = county.movers().stream().limit(MAX_MOVERS).toList();
        trackers = IntStream.range(0, movers.size())
                .mapToObj(i -> new Tracker(i, movers.get(i), drive(movers.get(i), i, network), uplinks.of(movers.get(i).phone())))
                .toList();
    }

    private static Optional<RoadNetwork.Drive> drive(County.Mover mover, int number, RoadNetwork network) {
        boolean stands = network.isEmpty() || mover.isTeam() && number % 2 == 0;
        return stands ? Optional.empty() : Optional.of(network.driveFrom(mover.home()));
    }

    @Override public void start() { trackers.forEach(Tracker::start); }

    @Override public Future<Void> stop() { return Future.join(trackers.stream().map(Tracker::stop).toList()).mapEmpty(); }

    /** Which trackers say nothing at that time: two neighbours in the list's thirds, moving on with every window. */
    static boolean isSilent(int number, int trackers, Duration sinceStart) {
        long window = sinceStart.dividedBy(SILENCE);
        return trackers > 10 && (number == window * 7 % trackers || number == (window * 11 + trackers / 2) % trackers);
    }

    private final class Tracker {
        private final int number;
        private final County.Mover mover;
        private final Optional<RoadNetwork.Drive> drive;
        private final PositionUplink uplink;
        private final Backoff backoff = Simulator.backoff(random);
        private final double cruiseMetresPerSecond = 8 + random.nextDouble(12);
        private Instant movedAt;
        private volatile boolean stopped;

        Tracker(int number, County.Mover mover, Optional<RoadNetwork.Drive> drive, PositionUplink uplink) {
            this.number = number;
            this.mover = mover;
            this.drive = drive;
            this.uplink = uplink;
            movedAt = scenario.startedAt();
        }

        /** Staggered over one interval. */
        void start() {
            vertx.setTimer(Math.max(1, intervalMillis() * number / MAX_MOVERS), timer -> connect());
        }

        Future<Void> stop() {
            stopped = true;
            return uplink.close();
        }

        private void connect() {
            if (stopped) return;
            uplink.connect().onComplete(connected -> {
                if (connected.succeeded()) {
                    backoff.succeeded();
                    report();
                } else {
                    vertx.setTimer(backoff.pauseMillis(), timer -> connect());
                }
            });
        }

        private void report() {
            if (stopped) return;
            if (!uplink.isUp()) {
                vertx.setTimer(backoff.pauseMillis(), timer -> connect());
                return;
            }
            Instant now = clock.instant();
            move(now);
            var sinceStart = Duration.ofMillis(Math.round(Duration.between(scenario.startedAt(), now).toMillis() * scenario.speed()));
            if (!isSilent(number, trackers.size(), sinceStart)) uplink.send(fix(now));
            vertx.setTimer(intervalMillis(), timer -> report());
        }

        private void move(Instant now) {
            double storySeconds = Duration.between(movedAt, now).toMillis() / 1000.0 * scenario.speed();
            movedAt = now;
            // a server that was away for long must not find vehicles at the other end of the county
            drive.ifPresent(road -> road.advance(cruiseMetresPerSecond * Math.clamp(storySeconds, 0, 60), random));
        }

        private PositionUplink.Fix fix(Instant now) {
            var elapsed = scenario.at(now).elapsed();
            boolean noFix = number == WITHOUT_FIX && elapsed.compareTo(FIX_LOST) >= 0 && elapsed.compareTo(FIX_FOUND) < 0;
            Optional<LonLat> place = noFix ? Optional.empty() : Optional.of(drive.map(RoadNetwork.Drive::place).orElse(mover.home()));
            double speed = drive.isPresent() ? cruiseMetresPerSecond * (0.85 + random.nextDouble(0.3)) : 0;
            return new PositionUplink.Fix(place, speed, drive.map(RoadNetwork.Drive::headingDegrees).orElse(0.0), now);
        }

        private long intervalMillis() {
            return Math.max(SHORTEST_INTERVAL_MILLIS, scenario.realMillis(drive.isPresent() ? DRIVING_INTERVAL : STANDING_INTERVAL));
        }
    }
}
