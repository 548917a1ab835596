package onemap.feed.jt808;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Authentication codes 鉴权码, derived from the phone by HMAC-SHA-256, so that nothing has to be kept per device. */
final class AuthCodes {
    /** 16 hex digits: short enough for every device seen, far too many to guess. */
    private static final int BYTES = 8;
    private final SecretKeySpec key;

    AuthCodes(byte[] secret) { this.key = new SecretKeySpec(secret, "HmacSHA256"); }

    byte[] codeOf(Phone phone) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            byte[] digest = mac.doFinal(("jt808 " + phone.digits()).getBytes(StandardCharsets.US_ASCII));
            return HexFormat.of().formatHex(digest, 0, BYTES).getBytes(StandardCharsets.US_ASCII);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }

    /**
     * The body of 0x0102 is the code alone (2013 table 9) or length(1) code, IMEI, version (2019 table 13); devices mix the two up, so both are read under
     * either header.
     */
    boolean holdsCode(Frame frame) {
        byte[] owed = codeOf(frame.header().phone());
        byte[] body = frame.body();
        int length = body.length;
        while (length > 0 && body[length - 1] == 0)
            length--;
        boolean alone = MessageDigest.isEqual(owed, Arrays.copyOf(body, length));
        boolean counted = body.length > 0 && (body[0] & 0xff) < body.length
                && MessageDigest.isEqual(owed, Arrays.copyOfRange(body, 1, 1 + (body[0] & 0xff)));
        return alone || counted;
    }
}
