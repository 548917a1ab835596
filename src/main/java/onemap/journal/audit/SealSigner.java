package onemap.journal.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import onemap.journal.disk.DurableFile;

/** The private key of a node's seals: {@code seal.key}, the public key's line followed by PKCS #8 as PEM, readable by its owner only. */
final class SealSigner {
    private static final String BEGIN = "-----BEGIN PRIVATE KEY-----\n";
    private static final String END = "\n-----END PRIVATE KEY-----\n";

    private final SealKey key;
    private final PrivateKey secret;

    private SealSigner(SealKey key, PrivateKey secret) {
        this.key = key;
        this.secret = secret;
    }

    static SealSigner make(Path file, String node, SecureRandom random) throws IOException {
        try {
            var generator = KeyPairGenerator.getInstance("Ed25519");
            generator.initialize(255, random);
            var pair = generator.generateKeyPair();
            var signer = new SealSigner(SealKey.of(node, pair.getPublic()), pair.getPrivate());
            String text = signer.key.text() + "\n" + BEGIN + Base64.getEncoder().encodeToString(pair.getPrivate().getEncoded()) + END;
            DurableFile.writePrivate(file, out -> out.write(text.getBytes(UTF_8)));
            return signer;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has Ed25519", e);
        }
    }

    static SealSigner read(Path file) throws IOException {
        String text = Files.readString(file);
        int begin = text.indexOf(BEGIN);
        int end = text.indexOf(END);
        if (begin < 0 || end < begin) throw new IOException(file + " does not hold a private key");
        var key = SealKey.parse(text.substring(0, begin)).orElseThrow(() -> new IOException(file + " does not begin with a public key"));
        try {
            byte[] encoded = Base64.getDecoder().decode(text.substring(begin + BEGIN.length(), end));
            return new SealSigner(key, KeyFactory.getInstance("Ed25519").generatePrivate(new PKCS8EncodedKeySpec(encoded)));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IOException(file + " does not hold an Ed25519 key", e);
        }
    }

    SealKey key() { return key; }

    /** The statement with its signature below. */
    String sign(String statement) {
        try {
            var signature = Signature.getInstance("Ed25519");
            signature.initSign(secret);
            signature.update(statement.getBytes(UTF_8));
            return statement + "\n" + key.signatureLine(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("an Ed25519 key signs anything", e);
        }
    }

    /** A key of another use, known to whoever knows this one. */
    byte[] derive(String use) {
        var sha256 = MerkleTree.sha256();
        sha256.update(use.getBytes(UTF_8));
        return sha256.digest(secret.getEncoded());
    }
}
