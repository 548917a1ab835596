package onemap.access.secret;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.random.RandomGenerator;

/** Random texts that open something, and the digests by which alone they are kept. */
public final class Secrets {
    /** 192 bits: nobody guesses it, so a plain digest is enough to keep it by. */
    private static final int BYTES = 24;
    private static final int PASSWORD_CHARACTERS = 20;
    /** None that is mistaken for another. */
    private static final String READABLE = "abcdefghjkmnpqrstuvwxyz23456789";

    private Secrets() {}

    public static String random(RandomGenerator random) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** A public id: eight hex digits behind its letter. */
    public static String id(String letter, RandomGenerator random) {
        return letter + "-" + HexFormat.of().toHexDigits(random.nextInt());
    }

    /** A password to be read out and typed: 20 characters of 31, 99 bits. */
    public static String password(RandomGenerator random) {
        var text = new StringBuilder(PASSWORD_CHARACTERS);
        while (text.length() < PASSWORD_CHARACTERS)
            text.append(READABLE.charAt(random.nextInt(READABLE.length())));
        return text.toString();
    }

    public static String digest(String secret) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(secret.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
