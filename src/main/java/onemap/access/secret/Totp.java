package onemap.access.secret;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.OptionalLong;

/** Codes that change with time (TOTP, RFC 6238): SHA-1, steps of 30 s, six digits, as every authenticator app has them. */
public final class Totp {
    /** RFC 4226, 4, R6 recommends 160 bits. */
    public static final int SECRET_BYTES = 20;
    private static final int STEP_SECONDS = 30;
    private static final int DIGITS = 6;
    /** A phone's clock may be one step off (RFC 6238, 5.2). */
    private static final int STEPS_OFF = 1;

    private Totp() {}

    static long step(Instant at) { return Math.floorDiv(at.getEpochSecond(), STEP_SECONDS); }

    /** RFC 4226, 5.3. */
    static String code(byte[] secret, long step, int digits, String algorithm) {
        byte[] mac = Keys.mac(secret, ByteBuffer.allocate(Long.BYTES).putLong(step).array(), algorithm);
        int offset = mac[mac.length - 1] & 0xf;
        int number = ByteBuffer.wrap(mac).getInt(offset) & Integer.MAX_VALUE;
        return String.format("%0" + digits + "d", number % Math.round(Math.pow(10, digits)));
    }

    public static String code(byte[] secret, Instant at) { return code(secret, step(at), DIGITS, "HmacSHA1"); }

    /** The step whose code it is, unless it is not later than {@code used}: each code counts once (RFC 6238, 5.2). */
    public static OptionalLong match(byte[] secret, String typed, Instant at, long used) {
        byte[] digits = typed.replace(" ", "").getBytes(UTF_8);
        long now = step(at);
        var found = OptionalLong.empty();
        for (long step = now - STEPS_OFF; step <= now + STEPS_OFF; step++)
            if (MessageDigest.isEqual(code(secret, step, DIGITS, "HmacSHA1").getBytes(UTF_8), digits) && step > used)
                found = OptionalLong.of(step);
        return found;
    }

    /** What an authenticator app reads from the QR code. */
    public static String uri(byte[] secret, String login, String issuer) {
        String label = URLEncoder.encode(issuer + ":" + login, UTF_8).replace("+", "%20");
        return "otpauth://totp/" + label + "?secret=" + Base32.encode(secret) + "&issuer="
                + URLEncoder.encode(issuer, UTF_8).replace("+", "%20")
                + "&algorithm=SHA1&digits=" + DIGITS + "&period=" + STEP_SECONDS;
    }
}
