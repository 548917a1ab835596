package onemap.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import onemap.journal.disk.EpochNanos;

/** A row of {@code entry} as the bytes that are stored and hashed; all columns but {@code hash}. Arrays are never written to. */
record Row(byte[] node, long seq, long format, long atNanos, byte[] actor, byte[] kind, byte[] object, Optional<byte[]> idempotencyKey,
        byte[] payload, Optional<byte[]> sealedDigest, byte[] prevHash) {

    /** The order that {@link #read} and {@link #hashOf} count on. */
    static final String COLUMNS = "node, seq, format, at, actor, kind, object, idempotency_key, payload, sealed_digest, prev_hash, hash";

    /** TEXT is read as bytes: they are hashed as they stand, without being decoded and encoded again. */
    static Row read(ResultSet row) throws SQLException {
        return new Row(row.getBytes(1), row.getLong(2), row.getLong(3), row.getLong(4), row.getBytes(5), row.getBytes(6), row.getBytes(7),
                Optional.ofNullable(row.getBytes(8)), row.getBytes(9), Optional.ofNullable(row.getBytes(10)), row.getBytes(11));
    }

    static byte[] hashOf(ResultSet row) throws SQLException { return row.getBytes(12); }

    static Row of(Entry entry) {
        return new Row(entry.node().getBytes(UTF_8), entry.seq(), entry.format(), EpochNanos.of(entry.at()), entry.actor().getBytes(UTF_8),
                entry.kind().getBytes(UTF_8), entry.object().getBytes(UTF_8), entry.idempotencyKey().map(key -> key.getBytes(UTF_8)),
                entry.payload().getBytes(UTF_8), entry.sealedDigest(), entry.prevHash());
    }

    Entry toEntry(byte[] hash) {
        return new Entry(text(node), seq, (int) format, EpochNanos.toInstant(atNanos), text(actor), text(kind), text(object),
                idempotencyKey.map(Row::text), text(payload), sealedDigest, prevHash, hash);
    }

    static String text(byte[] utf8) { return new String(utf8, UTF_8); }
}
