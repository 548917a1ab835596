package onemap.access;

import java.text.Normalizer;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongFunction;
import java.util.regex.Pattern;
import onemap.flow.decision.Payload;
import onemap.journal.Draft;
import onemap.journal.Entry;

/** The users as a fold of the journal: each entry holds the whole state of one, what is personal in its sealed part. Looking up is thread-safe. */
public final class Users {
    static final String ADDED = "user.added";
    static final String CHANGED = "user.changed";
    static final String PASSWORD = "user.password";
    /** The same password, hashed at today's cost. */
    static final String REHASHED = "user.rehashed";
    static final String SECOND_FACTOR = "user.second-factor";
    static final Set<String> KINDS = Set.of(ADDED, CHANGED, PASSWORD, REHASHED, SECOND_FACTOR);
    /** Letters of any script, digits, and the signs that names of accounts have. */
    private static final Pattern LOGIN = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N}._-]{1,31}");

    private final Map<String, User> byId = new ConcurrentHashMap<>();
    private final Map<String, String> idByLogin = new ConcurrentHashMap<>();
    /** While recovering: the newest entry of each user, whose sealed part is read in the end. */
    private final Map<String, Entry> toUnseal = new HashMap<>();

    Users() {}

    /** One login in all its spellings. */
    static String key(String login) {
        return Normalizer.normalize(login.strip(), Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    }

    static boolean isLogin(String login) { return LOGIN.matcher(login).matches(); }

    static Draft draft(String kind, User user, Principal by) {
        return Draft.of(by.id(), kind, user.id(), Payload.write(user.state())).withSealed(Payload.write(user.personal()));
    }

    void fold(Entry entry, String sealed) {
        var user = new User(Payload.read(entry.payload(), User.State.class), Payload.read(sealed, User.Personal.class));
        byId.put(user.id(), user);
        idByLogin.put(key(user.login()), user.id());
    }

    void recover(Entry entry) { toUnseal.put(entry.object(), entry); }

    /** A user whose personal part was dropped 已注销 is nobody any more. */
    void unseal(LongFunction<Optional<String>> findSealed) {
        toUnseal.values().forEach(entry -> findSealed.apply(entry.seq()).ifPresent(sealed -> fold(entry, sealed)));
        toUnseal.clear();
    }

    public Optional<User> find(String id) { return Optional.ofNullable(byId.get(id)); }

    public Optional<User> findByLogin(String login) { return Optional.ofNullable(idByLogin.get(key(login))).flatMap(this::find); }

    public Collection<User> list() { return List.copyOf(byId.values()); }

    Optional<String> name(String id) { return find(id).map(user -> user.personal().name()); }

    /** No other administrator could sign in. */
    boolean isLastAdministrator(User user) {
        return user.isWorkingAdministrator() && byId.values().stream().filter(User::isWorkingAdministrator).count() == 1;
    }
}
