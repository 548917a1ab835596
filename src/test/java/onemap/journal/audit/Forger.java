package onemap.journal.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import onemap.journal.audit.AuditResult.Kind;

/** Somebody with the data folder in his hands, but without the private key 篡改者: does one random thing to a copy, and says what must be found. */
final class Forger {
    private final Image image;
    private final Path folder;
    private final Random random;

    /** A data folder as its server left it: whole, or killed before its last entries were sealed. */
    record Image(String name, Map<String, byte[]> files, long entries, long sealed, String node) {
        static Image of(String name, Path folder, long entries, long sealed, String node) throws Exception {
            var files = new HashMap<String, byte[]>();
            try (var connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("journal.db"));
                    var statement = connection.createStatement()) {
                statement.execute("PRAGMA journal_mode = DELETE"); // the same rows, but quicker to be forged ten thousand times
            }
            for (String file : List.of("journal.db", "node.id", "journal.head", "seal.key", "audit/seal.pub", "audit/seals.txt"))
                files.put(file, Files.readAllBytes(folder.resolve(file)));
            return new Image(name, files, entries, sealed, node);
        }

        /** What is as it was is not written again, and what is written is written over: cutting files first makes many file systems wait for the disk. */
        void restoreTo(Path folder) throws IOException {
            Files.createDirectories(folder.resolve("audit"));
            for (var file : files.entrySet()) {
                var path = folder.resolve(file.getKey());
                if (Files.exists(path) && Arrays.equals(Files.readAllBytes(path), file.getValue())) continue;
                try (var channel = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                    channel.write(ByteBuffer.wrap(file.getValue()));
                    if (channel.size() > file.getValue().length) channel.truncate(file.getValue().length);
                }
            }
        }
    }

    /** What must be found; where the kind is not defined, anything but sound. */
    record Expected(String what, Optional<Kind> kind, Optional<Long> seq) {
        static Expected of(String what, Kind kind, long seq) { return new Expected(what, Optional.of(kind), Optional.of(seq)); }

        static Expected of(String what, Kind kind) { return new Expected(what, Optional.of(kind), Optional.empty()); }

        static Expected anything(String what) { return new Expected(what, Optional.empty(), Optional.empty()); }

        boolean isMetBy(AuditResult result) {
            if (kind.isEmpty()) return !(result instanceof AuditResult.Sound);
            return result instanceof AuditResult.Tampered bad && bad.kind() == kind.get() && seq.map(at -> at == bad.seq()).orElse(true);
        }
    }

    private interface Trick {
        Expected play() throws Exception;
    }

    Forger(Image image, Path folder, Random random) {
        this.image = image;
        this.folder = folder;
        this.random = random;
    }

    Expected forge() throws Exception {
        image.restoreTo(folder);
        var tricks = List.<Trick>of(this::alter, this::alter, this::alter, this::alter, this::alter, this::alter, this::flipBit,
                this::flipBit, this::flipBit,
                this::changeType, this::delete, this::delete, this::delete, this::deleteTail, this::deleteTail, this::swap, this::swap,
                this::move, this::move,
                this::insertCopy, this::insertAndShift, this::duplicate, this::rechain, this::rechain, this::appendWhatFits,
                this::foreignNode, this::clear,
                this::olderFile, this::personal, this::personal, this::forgeSeals, this::cutSeals, this::otherKey);
        return tricks.get(random.nextInt(tricks.size())).play();
    }

    private interface Work {
        void on(Connection connection) throws Exception;
    }

    private void sql(Work work) throws Exception {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("journal.db"))) {
            try (var statement = connection.createStatement()) {
                statement.execute("PRAGMA synchronous = OFF");
                statement.execute("PRAGMA journal_mode = OFF");
            }
            connection.setAutoCommit(false);
            work.on(connection);
            connection.commit();
        }
    }

    private void sql(String... statements) throws Exception {
        sql(connection -> {
            try (var statement = connection.createStatement()) {
                for (String text : statements)
                    if (statement.executeUpdate(text) == 0 && !text.startsWith("DELETE FROM sealed")
                            && text.matches("(UPDATE|DELETE|INSERT).*"))
                        throw new SQLException("nothing was changed by " + text);
            }
        });
    }

    private long anyEntry() { return 1 + random.nextLong(image.entries()); }

    private Expected alter() throws Exception {
        long seq = anyEntry();
        var changes = List.of("at = at + " + (1 + random.nextInt(1000)), "at = -at", "format = 3 - format", "format = format + 4294967296",
                "format = 0",
                "actor = 'forger'", "actor = actor || ' '", "kind = 'x' || kind", "object = upper(object) || '1'",
                "payload = payload || char(0)",
                "payload = replace(payload, '}', ',\"forged\":1}')", "payload = ''", "idempotency_key = 'other'", "idempotency_key = ''",
                "idempotency_key = CASE WHEN idempotency_key IS NULL THEN '' END", "sealed_digest = zeroblob(32)",
                "sealed_digest = CASE WHEN sealed_digest IS NULL THEN x'' END",
                "prev_hash = zeroblob(31)", "prev_hash = randomblob(32)", "hash = randomblob(32)", "hash = x''",
                "kind = kind || object, object = ''",
                "actor = kind, kind = actor");
        String change = changes.get(random.nextInt(changes.size()));
        sql("UPDATE entry SET " + change + " WHERE seq = " + seq);
        return Expected.of(change, Kind.ALTERED, seq);
    }

    /** With a hex editor: a bit of a payload where it lies in the file. */
    private Expected flipBit() throws Exception {
        byte[] bytes = Files.readAllBytes(folder.resolve("journal.db"));
        long seq = 2 + random.nextLong(image.entries() - 1);
        byte[] payload = ("{\"n\":" + seq + "}").getBytes(UTF_8);
        int at = indexOf(bytes, payload);
        bytes[at + random.nextInt(payload.length)] ^= (byte) (1 << random.nextInt(8));
        try (var channel = FileChannel.open(folder.resolve("journal.db"), StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(bytes));
        }
        return Expected.of("a bit of a payload", Kind.ALTERED, seq);
    }

    private static int indexOf(byte[] bytes, byte[] part) {
        for (int at = 0; at <= bytes.length - part.length; at++)
            if (Arrays.equals(bytes, at, at + part.length, part, 0, part.length)) return at;
        throw new IllegalStateException("not there");
    }

    /** In a table made anew, without declared types. */
    private Expected changeType() throws Exception {
        long seq = anyEntry();
        var changes = List.of("at = CAST(at AS TEXT)", "format = CAST(format AS TEXT)", "payload = CAST(payload AS BLOB)",
                "actor = CAST(actor AS BLOB)",
                "hash = CAST(hash AS TEXT)", "prev_hash = NULL", "kind = NULL", "at = at + 0.5");
        String change = changes.get(random.nextInt(changes.size()));
        sql("CREATE TABLE other(node, seq, format, at, actor, kind, object, idempotency_key, payload, sealed_digest, prev_hash, hash)",
                "INSERT INTO other SELECT * FROM entry ORDER BY seq", "DROP TABLE entry", "ALTER TABLE other RENAME TO entry",
                "UPDATE entry SET " + change + " WHERE seq = " + seq);
        return Expected.of(change + " without types", Kind.ALTERED, seq);
    }

    private Expected delete() throws Exception {
        var gone = new TreeSet<Long>();
        int count = 1 + random.nextInt(4);
        while (gone.size() < count)
            gone.add(anyEntry());
        var left = new TreeSet<Long>();
        for (long seq = gone.first(); seq <= image.entries(); seq++)
            if (!gone.contains(seq)) left.add(seq);
        sql("DELETE FROM entry WHERE seq IN (" + join(gone) + ")", "DELETE FROM sealed WHERE seq IN (" + join(gone) + ")");
        return Expected.of("deleted " + gone, left.isEmpty() ? Kind.TRUNCATED : Kind.MISSING, gone.first());
    }

    private static String join(Iterable<Long> numbers) {
        var texts = new ArrayList<String>();
        numbers.forEach(number -> texts.add(number.toString()));
        return String.join(",", texts);
    }

    private Expected deleteTail() throws Exception {
        long from = anyEntry();
        sql("DELETE FROM entry WHERE seq >= " + from, "DELETE FROM sealed WHERE seq >= " + from);
        return Expected.of("tail from " + from, Kind.TRUNCATED, from);
    }

    private Expected swap() throws Exception {
        long one = anyEntry();
        long other = anyEntry();
        while (other == one)
            other = anyEntry();
        sql("UPDATE entry SET seq = -1000 WHERE seq = " + one, "UPDATE entry SET seq = " + one + " WHERE seq = " + other,
                "UPDATE entry SET seq = " + other + " WHERE seq = -1000");
        return Expected.of("swapped " + one + " and " + other, Kind.REORDERED, Math.min(one, other));
    }

    private Expected move() throws Exception {
        long seq = anyEntry();
        if (random.nextBoolean()) {
            long to = -random.nextInt(100);
            sql("UPDATE entry SET seq = " + to + " WHERE seq = " + seq);
            return Expected.of("moved to " + to, Kind.ALTERED, to);
        }
        long to = random.nextInt(5) == 0 ? Long.MAX_VALUE : image.entries() + 1 + random.nextInt(100);
        sql("UPDATE entry SET seq = " + to + " WHERE seq = " + seq);
        return Expected.of("moved to " + to, Kind.REORDERED, seq);
    }

    private static final String COPY = "INSERT INTO entry SELECT node, %d, format, at, actor, kind, object, 'forged', payload, NULL, prev_hash, hash FROM entry WHERE seq = %d";

    private Expected insertCopy() throws Exception {
        long to = random.nextBoolean() ? -random.nextInt(100) : image.entries() + 1;
        sql(COPY.formatted(to, anyEntry()));
        return Expected.of("a copy as " + to, Kind.ALTERED, to);
    }

    private Expected insertAndShift() throws Exception {
        long seq = anyEntry();
        sql("UPDATE entry SET seq = -seq WHERE seq >= " + seq, "UPDATE entry SET seq = 1 - seq WHERE seq < 0",
                COPY.formatted(seq, image.entries() + 1));
        return Expected.of("slipped in at " + seq, seq == image.entries() ? Kind.ALTERED : Kind.REORDERED, seq); // the last one's copy follows the same one
    }

    /** A second row of a number, in a table without a key. */
    private Expected duplicate() throws Exception {
        long seq = anyEntry();
        sql("CREATE TABLE other AS SELECT * FROM entry ORDER BY seq", "INSERT INTO other SELECT * FROM entry WHERE seq = " + seq,
                "DROP TABLE entry",
                "ALTER TABLE other RENAME TO entry");
        return Expected.of("twice " + seq, Kind.ALTERED, seq);
    }

    /** The most he can do without the key: a chain that agrees with itself. */
    private Expected rechain() throws Exception {
        long seq = anyEntry();
        boolean shorter = random.nextBoolean() && seq < image.entries();
        sql(connection -> {
            try (var statement = connection.createStatement()) {
                if (shorter) {
                    statement.executeUpdate("DELETE FROM entry WHERE seq = " + seq);
                    statement.executeUpdate("UPDATE entry SET seq = -seq WHERE seq > " + seq);
                    statement.executeUpdate("UPDATE entry SET seq = -seq - 1 WHERE seq < 0");
                    statement.executeUpdate("UPDATE entry SET sealed_digest = NULL");
                    statement.executeUpdate("DELETE FROM sealed");
                } else
                    statement.executeUpdate("UPDATE entry SET payload = '{}' WHERE seq = " + seq);
            }
            Plain.rechain(connection, shorter ? 1 : seq);
        });
        return shorter ? Expected.anything("one less, chain computed anew") : Expected.of("chain computed anew from " + seq, Kind.ALTERED);
    }

    /** With the right hash, after a clean stop. */
    private Expected appendWhatFits() throws Exception {
        if (image.sealed() < image.entries()) return delete(); // killed: an entry that was durable but not yet noted looks the same
        long next = image.entries() + 1;
        sql(connection -> {
            try (var statement = connection.createStatement()) {
                statement.executeUpdate(COPY.formatted(next, next - 1));
            }
            Plain.rechain(connection, next);
        });
        return Expected.of("one more that fits", Kind.ALTERED, next);
    }

    private Expected foreignNode() throws Exception {
        long seq = anyEntry();
        if (random.nextBoolean()) {
            sql("INSERT INTO entry SELECT 'other', seq, format, at, actor, kind, object, NULL, payload, sealed_digest, prev_hash, hash FROM entry WHERE seq = "
                    + seq);
            return Expected.of("a row of another node", Kind.ALTERED, seq);
        }
        sql("UPDATE entry SET node = 'other' WHERE seq = " + seq);
        return Expected.of("given to another node", seq == image.entries() ? Kind.TRUNCATED : Kind.MISSING, seq);
    }

    private Expected clear() throws Exception {
        switch (random.nextInt(4)) {
            case 0 -> sql("DELETE FROM entry", "DELETE FROM sealed");
            case 1 -> sql("DROP TABLE entry");
            case 2 -> sql("DROP TABLE entry", "DROP TABLE seal", "DROP TABLE sealed");
            default -> Files.write(folder.resolve("journal.db"), new byte[0]);
        }
        return Expected.of("nothing is left", Kind.TRUNCATED, 1);
    }

    /** The whole file as it was earlier, the seals beside it as they are. */
    private Expected olderFile() throws Exception {
        long from = 2 + random.nextLong(image.entries() - 1);
        sql("DELETE FROM entry WHERE seq >= " + from, "DELETE FROM sealed WHERE seq >= " + from, "DELETE FROM seal WHERE number > 1");
        return Expected.of("the file as of " + from, Kind.TRUNCATED, from);
    }

    private Expected personal() throws Exception {
        long seq = 3 + 3 * random.nextLong((image.entries() - 3) / 3);
        switch (random.nextInt(3)) {
            case 0 -> sql("UPDATE sealed SET body = CAST('{}' AS BLOB) WHERE seq = " + seq);
            case 1 -> sql("UPDATE sealed SET salt = randomblob(16) WHERE seq = " + seq);
            default -> sql("UPDATE sealed SET seq = " + (seq - 1) + " WHERE seq = " + seq);
        }
        return Expected.of("personal part of " + seq, Kind.ALTERED);
    }

    private Expected forgeSeals() throws Exception {
        String text = new String(image.files().get("audit/seals.txt"), UTF_8);
        var changes = List.of(text.replaceFirst("number 2", "number 7"), text.replaceFirst("\n[0-9]+\n", "\n1\n2\n"),
                text.replaceFirst("reason regular", "reason handover"),
                text.replaceFirst("time 2026", "time 2025"), text.replaceFirst("— ", "—  "), "forged\n" + text,
                text.substring(text.indexOf("— ") + 10));
        String change = changes.get(random.nextInt(changes.size()));
        Files.writeString(folder.resolve("audit/seals.txt"), change);
        return Expected.of("a seal in the file", Kind.SEAL);
    }

    private Expected cutSeals() throws Exception {
        switch (random.nextInt(4)) {
            case 0 -> Files.delete(folder.resolve("audit/seals.txt"));
            case 1 -> sql("DELETE FROM seal");
            case 2 -> sql("DELETE FROM seal WHERE number = 2");
            default -> Files.delete(folder.resolve("journal.head"));
        }
        return Expected.of("seals or head taken away", Kind.SEAL);
    }

    /** Everything sealed anew, with a key of his own. */
    private Expected otherKey() throws Exception {
        var signer = SealSigner.make(folder.resolve("seal.key"), image.node(), new SecureRandom());
        Files.writeString(folder.resolve("audit/seal.pub"), signer.key().text() + "\n");
        var texts = new SealFile(folder.resolve("audit/seals.txt")).texts();
        var forged = new StringBuilder();
        sql(connection -> {
            try (var update = connection.prepareStatement("UPDATE seal SET text = ? WHERE number = ?")) {
                for (String text : texts) {
                    var seal = Seal.parse(text).orElseThrow();
                    String again = signer.sign(seal.statement());
                    forged.append(again);
                    update.setString(1, again);
                    update.setLong(2, seal.number());
                    update.executeUpdate();
                }
            }
        });
        Files.writeString(folder.resolve("audit/seals.txt"), forged);
        return Expected.of("sealed with another key", Kind.SEAL);
    }
}
