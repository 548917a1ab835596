package onemap.web.tls;

import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.KeyManagerFactory;

/** What the server shows who it is with: a certificate, what leads to its root, and the key. */
public record Certificate(List<X509Certificate> chain, PrivateKey key) {
    private static final HexFormat COLONS = HexFormat.ofDelimiter(":").withUpperCase();

    /** @throws IllegalArgumentException when the key is not the certificate's */
    public Certificate {
        chain = List.copyOf(chain);
        if (!belongs(chain.getFirst(), key)) throw new IllegalArgumentException("the key does not belong to the certificate");
    }

    private X509Certificate own() { return chain.getFirst(); }

    public Instant endsAt() { return own().getNotAfter().toInstant(); }

    boolean names(String name) { return new SubjectNames(own()).hold(name.toLowerCase(Locale.ROOT)); }

    /** As people compare it: SHA-256, upper case hex with colons. */
    public String fingerprint() {
        try {
            return COLONS.formatHex(MessageDigest.getInstance("SHA-256").digest(own().getEncoded()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** For the TLS engine; the password is that of a key store which never leaves this method. */
    public KeyManagerFactory keyManagers() {
        try {
            char[] password = new char[0];
            var store = KeyStore.getInstance("PKCS12");
            store.load(null, password);
            store.setKeyEntry("web", key, password, chain.toArray(X509Certificate[]::new));
            var factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            factory.init(store, password);
            return factory;
        } catch (GeneralSecurityException | java.io.IOException e) {
            throw new IllegalStateException("the certificate cannot be used: " + e.getMessage(), e);
        }
    }

    /** What the key signs, the certificate verifies. */
    private static boolean belongs(X509Certificate certificate, PrivateKey key) {
        String algorithm = switch (key.getAlgorithm()) {
            case "EC" -> "SHA256withECDSA";
            case "RSA" -> "SHA256withRSA";
            default -> key.getAlgorithm();
        };
        byte[] sample = {1, 2, 3};
        try {
            var signature = Signature.getInstance(algorithm);
            signature.initSign(key, new SecureRandom());
            signature.update(sample);
            byte[] signed = signature.sign();
            signature.initVerify(certificate);
            signature.update(sample);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
