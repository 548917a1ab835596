package onemap.access;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;
import onemap.access.secret.Base32;
import onemap.access.secret.QrCode;
import onemap.access.secret.SealedBox;
import onemap.access.secret.Totp;

/** Second factors 双因素: enrolled by showing a first code, each code good once. Belongs to the decision lane. */
public final class SecondFactors {
    private static final String ISSUER = "onemap 应急指挥一张图";
    private static final Duration ENROLMENT = Duration.ofMinutes(10);
    /** Codes tried on one enrolment. */
    private static final int TRIES = 5;

    private final Access access;
    private final SealedBox box;
    private final InstantSource clock;
    private final RandomGenerator random;
    /** One per user at most. */
    private final Map<String, Pending> pending = new ConcurrentHashMap<>();

    SecondFactors(Access access, InstantSource clock, RandomGenerator random) {
        this.access = access;
        this.box = new SealedBox(access.keys().derive("totp"), random);
        this.clock = clock;
        this.random = random;
    }

    private record Pending(byte[] secret, Instant until, int triesLeft) {}

    /** What an authenticator app needs: typed, opened, or read from a picture. */
    public record Enrolment(String secret, String uri, String qr) {}

    Enrolment begin(User user) {
        byte[] secret = new byte[Totp.SECRET_BYTES];
        random.nextBytes(secret);
        pending.put(user.id(), new Pending(secret, clock.instant().plus(ENROLMENT), TRIES));
        String uri = Totp.uri(secret, user.login(), ISSUER);
        return new Enrolment(Base32.encode(secret), uri, QrCode.dataUrl(uri));
    }

    /** The sealed secret when the code shows that the app has it; empty for a wrong code or no enrolment under way. */
    Optional<String> confirm(User user, String code) {
        var begun = Optional.ofNullable(pending.get(user.id()))
                .filter(each -> clock.instant().isBefore(each.until()) && each.triesLeft() > 0);
        if (begun.isEmpty()) return Optional.empty();
        var enrolment = begun.get();
        var step = Totp.match(enrolment.secret(), code, clock.instant(), Long.MIN_VALUE);
        if (step.isEmpty()) {
            pending.put(user.id(), new Pending(enrolment.secret(), enrolment.until(), enrolment.triesLeft() - 1));
            return Optional.empty();
        }
        pending.remove(user.id());
        access.sessions().usedCode(user.id(), step.getAsLong());
        return Optional.of(box.seal(enrolment.secret(), user.id()));
    }

    /** The step of a code that was not used before; empty for a wrong one. The code is used up. */
    OptionalLong use(User user, String code) {
        var secret = user.personal().totpSecret();
        if (secret.isEmpty()) return OptionalLong.empty();
        var step = Totp.match(box.open(secret.get(), user.id()), code, clock.instant(), access.sessions().lastCodeStep(user.id()));
        step.ifPresent(used -> access.sessions().usedCode(user.id(), used));
        return step;
    }
}
