package onemap.journal.disk;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.util.Optional;
import java.util.random.RandomGenerator;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Personal data as it lies on disk: AES-256 in GCM (NIST SP 800-38D) under a key of the folder's secret, with the row's salt as what it must stand beside:
 * {@code 01 ‖ nonce (12 bytes) ‖ ciphertext ‖ tag (16 bytes)}. Thread-safe.
 */
public final class PersonalCipher {
    private static final byte FORMAT = 1;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    /** Keeps this key apart from others of the same secret. */
    private static final String PURPOSE = "onemap personal part 1";

    private final SecretKeySpec key;

    /** @param secret of the data folder */
    public PersonalCipher(byte[] secret) {
        try {
            var hmac = Mac.getInstance("HmacSHA256");
            hmac.init(new SecretKeySpec(secret, "HmacSHA256"));
            key = new SecretKeySpec(hmac.doFinal(PURPOSE.getBytes(UTF_8)), "AES");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }

    public byte[] encrypt(byte[] plain, byte[] salt, RandomGenerator random) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            var cipher = cipher(Cipher.ENCRYPT_MODE, nonce, 0, salt);
            byte[] stored = new byte[1 + NONCE_BYTES + cipher.getOutputSize(plain.length)];
            stored[0] = FORMAT;
            System.arraycopy(nonce, 0, stored, 1, NONCE_BYTES);
            cipher.doFinal(plain, 0, plain.length, stored, 1 + NONCE_BYTES);
            return stored;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Empty when it was encrypted under another secret; what was stored before there was a cipher is JSON, and stands as it is. */
    public Optional<byte[]> decrypt(byte[] stored, byte[] salt) {
        if (stored.length == 0 || stored[0] != FORMAT) return Optional.of(stored);
        if (stored.length < 1 + NONCE_BYTES + TAG_BITS / Byte.SIZE) return Optional.empty();
        try {
            return Optional.of(cipher(Cipher.DECRYPT_MODE, stored, 1, salt)
                    .doFinal(stored, 1 + NONCE_BYTES, stored.length - 1 - NONCE_BYTES));
        } catch (AEADBadTagException e) {
            return Optional.empty();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private Cipher cipher(int mode, byte[] nonce, int at, byte[] salt) throws GeneralSecurityException {
        var cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce, at, NONCE_BYTES));
        cipher.updateAAD(salt);
        return cipher;
    }
}
