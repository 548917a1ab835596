package onemap.access.secret;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.text.Normalizer;
import java.util.Base64;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/** Passwords by Argon2id (RFC 9106), kept as PHC strings that name their own parameters. */
final class Argon2id {
    private static final Pattern PHC = Pattern.compile("\\$argon2id\\$v=19\\$m=(\\d+),t=(\\d+),p=1\\$([A-Za-z0-9+/]+)\\$([A-Za-z0-9+/]+)");
    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;

    private Argon2id() {}

    static String hash(String password, Argon2Settings settings, RandomGenerator random) {
        byte[] salt = bytes(SALT_BYTES, random);
        return phc(settings, salt, derive(password, salt, settings.memoryKibibytes(), settings.passes(), HASH_BYTES));
    }

    /** Looks like the hash of a password, is that of none. */
    static String ofNobody(Argon2Settings settings, RandomGenerator random) {
        return phc(settings, bytes(SALT_BYTES, random), bytes(HASH_BYTES, random));
    }

    private static byte[] bytes(int count, RandomGenerator random) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    private static String phc(Argon2Settings settings, byte[] salt, byte[] hash) {
        var base64 = Base64.getEncoder().withoutPadding();
        return "$argon2id$v=19$m=" + settings.memoryKibibytes() + ",t=" + settings.passes() + ",p=1$" + base64.encodeToString(salt) + "$"
                + base64.encodeToString(hash);
    }

    /** Takes as long for the wrong password as for the right one. */
    static boolean verify(String phc, String password) {
        var parts = PHC.matcher(phc);
        if (!parts.matches()) throw new IllegalArgumentException("a kept password is no Argon2id PHC string");
        byte[] salt = Base64.getDecoder().decode(parts.group(3));
        byte[] expected = Base64.getDecoder().decode(parts.group(4));
        byte[] found = derive(password, salt, Integer.parseInt(parts.group(1)), Integer.parseInt(parts.group(2)), expected.length);
        return MessageDigest.isEqual(expected, found);
    }

    static boolean costs(String phc, Argon2Settings settings) {
        var parts = PHC.matcher(phc);
        return parts.matches() && Integer.parseInt(parts.group(1)) == settings.memoryKibibytes()
                && Integer.parseInt(parts.group(2)) == settings.passes();
    }

    /** The same letters typed on another keyboard are the same password (RFC 8265, 4.2: NFC). */
    private static byte[] derive(String password, byte[] salt, int memoryKibibytes, int passes, int bytes) {
        var generator = new Argon2BytesGenerator();
        generator.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id).withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withMemoryAsKB(memoryKibibytes)
                .withIterations(passes)
                .withParallelism(1)
                .withSalt(salt)
                .build());
        byte[] derived = new byte[bytes];
        generator.generateBytes(Normalizer.normalize(password, Normalizer.Form.NFC).getBytes(UTF_8), derived);
        return derived;
    }
}
