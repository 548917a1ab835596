package onemap.journal;

import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import onemap.journal.disk.EpochNanos;
import onemap.journal.disk.PersonalCipher;
import onemap.journal.disk.Readers;
import onemap.journal.disk.Sqlite;

/** The reading end of {@code journal.db}: every entry that leaves it has been hashed again. Thread-safe. */
final class JournalReader {
    /** Entries handed on in one piece, so that no read holds the write-ahead log for long. */
    private static final int PIECE = 4096;
    /** Payload in one such piece, in bytes. */
    private static final long PIECE_BYTES = 8L << 20;

    private final Readers readers;
    private final String node;
    private final PersonalCipher cipher;

    JournalReader(Readers readers, String node, PersonalCipher cipher) {
        this.readers = readers;
        this.node = node;
        this.cipher = cipher;
    }

    /** Up to the head given, which the chain must reach. */
    void replay(long fromSeq, Journal.Head end, Consumer<Entry> each) {
        long from = Math.max(1, fromSeq);
        if (from > end.seq()) return;
        var at = from == 1 ? Journal.Head.EMPTY : headAt(from - 1);
        while (at.seq() < end.seq()) {
            var piece = after(node, at, end.seq());
            if (piece.isEmpty())
                throw new Journal.BrokenChain(at.seq() + 1, "entry " + (at.seq() + 1) + " is missing, and all up to " + end.seq());
            piece.forEach(each);
            at = new Journal.Head(piece.getLast().seq(), piece.getLast().hash());
        }
    }

    private Journal.Head headAt(long seq) {
        return find(node, seq).map(entry -> new Journal.Head(seq, entry.hash()))
                .orElseThrow(() -> new Journal.BrokenChain(seq, "entry " + seq + " is missing"));
    }

    /** The next piece of a node's chain, each entry verified to follow; none at its end. */
    List<Entry> after(String of, Journal.Head from, long to) {
        var walk = new Walk(from);
        try {
            return readers.read(connection -> {
                try (var select = select(connection, of, "seq > ? AND seq <= ? ORDER BY seq LIMIT ?")) {
                    select.setLong(2, from.seq());
                    select.setLong(3, to);
                    select.setInt(4, PIECE);
                    return walk.read(select);
                }
            });
        } catch (UncheckedIOException e) {
            if (!Sqlite.isDamage(e)) throw e;
            long next = from.seq() + 1;
            throw new Journal.BrokenChain(next, "the file is damaged at entry " + next + " or soon after: " + e.getMessage());
        }
    }

    /** How far a replay has come. */
    private static final class Walk {
        private final EntryHash hash = new EntryHash();
        private long next;
        private byte[] prevHash;

        Walk(Journal.Head from) {
            this.next = from.seq() + 1;
            this.prevHash = from.hash();
        }

        List<Entry> read(PreparedStatement select) throws SQLException {
            var entries = new ArrayList<Entry>();
            var rows = select.executeQuery();
            for (long bytes = 0; bytes < PIECE_BYTES && rows.next();) {
                var row = Row.read(rows);
                entries.add(verified(row, Row.hashOf(rows)));
                bytes += row.payload().length;
            }
            return entries;
        }

        private Entry verified(Row row, byte[] stored) {
            if (row.seq() != next) throw new Journal.BrokenChain(next, "entry " + next + " is missing");
            if (!Arrays.equals(row.prevHash(), prevHash))
                throw new Journal.BrokenChain(next, "entry " + next + " does not follow the one before");
            if (!hash.fits(row, stored)) throw new Journal.BrokenChain(next, "entry " + next + " is not as it was written");
            next++;
            prevHash = stored;
            return row.toEntry(stored);
        }
    }

    void hashes(Journal.Head from, Journal.Head end, Consumer<byte[]> each) {
        var at = from;
        while (at.seq() < end.seq()) {
            var before = at;
            var piece = readers.read(connection -> hashesAfter(connection, before, end.seq()));
            if (piece.isEmpty()) throw new Journal.BrokenChain(at.seq() + 1, "entry " + (at.seq() + 1) + " is missing");
            piece.forEach(each);
            at = new Journal.Head(at.seq() + piece.size(), piece.getLast());
        }
        if (!Arrays.equals(at.hash(), end.hash()))
            throw new Journal.BrokenChain(end.seq(), "entry " + end.seq() + " is not as it was written");
    }

    private List<byte[]> hashesAfter(Connection connection, Journal.Head from, long toSeq) throws SQLException {
        try (var select = connection.prepareStatement("""
                SELECT seq, prev_hash, hash
                FROM entry
                WHERE node = ? AND seq > ? AND seq <= ?
                ORDER BY seq
                LIMIT ?""")) {
            select.setString(1, node);
            select.setLong(2, from.seq());
            select.setLong(3, toSeq);
            select.setInt(4, PIECE);
            var hashes = new ArrayList<byte[]>();
            byte[] prev = from.hash();
            for (var rows = select.executeQuery(); rows.next();) {
                long next = from.seq() + hashes.size() + 1;
                if (rows.getLong(1) != next || !Arrays.equals(rows.getBytes(2), prev))
                    throw new Journal.BrokenChain(next, "entry " + next + " does not follow the one before");
                prev = rows.getBytes(3);
                hashes.add(prev);
            }
            return hashes;
        }
    }

    Optional<String> newestSeal() {
        return readers.read(connection -> {
            try (var select = connection.prepareStatement("SELECT text FROM seal WHERE node = ? ORDER BY number DESC LIMIT 1")) {
                select.setString(1, node);
                var rows = select.executeQuery();
                return rows.next() ? Optional.of(rows.getString(1)) : Optional.empty();
            }
        });
    }

    Optional<Entry> find(String of, long seq) {
        return readers.read(connection -> {
            try (var select = select(connection, of, "seq = ?")) {
                select.setLong(2, seq);
                return first(select);
            }
        });
    }

    /** @param held which of the rows count */
    Optional<Entry> findByKey(String idempotencyKey, Instant notBefore, BiPredicate<String, Long> held) {
        return readers.read(connection -> {
            try (var select = connection.prepareStatement("SELECT " + Row.COLUMNS + """

                    FROM entry
                    WHERE idempotency_key = ? AND at >= ?
                    ORDER BY node = ? DESC, at, node, seq""")) {
                select.setString(1, idempotencyKey);
                select.setLong(2, EpochNanos.of(notBefore));
                select.setString(3, node);
                return first(select, held);
            }
        });
    }

    List<Entry> listBefore(long seqExclusive, int limit) {
        return readers.read(connection -> {
            try (var select = select(connection, node, "seq < ? ORDER BY seq DESC LIMIT ?")) {
                select.setLong(2, seqExclusive);
                select.setInt(3, limit);
                return list(select);
            }
        });
    }

    void replayKinds(Set<String> kinds, Consumer<Entry> each) {
        String asked = String.join(", ", Collections.nCopies(kinds.size(), "?"));
        long after = 0;
        for (var piece = kindsAfter(asked, kinds, after); !piece.isEmpty(); piece = kindsAfter(asked, kinds, after)) {
            piece.forEach(each);
            after = piece.getLast().seq();
        }
    }

    private List<Entry> kindsAfter(String asked, Set<String> kinds, long after) {
        return readers.read(connection -> {
            try (var select = select(connection, node, "seq > ? AND kind IN (" + asked + ") ORDER BY seq LIMIT " + PIECE)) {
                select.setLong(2, after);
                int at = 3;
                for (var kind : kinds)
                    select.setString(at++, kind);
                return list(select);
            }
        });
    }

    Optional<Entry> findNewest(String object, String kind) {
        return readers.read(connection -> {
            try (var select = select(connection, node, "object = ? AND kind = ? ORDER BY seq DESC LIMIT 1")) {
                select.setString(2, object);
                select.setString(3, kind);
                return first(select);
            }
        });
    }

    private static PreparedStatement select(Connection connection, String of, String where) throws SQLException {
        var select = connection.prepareStatement("SELECT " + Row.COLUMNS + " FROM entry WHERE node = ? AND " + where);
        select.setString(1, of);
        return select;
    }

    private static Optional<Entry> first(PreparedStatement select) throws SQLException { return first(select, (node, seq) -> true); }

    private static Optional<Entry> first(PreparedStatement select, BiPredicate<String, Long> wanted) throws SQLException {
        for (var rows = select.executeQuery(); rows.next();)
            if (wanted.test(rows.getString(1), rows.getLong(2))) return Optional.of(whole(rows, new EntryHash()));
        return Optional.empty();
    }

    /** One entry, or a page of the log: its own hash is checked, its place in the chain is not. */
    private static List<Entry> list(PreparedStatement select) throws SQLException {
        var hash = new EntryHash();
        var entries = new ArrayList<Entry>();
        for (var rows = select.executeQuery(); rows.next();)
            entries.add(whole(rows, hash));
        return entries;
    }

    private static Entry whole(ResultSet rows, EntryHash hash) throws SQLException {
        var row = Row.read(rows);
        byte[] stored = Row.hashOf(rows);
        if (!hash.fits(row, stored))
            throw new Journal.BrokenChain(row.seq(), "entry " + row.seq() + " is not as it was written");
        return row.toEntry(stored);
    }

    Optional<String> findSealed(String of, long seq) {
        return readers.read(connection -> {
            try (var select = connection.prepareStatement("""
                    SELECT salt, body, sealed_digest, format
                    FROM sealed
                    JOIN entry USING (node, seq)
                    WHERE node = ? AND seq = ?""")) {
                select.setString(1, of);
                select.setLong(2, seq);
                var rows = select.executeQuery();
                if (!rows.next()) return Optional.empty();
                byte[] body = rows.getBytes(2);
                if (!new EntryHash().sealedFits(rows.getLong(4), rows.getBytes(1), body, rows.getBytes(3)))
                    throw new Journal.BrokenChain(seq, "the personal part of entry " + seq + " is not as it was written");
                var plain = cipher.decrypt(body, rows.getBytes(1)).map(Row::text);
                if (plain.isEmpty() && of.equals(node)) // another node's may be under another secret: its words stay with it
                    throw new IllegalStateException("the personal part of entry " + seq
                            + " was encrypted under another secret.key than the one in the data folder");
                return plain;
            }
        });
    }
}
