package onemap.journal;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Optional;

/**
 * The hash that chains the journal. An outsider needs only this text, SHA-256 and any SQLite to check {@code journal.db}:
 *
 * <pre>
 * SELECT node, seq, format, at, actor, kind, object, idempotency_key, payload, sealed_digest, prev_hash, hash
 * FROM entry WHERE node = ? ORDER BY seq
 *
 * hash = SHA-256( field(node) ‖ field(seq) ‖ field(format) ‖ field(at) ‖ field(actor) ‖ field(kind) ‖ field(object)
 *               ‖ field(idempotency_key) ‖ field(payload) ‖ field(sealed_digest) ‖ field(prev_hash) )
 *
 * field(NULL)    = FF FF FF FF
 * field(INTEGER) = 00 00 00 08, then the value as 8 bytes, two's complement, most significant first
 * field(TEXT)    = the number of bytes of its UTF-8 form in 4 bytes, most significant first, then these bytes
 * field(BLOB)    = the number of bytes likewise, then the bytes
 * </pre>
 *
 * {@code seq} counts 1, 2, 3 … without gaps. {@code prev_hash} is the {@code hash} of the row before, 32 zero bytes in the first. {@code at} is
 * nanoseconds since 1970-01-01T00:00:00Z. Where {@code sealed_digest} is not NULL and {@code sealed} still has a row of the same node and seq,
 * {@code sealed_digest} = SHA-256(salt ‖ body); a missing row of {@code sealed} is no fault: personal data may be dropped. {@code body} is
 * encrypted ({@link onemap.journal.disk.PersonalCipher}); its digest is over the stored bytes, so no key is needed to check it.
 * <p>
 * One instance keeps its digest and buffer from entry to entry, so it belongs to one thread.
 */
final class EntryHash {
    static final int HASH_BYTES = 32;
    private static final int NULL_LENGTH = -1;

    private final MessageDigest sha256 = sha256();
    private byte[] buffer = new byte[4096];
    private int length;

    byte[] of(Row row) {
        length = 0;
        bytes(row.node());
        integer(row.seq());
        integer(row.format());
        integer(row.atNanos());
        bytes(row.actor());
        bytes(row.kind());
        bytes(row.object());
        nullable(row.idempotencyKey());
        bytes(row.payload());
        nullable(row.sealedDigest());
        bytes(row.prevHash());
        sha256.update(buffer, 0, length);
        return sha256.digest();
    }

    /** What stands in the chain for personal data that is kept outside it. */
    byte[] sealedDigest(byte[] salt, byte[] body) {
        sha256.update(salt);
        return sha256.digest(body);
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private void nullable(Optional<byte[]> field) {
        if (field.isPresent()) bytes(field.get());
        else
            int32(NULL_LENGTH);
    }

    private void bytes(byte[] field) {
        int32(field.length);
        reserve(field.length);
        System.arraycopy(field, 0, buffer, length, field.length);
        length += field.length;
    }

    private void integer(long field) {
        int32(Long.BYTES);
        int32((int) (field >>> 32));
        int32((int) field);
    }

    private void int32(int value) {
        reserve(Integer.BYTES);
        buffer[length++] = (byte) (value >>> 24);
        buffer[length++] = (byte) (value >>> 16);
        buffer[length++] = (byte) (value >>> 8);
        buffer[length++] = (byte) value;
    }

    private void reserve(int more) {
        if (buffer.length - length < more) buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, length + more));
    }
}
