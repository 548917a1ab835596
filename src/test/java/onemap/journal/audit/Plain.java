package onemap.journal.audit;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;

/** The hash of an entry by its published definition only, as an outsider, or a forger without the key, would compute it. */
final class Plain {
    private static final String COLUMNS = "node, seq, format, at, actor, kind, object, idempotency_key, payload, sealed_digest, prev_hash";

    private Plain() {}

    /** Computes the only chain there is anew from that entry on, so that it agrees with itself. */
    static void rechain(Connection connection, long from) throws Exception {
        try (var select = connection.createStatement()) {
            rechain(connection, select.executeQuery("SELECT node FROM entry LIMIT 1").getString(1), from);
        }
    }

    /** The same of one node's among others. */
    static void rechain(Connection connection, String node, long from) throws Exception {
        byte[] previous = from == 1 ? new byte[32] : hashOf(connection, node, from - 1);
        for (long seq = from; exists(connection, node, seq); seq++) {
            set(connection, "prev_hash", previous, node, seq);
            previous = compute(connection, node, seq);
            set(connection, "hash", previous, node, seq);
        }
    }

    private static void set(Connection connection, String column, byte[] value, String node, long seq) throws SQLException {
        try (var update = connection.prepareStatement("UPDATE entry SET " + column + " = ? WHERE node = ? AND seq = ?")) {
            update.setBytes(1, value);
            update.setString(2, node);
            update.setLong(3, seq);
            update.executeUpdate();
        }
    }

    private static boolean exists(Connection connection, String node, long seq) throws SQLException {
        try (var select = connection.prepareStatement("SELECT 1 FROM entry WHERE node = ? AND seq = ?")) {
            select.setString(1, node);
            select.setLong(2, seq);
            return select.executeQuery().next();
        }
    }

    private static byte[] hashOf(Connection connection, String node, long seq) throws SQLException {
        try (var select = connection.prepareStatement("SELECT hash FROM entry WHERE node = ? AND seq = ?")) {
            select.setString(1, node);
            select.setLong(2, seq);
            return select.executeQuery().getBytes(1);
        }
    }

    private static byte[] compute(Connection connection, String node, long seq) throws Exception {
        try (var select = connection.prepareStatement("SELECT " + COLUMNS + " FROM entry WHERE node = ? AND seq = ?")) {
            select.setString(1, node);
            select.setLong(2, seq);
            var row = select.executeQuery();
            var out = ByteBuffer.allocate(65_536);
            for (int column = 1; column <= 11; column++)
                field(out, row, column);
            byte[] bytes = new byte[out.position()];
            out.flip().get(bytes);
            return row.getInt("format") == 2 ? ExportVerifier.sm3(bytes) : MessageDigest.getInstance("SHA-256").digest(bytes);
        }
    }

    private static void field(ByteBuffer out, ResultSet row, int column) throws SQLException {
        switch (row.getObject(column)) {
            case null -> out.putInt(-1);
            case Number number -> out.putInt(8).putLong(number.longValue());
            case byte[] blob -> out.putInt(blob.length).put(blob);
            case Object text -> {
                byte[] utf8 = text.toString().getBytes(StandardCharsets.UTF_8);
                out.putInt(utf8.length).put(utf8);
            }
        }
    }
}
