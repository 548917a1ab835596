package onemap.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import onemap.access.secret.Base32;
import onemap.access.secret.PasswordRules;
import onemap.access.secret.Passwords;
import onemap.access.secret.Secrets;
import onemap.domain.Area;
import onemap.journal.disk.DurableFile;

/**
 * The users there are before anybody made one: the administrator of a first start, or the demo's. The demo's passwords are not kept but derived from the
 * data folder's secret, so they are the same at every start and open nothing outside the demo.
 */
public final class FirstUsers {
    /** Stands for a password that only the demo can derive. */
    static final String DERIVED = "derived";
    /** The environment's variable in which an operator chooses the administrator's password. */
    public static final String CHOSEN = "ONEMAP_ADMIN_PASSWORD";
    private static final String ADMIN = "admin";
    private static final String FILE = "first-password.txt";
    /** Of a derived password: 80 bits. */
    private static final int DERIVED_BYTES = 10;

    private final Access access;
    private final Passwords passwords;
    private final Path file;
    private final RandomGenerator random;

    public FirstUsers(Access access, Passwords passwords, Path data, RandomGenerator random) {
        this.access = access;
        this.passwords = passwords;
        this.file = data.resolve(FILE);
        this.random = random;
    }

    private record Persona(String login, String name, Role role, boolean ofTown) {
        Area area(Area town) { return ofTown ? town : Area.COUNTY; }
    }

    private static final List<Persona> DEMO = List.of(new Persona(ADMIN, "系统管理员", Role.ADMINISTRATOR, false),
            new Persona("commander", "陈指挥", Role.COMMANDER, false), new Persona("leader", "林带班", Role.LEADER, false),
            new Persona("duty", "王值班", Role.DUTY_OFFICER, false), new Persona("town", "李镇值班", Role.DUTY_OFFICER, true),
            new Persona("field", "赵队员", Role.FIELD_MEMBER, true));

    /** A password chosen in the environment breaks the rules. */
    public static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1;

        Refused(String message) { super(message, null, false, false); }
    }

    /**
     * Makes who is missing, before anybody can ask.
     *
     * @param chosen the administrator's password, when the operator chose one
     * @param town   whose officer the demo shows
     * @return what the operator is to be told
     * @throws Refused when the chosen password breaks the rules
     */
    public List<String> prepare(Optional<String> chosen, Area town) {
        forgetWhenChanged(access, file.getParent());
        return access.stage() == Access.Stage.DEMO ? demo(chosen, town) : real(chosen);
    }

    private List<String> real(Optional<String> chosen) {
        if (access.users().list().stream().anyMatch(user -> user.isWorkingAdministrator() && !isDerived(user))) return List.of();
        if (chosen.isPresent()) {
            enter(new Persona(ADMIN, "系统管理员", Role.ADMINISTRATOR, false), Area.COUNTY, passwords.hash(checked(chosen.get())), false);
            return List.of();
        }
        String password = Secrets.password(random);
        write(password);
        enter(new Persona(ADMIN, "系统管理员", Role.ADMINISTRATOR, false), Area.COUNTY, passwords.hash(password), true);
        return List.of("first administrator 首个管理员: " + ADMIN + "  " + password,
                "  to be changed at the first sign-in 首次登录须修改; kept in " + file + " until then");
    }

    private List<String> demo(Optional<String> chosen, Area town) {
        var lines = new ArrayList<String>();
        for (var persona : DEMO) {
            var known = access.users().findByLogin(persona.login());
            boolean own = persona.login().equals(ADMIN) && chosen.isPresent();
            if (known.isEmpty()) enter(persona, persona.area(town), own ? passwords.hash(checked(chosen.get())) : DERIVED, false);
            boolean derived = access.users().findByLogin(persona.login()).filter(FirstUsers::isDerived).isPresent();
            lines.add("demo user  %s  %s  %s%s".formatted(persona.login(),
                    derived ? password(access, persona.login()) : "(own-password)", persona.role().title(),
                    persona.ofTown() ? " " + town.code() : ""));
        }
        return lines;
    }

    private static String checked(String password) {
        PasswordRules.complaint(password, ADMIN)
                .ifPresent(complaint -> {
                    throw new Refused(CHOSEN + ": " + complaint);
                });
        return password;
    }

    private void enter(Persona persona, Area area, String password, boolean mustChange) {
        var known = access.users().findByLogin(persona.login());
        var state = new User.State(known.map(User::id).orElseGet(() -> Secrets.id("u", random)), persona.role(), area, true, mustChange,
                false);
        var user = new User(state, new User.Personal(persona.login(), persona.name(), "", password, Optional.empty()));
        access.commit(List.of(Users.draft(Users.ADDED, user, Principal.CONSOLE)));
    }

    static boolean isDerived(User user) { return user.personal().password().equals(DERIVED); }

    /** Whether that password opens a user of the demo; never outside the demo. */
    static boolean opens(Access access, User user, String typed) {
        return access.stage() == Access.Stage.DEMO && isDerived(user)
                && MessageDigest.isEqual(password(access, user.login()).getBytes(UTF_8), typed.strip().getBytes(UTF_8));
    }

    private static String password(Access access, String login) {
        byte[] derived = access.keys().derive("demo " + login);
        String text = Base32.encode(java.util.Arrays.copyOf(derived, DERIVED_BYTES)).toLowerCase(java.util.Locale.ROOT);
        return String.join("-", text.substring(0, 4), text.substring(4, 8), text.substring(8, 12), text.substring(12));
    }

    /** The demo's users, to be named on its pages. */
    public static List<User> demoUsers(Access access) {
        if (access.stage() != Access.Stage.DEMO) return List.of();
        return DEMO.stream().flatMap(persona -> access.users().findByLogin(persona.login()).stream()).filter(User::enabled).toList();
    }

    /** Written before it is valid, so that it is never valid and unknown. */
    private void write(String password) {
        try {
            DurableFile.write(file, out -> out.write((ADMIN + "\n" + password + "\n").getBytes(UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be written: " + e.getMessage(), e);
        }
    }

    /** The file of the first password goes when that opens nothing any more. */
    public static void forgetWhenChanged(Access access, Path data) {
        access.watch(entry -> {
            var admin = access.users().findByLogin(ADMIN).map(User::id);
            if (entry.kind().equals(Users.PASSWORD) && admin.filter(entry.object()::equals).isPresent()) forget(data.resolve(FILE));
        });
    }

    private static void forget(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
