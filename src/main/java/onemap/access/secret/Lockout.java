package onemap.access.secret;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Holds back who guesses passwords: an account is locked at the address that failed too often, so that nobody can lock it elsewhere; each address, and all
 * together, may only try so often. A try counts as failed until it has succeeded, so that many at once gain nothing. A failure costs an attempt, so what
 * is remembered is bounded by {@code attemptsPerMinute} × {@code lockMinutes}. Thread-safe.
 */
public final class Lockout {
    /** Addresses whose rates are told apart; those beyond share one. */
    private static final int ADDRESSES = 10_000;
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final Limits limits;
    private final InstantSource clock;
    private final LinkedHashMap<Key, Tries> tries = new LinkedHashMap<>();
    private final Map<String, Rate> byAddress = new LinkedHashMap<>();
    private final Rate everybody;

    public Lockout(Limits limits, InstantSource clock) {
        this.limits = limits;
        this.clock = clock;
        everybody = new Rate(limits.attemptsPerMinute(), clock.instant());
    }

    /**
     * How often one may try.
     *
     * @param failures wrong tries before the lock
     */
    public record Limits(int failures, Duration lock, int attemptsPerMinute, int attemptsPerMinutePerAddress) {}

    private record Key(String login, String address) {}

    private record Tries(int failed, int underWay, Instant last) {}

    /** Why somebody must wait. */
    public enum Hold {
        LOCKED, TOO_MANY
    }

    /** Nothing is verified before that time. */
    public record Refusal(Hold hold, Duration retryAfter) {}

    /** An allowance that fills up evenly. */
    private static final class Rate {
        private final double perMinute;
        private double left;
        private Instant at;

        private Rate(int perMinute, Instant now) {
            this.perMinute = perMinute;
            left = perMinute;
            at = now;
        }

        private boolean isFull(Instant now) {
            refill(now);
            return left >= perMinute;
        }

        private boolean take(Instant now) {
            refill(now);
            if (left < 1) return false;
            left--;
            return true;
        }

        private void refill(Instant now) {
            left = Math.min(perMinute, left + perMinute * Math.max(0, Duration.between(at, now).toMillis()) / MINUTE.toMillis());
            at = now;
        }

        private Duration untilOne() { return Duration.ofMillis((long) Math.ceil(Math.max(0, 1 - left) / perMinute * MINUTE.toMillis())); }
    }

    /** Empty: go on, and say afterwards how it went. */
    public synchronized Optional<Refusal> begin(String login, String address) {
        var now = clock.instant();
        forget(now);
        var key = new Key(login, address);
        var before = tries.getOrDefault(key, new Tries(0, 0, now));
        if (before.failed() >= limits.failures())
            return Optional.of(new Refusal(Hold.LOCKED, Duration.between(now, before.last().plus(limits.lock()))));
        if (before.failed() + before.underWay() >= limits.failures()) return Optional.of(new Refusal(Hold.TOO_MANY, Duration.ofSeconds(1)));
        var ofAddress = rateOf(address, now);
        if (!ofAddress.take(now)) return Optional.of(new Refusal(Hold.TOO_MANY, ofAddress.untilOne()));
        if (!everybody.take(now)) return Optional.of(new Refusal(Hold.TOO_MANY, everybody.untilOne()));
        put(key, new Tries(before.failed(), before.underWay() + 1, now));
        return Optional.empty();
    }

    public synchronized void failed(String login, String address) {
        var key = new Key(login, address);
        var before = tries.getOrDefault(key, new Tries(0, 1, clock.instant()));
        put(key, new Tries(before.failed() + 1, Math.max(0, before.underWay() - 1), clock.instant()));
    }

    public synchronized void succeeded(String login, String address) { tries.remove(new Key(login, address)); }

    /** It neither failed nor succeeded: something was still missing. */
    public synchronized void undecided(String login, String address) {
        var key = new Key(login, address);
        var before = tries.get(key);
        if (before != null) put(key, new Tries(before.failed(), Math.max(0, before.underWay() - 1), clock.instant()));
    }

    /** A new password: old failures say nothing any more. */
    public synchronized void forgive(String login) {
        tries.keySet().removeIf(key -> key.login().equals(login));
    }

    synchronized int remembered() { return tries.size(); }

    /** The newest change last. */
    private void put(Key key, Tries value) {
        tries.remove(key);
        if (value.failed() + value.underWay() > 0) tries.put(key, value);
    }

    private void forget(Instant now) {
        var oldest = tries.values().iterator();
        while (oldest.hasNext()) {
            var each = oldest.next();
            if (now.isBefore(each.last().plus(limits.lock()))) return;
            oldest.remove();
        }
    }

    private Rate rateOf(String address, Instant now) {
        if (byAddress.size() >= ADDRESSES) byAddress.values().removeIf(rate -> rate.isFull(now));
        String known = byAddress.containsKey(address) || byAddress.size() < ADDRESSES ? address : "others";
        return byAddress.computeIfAbsent(known, any -> new Rate(limits.attemptsPerMinutePerAddress(), now));
    }
}
