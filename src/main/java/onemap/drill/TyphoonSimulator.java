package onemap.drill;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import onemap.domain.LonLat;
import onemap.domain.Severity;
import onemap.net.Backoff;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The weather station that warns of one typhoon a cycle by {@code POST /feeds/cap}. It compares what is in force with what the story wants and sends the one message
 * that is due, so that it finds back into the story after any failure.
 */
public final class TyphoonSimulator implements Simulator {
    private static final Duration LOOK = Duration.ofSeconds(1);
    /** A warning nobody ends any more (the drill was stopped) is over half an hour after it was due to change. */
    private static final Duration FAIL_SAFE = Duration.ofMinutes(30);
    private static final Logger LOG = LoggerFactory.getLogger(TyphoonSimulator.class);

    /** The newest message accepted and still in force. */
    private record InForce(long cycle, int step, Severity level, CapMessage.Sent message) {}

    private final Vertx vertx;
    private final County county;
    private final Scenario scenario;
    private final HttpPoster poster;
    private final InstantSource clock;
    private final Backoff backoff;
    private final StormTrack track;
    private Optional<InForce> inForce = Optional.empty();
    private volatile boolean stopped;

    public TyphoonSimulator(Vertx vertx, County county, Scenario scenario, HttpPoster poster, InstantSource clock,
            RandomGenerator random) {
        this.vertx = vertx;
        this.county = county;
        this.scenario = scenario;
        this.poster = poster;
        this.clock = clock;
        backoff = Simulator.backoff(random);
        track = new StormTrack(county.boundary());
    }

    @Override public void start() { look(); }

    @Override public Future<Void> stop() {
        stopped = true;
        return Future.succeededFuture();
    }

    private void look() {
        if (stopped) return;
        Instant now = clock.instant();
        due(scenario.at(now), now).ifPresentOrElse(this::send, () -> again(scenario.realMillis(LOOK)));
    }

    private void again(long millis) { vertx.setTimer(millis, timer -> look()); }

    private void send(Due due) {
        poster.post("/feeds/cap", "application/cap+xml", Buffer.buffer(due.message.toXml())).onComplete(answer -> {
            if (answer.failed() || answer.result() >= 500) {
                again(backoff.pauseMillis());
                return;
            }
            if (answer.result() >= 400) LOG.warn("the server refused warning {} with {}", due.message.identifier(), answer.result());
            backoff.succeeded();
            inForce = due.after;
            again(scenario.realMillis(LOOK));
        });
    }

    private record Due(CapMessage message, Optional<InForce> after) {}

    /** What must be said now; empty while what is in force is what the story wants. */
    private Optional<Due> due(Scenario.Moment moment, Instant now) {
        var step = WarningLadder.at(moment.elapsed());
        if (inForce.isEmpty())
            return step.level() == Severity.NONE ? Optional.empty() : Optional.of(raise(CapMessage.Type.ALERT, moment, step, now));
        var current = inForce.get();
        if (step.level() == Severity.NONE || current.cycle != moment.cycle()) return Optional.of(cancel(current, now));
        return current.step == step.number() ? Optional.empty() : Optional.of(raise(CapMessage.Type.UPDATE, moment, step, now));
    }

    private Due raise(CapMessage.Type type, Scenario.Moment moment, WarningLadder.Step step, Instant now) {
        Instant sent = now.truncatedTo(ChronoUnit.SECONDS);
        var message = new CapMessage(identifier(moment.cycle(), Integer.toString(step.number())), sent, type, inForce.map(InForce::message),
                county.name(),
                step.level(), sent.plus(FAIL_SAFE), area(step.level(), moment.elapsed()));
        return new Due(message, Optional.of(new InForce(moment.cycle(), step.number(), step.level(), message.asSent())));
    }

    private Due cancel(InForce current, Instant now) {
        Instant sent = now.truncatedTo(ChronoUnit.SECONDS);
        var message = new CapMessage(identifier(current.cycle, "end"), sent, CapMessage.Type.CANCEL, Optional.of(current.message),
                county.name(), current.level,
                sent.plus(FAIL_SAFE), area(Severity.BLUE, scenario.at(now).elapsed()));
        return new Due(message, Optional.empty());
    }

    /** Unique across restarts by the start of the drill. */
    private String identifier(long cycle, String step) {
        return "wanghai-typhoon-" + scenario.startedAt().getEpochSecond() + "-" + (cycle + 1) + "-" + step;
    }

    /** The worse, the closer: the whole county by its division code, then a circle about the storm that reaches it, then a ring within it. */
    private CapMessage.Area area(Severity level, Duration elapsed) {
        return switch (level) {
            case RED -> polygon("沿海和城区", 14);
            case ORANGE -> new CapMessage.Area(county.name() + "及近海", List.of(),
                    Optional.of(new CapMessage.Circle(track.centre(elapsed), track.kilometresToMiddle(elapsed) + 12)), Optional.empty());
            case YELLOW, BLUE, NONE -> county.divisionCode()
                    .map(code -> new CapMessage.Area(county.name(), List.<LonLat>of(), Optional.empty(), Optional.of(code)))
                    .orElseGet(() -> polygon(county.name(), 30));
        };
    }

    private CapMessage.Area polygon(String description, double radiusKilometres) {
        return new CapMessage.Area(description, track.ring(radiusKilometres), Optional.empty(), Optional.empty());
    }
}
