package onemap.access.secret;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Keys for one purpose each, derived from the data folder's secret (HMAC-SHA-256 as a key derivation, NIST SP 800-108r1). */
public final class Keys {
    private static final String HMAC = "HmacSHA256";

    private final byte[] secret;

    public Keys(byte[] secret) { this.secret = secret.clone(); }

    /** 32 bytes that tell nothing of the secret, nor of those for another purpose. */
    public byte[] derive(String purpose) {
        return mac(secret, purpose.getBytes(UTF_8), HMAC);
    }

    static byte[] mac(byte[] key, byte[] message, String algorithm) {
        try {
            var mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(key, algorithm));
            return mac.doFinal(message);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + algorithm, e);
        }
    }
}
