package onemap.journal.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The public key of a node's seals, in the text form of C2SP signed-note: {@code onemap/NODE+KEYID+base64(01 ‖ 32 bytes)}, KEYID being the first 4
 * bytes of SHA-256(name ‖ 0A ‖ 01 ‖ key) in hex.
 */
public final class SealKey {
    private static final byte ED25519 = 1;
    private static final int RAW_BYTES = 32;
    private static final int ID_BYTES = 4;
    private static final byte[] X509_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

    private final String name;
    private final byte[] raw;

    private SealKey(String name, byte[] raw) {
        this.name = name;
        this.raw = raw;
    }

    static SealKey of(String node, PublicKey key) {
        byte[] encoded = key.getEncoded();
        return new SealKey(Seal.origin(node), Arrays.copyOfRange(encoded, encoded.length - RAW_BYTES, encoded.length));
    }

    public static Optional<SealKey> parse(String text) {
        String[] parts = text.strip().split("\\+", 3);
        if (parts.length != 3) return Optional.empty();
        try {
            byte[] typed = Base64.getDecoder().decode(parts[2]);
            if (typed.length != 1 + RAW_BYTES || typed[0] != ED25519) return Optional.empty();
            var key = new SealKey(parts[0], Arrays.copyOfRange(typed, 1, typed.length));
            return key.text().equals(text.strip()) ? Optional.of(key) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    public String text() { return name + "+" + HexFormat.of().formatHex(id()) + "+" + Base64.getEncoder().encodeToString(typed()); }

    /** SHA-256 of the 32 bytes, in hex: short enough to be compared by eye. */
    public String fingerprint() {
        return HexFormat.of().formatHex(MerkleTree.sha256().digest(raw));
    }

    /** The line that ends a signed text. */
    String signatureLine(byte[] signature) {
        byte[] both = Arrays.copyOf(id(), ID_BYTES + signature.length);
        System.arraycopy(signature, 0, both, ID_BYTES, signature.length);
        return "— " + name + " " + Base64.getEncoder().encodeToString(both) + "\n";
    }

    boolean signed(Seal seal) {
        String statement = seal.statement();
        String line = seal.text().substring(statement.length() + 1);
        String start = "— " + name + " ";
        if (!line.startsWith(start) || !line.endsWith("\n")) return false;
        try {
            byte[] both = Base64.getDecoder().decode(line.substring(start.length(), line.length() - 1));
            var verifier = Signature.getInstance("Ed25519");
            verifier.initVerify(KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(joined(X509_PREFIX, raw))));
            verifier.update(statement.getBytes(UTF_8));
            return Arrays.equals(both, 0, ID_BYTES, id(), 0, ID_BYTES) && verifier.verify(both, ID_BYTES, both.length - ID_BYTES);
        } catch (GeneralSecurityException | IllegalArgumentException | IndexOutOfBoundsException e) {
            return false;
        }
    }

    private byte[] id() { return Arrays.copyOf(MerkleTree.sha256().digest(joined((name + "\n").getBytes(UTF_8), typed())), ID_BYTES); }

    private byte[] typed() { return joined(new byte[]{ED25519}, raw); }

    private static byte[] joined(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    @Override public boolean equals(Object other) {
        return other instanceof SealKey key && name.equals(key.name) && Arrays.equals(raw, key.raw);
    }

    @Override public int hashCode() { return Arrays.hashCode(raw); }
}
