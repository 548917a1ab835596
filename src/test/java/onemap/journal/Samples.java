package onemap.journal;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import onemap.domain.Flag;
import onemap.domain.Flags;
import onemap.domain.LonLat;
import onemap.domain.ObservedProperty;
import onemap.domain.Report;
import onemap.domain.SourceId;
import onemap.journal.history.HistorySettings;

/** What the tests of this package write. */
public final class Samples {
    public static final Instant NOON = Instant.parse("2026-07-18T12:00:00.123456789Z");
    public static final JournalSettings JOURNAL = new JournalSettings(16 << 20, 10_000, 4, 10_000, "SHA-256");
    public static final HistorySettings HISTORY = new HistorySettings(30, 1L << 30, 0, 20_000, 10_000, 4, 10_000);

    private Samples() {}

    /** A clock that stands until it is set. */
    public static final class HandClock implements InstantSource {
        private final AtomicReference<Instant> now = new AtomicReference<>(NOON);

        public void set(Instant time) { now.set(time); }

        public void advance(Duration time) { now.updateAndGet(before -> before.plus(time)); }

        @Override public Instant instant() { return now.get(); }
    }

    /** Waits for a stage, not for ever. */
    public static <T> T done(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    public static Draft draft(int number) { return Draft.of("console", "note", "object:" + number % 7, "{\"n\":" + number + "}"); }

    public static Report.Position position(String id, Instant observedAt) {
        return new Report.Position(SourceId.of("jt808", id), observedAt, observedAt.plusMillis(480), Optional.empty(),
                Optional.of(new LonLat(121.512345, 29.2)), 12, 25.0 / 3, 359.5, 0, Flags.NONE);
    }

    public static Report.Position barePosition(String id, Instant observedAt) {
        return new Report.Position(SourceId.of("jt808", id), observedAt, observedAt, Optional.of(Instant.parse("2089-01-01T00:00:00Z")),
                Optional.empty(), Double.NaN, Double.NaN, Double.NaN, 0x8000_0001, Flags.of(Flag.NO_FIX).with(Flag.CLOCK_WRONG));
    }

    public static Report.Observation level(String station, double metres, Instant observedAt) {
        return new Report.Observation(SourceId.of("mqtt", station), ObservedProperty.WATER_LEVEL, metres, observedAt,
                observedAt.plusSeconds(1), Optional.empty(), Flags.NONE);
    }

    public static Report.CameraStatus camera(String code, Optional<String> url, Instant observedAt) {
        return new Report.CameraStatus(SourceId.of("camera", code), "大坝 1 号", url.map(u -> new LonLat(121.5, 29.25)), url, url.isPresent(),
                observedAt, observedAt.plusNanos(7));
    }
}
