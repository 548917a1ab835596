package onemap.drill;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Set;
import java.util.random.RandomGenerator;
import onemap.net.Backoff;

/** The video platform that posts the state of all cameras to {@code /feeds/cameras}; a few go offline and come back. */
public final class CameraSimulator implements Simulator {
    private static final Duration INTERVAL = Duration.ofSeconds(30);
    private static final double GOES_OFFLINE = 0.01;
    private static final double COMES_BACK = 0.3;

    private final Vertx vertx;
    private final County county;
    private final Scenario scenario;
    private final HttpPoster poster;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final Backoff backoff;
    private final Set<String> offline = new HashSet<>();
    private volatile boolean stopped;

    public CameraSimulator(Vertx vertx, County county, Scenario scenario, HttpPoster poster, InstantSource clock, RandomGenerator random) {
        this.vertx = vertx;
        this.county = county;
        this.scenario = scenario;
        this.poster = poster;
        this.clock = clock;
        this.random = random;
        backoff = Simulator.backoff(random);
    }

    @Override public void start() { post(); }

    @Override public Future<Void> stop() {
        stopped = true;
        return Future.succeededFuture();
    }

    private void post() {
        if (stopped || county.eyes().isEmpty()) return;
        poster.post("/feeds/cameras", "application/json", states().toBuffer()).onComplete(answer -> {
            boolean heard = answer.succeeded() && answer.result() < 500;
            if (heard) backoff.succeeded();
            vertx.setTimer(heard ? scenario.realMillis(INTERVAL) : backoff.pauseMillis(), timer -> post());
        });
    }

    private JsonArray states() {
        var list = new JsonArray();
        String now = clock.instant().toString();
        for (var eye : county.eyes()) {
            flicker(eye.code());
            var state = new JsonObject().put("code", eye.code())
                    .put("name", eye.name())
                    .put("position", new JsonArray().add(eye.place().lonDegrees()).add(eye.place().latDegrees()))
                    .put("online", !offline.contains(eye.code()))
                    .put("observedAt", now);
            eye.streamUrl().ifPresent(url -> state.put("streamUrl", url));
            list.add(state);
        }
        return list;
    }

    private void flicker(String code) {
        if (offline.contains(code)) {
            if (random.nextDouble() < COMES_BACK) offline.remove(code);
        } else if (random.nextDouble() < GOES_OFFLINE) {
            offline.add(code);
        }
    }
}
