package onemap.journal.audit;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import onemap.journal.Journal;

/**
 * A signed statement 封签 that a node's journal had that size and Merkle root, in the text form of C2SP tlog-checkpoint. Arrays are never written to.
 *
 * <pre>
 * onemap/NODE                     origin
 * SIZE                            entries covered, from the first
 * ROOT                            Merkle root over their hashes (RFC 6962), base64
 * number N                        seals of a node count 1, 2, 3 …
 * time 2026-07-18T12:00:00Z
 * head HASH                       of the last entry covered, base64
 * previous HASH                   SHA-256 of the whole text of the seal before, base64; zeros in the first
 * reason regular
 *                                 (empty line)
 * — onemap/NODE SIGNATURE         base64 of key id (4 bytes) and Ed25519 signature over all lines before the empty one (C2SP signed-note)
 * </pre>
 *
 * @param text the whole of it
 */
public record Seal(String node, long size, byte[] root, long number, Instant at, byte[] head, byte[] previous, Reason reason, String text) {
    private static final String ORIGIN = "onemap/";
    static final byte[] NO_PREVIOUS = new byte[32];

    /** Why it was made. */
    public enum Reason {
        /** The first after a clean stop: nothing was added meanwhile. */
        START,
        /** Time has passed. */
        REGULAR,
        /** Somebody asked, at a handover 交接班. */
        HANDOVER,
        /** The last before a clean stop. */
        STOP
    }

    static String origin(String node) { return ORIGIN + node; }

    /** The lines that are signed. */
    static String statement(String node, Journal.Head head, byte[] root, long number, Instant at, byte[] previous, Reason reason) {
        return String.join("\n", origin(node), Long.toString(head.seq()), base64(root), "number " + number, "time " + at,
                "head " + base64(head.hash()), "previous " + base64(previous), "reason " + reason.name().toLowerCase(Locale.ROOT), "");
    }

    /** Empty unless it is written exactly as {@link #statement} does; the signature is not looked at. */
    public static Optional<Seal> parse(String text) {
        int end = text.indexOf("\n\n");
        if (end < 0) return Optional.empty();
        String statement = text.substring(0, end + 1);
        String[] lines = statement.split("\n", -1);
        if (lines.length != 9 || !lines[0].startsWith(ORIGIN)) return Optional.empty();
        try {
            var seal = new Seal(lines[0].substring(ORIGIN.length()), Long.parseLong(lines[1]), Base64.getDecoder().decode(lines[2]),
                    Long.parseLong(after("number ", lines[3])), Instant.parse(after("time ", lines[4])),
                    Base64.getDecoder().decode(after("head ", lines[5])), Base64.getDecoder().decode(after("previous ", lines[6])),
                    Reason.valueOf(after("reason ", lines[7]).toUpperCase(Locale.ROOT)), text);
            return statement.equals(seal.statement()) ? Optional.of(seal) : Optional.empty();
        } catch (IllegalArgumentException | DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private static String after(String name, String line) { return line.startsWith(name) ? line.substring(name.length()) : ""; }

    String statement() { return statement(node, covered(), root, number, at, previous, reason); }

    /** Of the last entry it covers. */
    public Journal.Head covered() { return new Journal.Head(size, head); }

    byte[] digest() { return MerkleTree.sha256().digest(text.getBytes(StandardCharsets.UTF_8)); }

    boolean follows(Seal before) { return number == before.number + 1 && size >= before.size && Arrays.equals(previous, before.digest()); }

    private static String base64(byte[] bytes) { return Base64.getEncoder().encodeToString(bytes); }
}
