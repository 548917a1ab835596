package onemap.access;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;
import onemap.access.secret.Secrets;
import onemap.domain.Area;
import onemap.flow.decision.Payload;
import onemap.flow.decision.Recorder;
import onemap.journal.Draft;
import onemap.journal.Entry;

/**
 * Tokens of machines 机器令牌, kept by their digests only: entries {@code token.issued}, {@code token.revoked}. Looking one up is thread-safe and does
 * not block; issuing belongs to the decision lane.
 */
public final class Tokens {
    static final String ISSUED = "token.issued";
    static final String REVOKED = "token.revoked";
    /** What a token begins with, so that a leaked one is recognised. */
    private static final String PREFIX = "onemap_";
    private static final String LETTER = "t";

    private final Recorder recorder;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final Map<String, Token> byDigest = new ConcurrentHashMap<>();
    private final Map<String, Token> byId = new ConcurrentHashMap<>();

    public Tokens(Recorder recorder, InstantSource clock, RandomGenerator random) {
        this.recorder = recorder;
        this.clock = clock;
        this.random = random;
    }

    /** A token as it is kept; {@code name} says which machine has it. */
    public record Token(String id, String name, Role role, Area area, String digest, Instant issuedAt, Optional<Instant> expiresAt) {
        Principal principal() { return new Principal(id, name, role, area, Principal.Means.TOKEN, id, Optional.empty()); }
    }

    /** A new token; {@code secret} is told once. */
    public record Issued(Token token, String secret) {}

    /** Durable, then valid, then told. */
    public Issued issue(String name, Role role, Area area, Optional<Duration> lifetime, Principal by) {
        Instant now = clock.instant();
        String secret = PREFIX + Secrets.random(random);
        var token = new Token(Secrets.id(LETTER, random), name, role, area, Secrets.digest(secret), now, lifetime.map(now::plus));
        fold(recorder.record(Draft.of(by.id(), ISSUED, token.id(), Payload.write(token))));
        return new Issued(token, secret);
    }

    static Draft revoked(String id, Principal by) { return Draft.of(by.id(), REVOKED, id, "{}"); }

    void fold(Entry entry) {
        switch (entry.kind()) {
            case ISSUED -> {
                var token = Payload.read(entry.payload(), Token.class);
                byDigest.put(token.digest(), token);
                byId.put(token.id(), token);
            }
            case REVOKED -> Optional.ofNullable(byId.remove(entry.object())).ifPresent(token -> byDigest.remove(token.digest()));
            default -> {
            }
        }
    }

    /** Who has that token, unless it was revoked or has run out. */
    public Optional<Principal> find(String secret) {
        return Optional.ofNullable(byDigest.get(Secrets.digest(secret)))
                .filter(this::isValid)
                .map(Token::principal);
    }

    private boolean isValid(Token token) { return token.expiresAt().filter(end -> !clock.instant().isBefore(end)).isEmpty(); }

    public Optional<Token> findById(String id) { return Optional.ofNullable(byId.get(id)); }

    /** It was a token's and is no valid one's any more. */
    boolean isOver(String id) {
        return id.startsWith(LETTER) && findById(id).filter(this::isValid).isEmpty();
    }

    public Collection<Token> list() { return List.copyOf(byId.values()); }

    Optional<String> name(String id) { return Optional.ofNullable(byId.get(id)).map(Token::name); }
}
