package onemap.access.secret;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What a password must be: long enough, not the login, not one that everybody tries first (NIST SP 800-63B, 5.1.1.2). */
public final class PasswordRules {
    private static final int LEAST = 10;
    /** Longer ones would only be work for the server. */
    public static final int MOST = 128;
    private static final Set<String> COMMON = common();

    private PasswordRules() {}

    /** What is wrong with it, for the person who chose it. */
    public static Optional<String> complaint(String password, String login) {
        int length = password.codePointCount(0, password.length());
        if (length < LEAST) return Optional.of("the password has fewer than " + LEAST + " characters 密码少于 " + LEAST + " 位");
        if (length > MOST) return Optional.of("the password has more than " + MOST + " characters 密码超过 " + MOST + " 位");
        String lower = password.strip().toLowerCase(Locale.ROOT);
        if (lower.contains(login.toLowerCase(Locale.ROOT)) && lower.length() - login.length() < LEAST / 2)
            return Optional.of("the password is the login 密码与账号相同");
        if (COMMON.contains(lower) || lower.chars().distinct().count() < 4)
            return Optional.of("everybody tries this password first 密码过于常见");
        return Optional.empty();
    }

    private static Set<String> common() {
        try (InputStream in = Objects.requireNonNull(PasswordRules.class.getResourceAsStream("/onemap/access/common-passwords.txt"))) {
            return new String(in.readAllBytes(), UTF_8).lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> line.strip().toLowerCase(Locale.ROOT))
                    .collect(Collectors.toUnmodifiableSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
