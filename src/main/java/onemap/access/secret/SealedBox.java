package onemap.access.secret;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.random.RandomGenerator;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Secrets at rest: AES-256-GCM (NIST SP 800-38D), each bound to whose it is, so that one row's cannot be put into another's. */
public final class SealedBox {
    private static final int IV_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final SecretKeySpec key;
    private final RandomGenerator random;

    public SealedBox(byte[] key, RandomGenerator random) {
        this.key = new SecretKeySpec(key, "AES");
        this.random = random;
    }

    public String seal(byte[] open, String owner) {
        byte[] iv = new byte[IV_BYTES];
        random.nextBytes(iv);
        byte[] closed = run(Cipher.ENCRYPT_MODE, iv, open, owner);
        byte[] both = Arrays.copyOf(iv, iv.length + closed.length);
        System.arraycopy(closed, 0, both, iv.length, closed.length);
        return Base64.getEncoder().encodeToString(both);
    }

    public byte[] open(String sealed, String owner) {
        byte[] both = Base64.getDecoder().decode(sealed);
        return run(Cipher.DECRYPT_MODE, Arrays.copyOf(both, IV_BYTES), Arrays.copyOfRange(both, IV_BYTES, both.length), owner);
    }

    private byte[] run(int mode, byte[] iv, byte[] text, String owner) {
        try {
            var cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, iv));
            cipher.updateAAD(owner.getBytes(UTF_8));
            return cipher.doFinal(text);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a sealed secret of " + owner + " does not fit this data folder's secret.key", e);
        }
    }
}
