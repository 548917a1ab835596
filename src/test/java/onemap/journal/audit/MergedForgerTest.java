package onemap.journal.audit;

import static onemap.journal.Samples.done;
import static onemap.journal.Samples.draft;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import onemap.journal.Journal;
import onemap.journal.MemoryJournal;
import onemap.journal.Samples;
import onemap.journal.audit.AuditResult.Kind;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The forger at a folder that holds other nodes' entries too: what he does to theirs is found, with their node, number and kind. */
class MergedForgerTest {
    private static final long SEED = 20261124;
    private static final int MANIPULATIONS = Math.min(300, Integer.getInteger("onemap.manipulations", 300));
    private static final List<String> OTHERS = List.of("b".repeat(32), "c".repeat(32));
    private static final int EACH = 12;
    private static final String COLUMNS = "format, at, actor, kind, object, idempotency_key, payload, sealed_digest, prev_hash, hash";
    @TempDir Path temp;
    private Forger.Image image;
    private Path folder;

    /** What must be found, of any node or seq where that is not defined. */
    private record Expected(String what, Kind kind, Optional<String> node, Optional<Long> seq) {
        static Expected of(String what, Kind kind, String node, long seq) {
            return new Expected(what, kind, Optional.of(node), Optional.of(seq));
        }

        boolean isMetBy(AuditResult result) {
            return result instanceof AuditResult.Tampered bad && bad.kind() == kind && node.map(bad.node()::equals).orElse(true)
                    && seq.map(at -> at == bad.seq()).orElse(true);
        }
    }

    @BeforeEach void merge() throws Exception {
        var merged = temp.resolve("merged");
        String node;
        long entries;
        try (var sealed = Sealed.open(merged)) {
            node = sealed.journal.node();
            sealed.append(3);
            for (String other : OTHERS) {
                var told = told(other);
                done(sealed.journal.adopt(told.subList(0, 5)));
                sealed.append(2);
                done(sealed.journal.adopt(told.subList(5, EACH)));
                sealed.seal();
            }
            entries = sealed.journal.head().seq();
        }
        image = Forger.Image.of("merged", merged, entries, entries, node);
        folder = temp.resolve("forged");
    }

    private static List<Journal.Foreign> told(String node) {
        var journal = new MemoryJournal(node, () -> Samples.NOON, new Random(1));
        journal.append(IntStream.rangeClosed(1, EACH)
                .mapToObj(n -> n % 3 == 0 ? draft(n).withKey("key " + n).withSealed("{\"phone\":\"138\"}") : draft(n))
                .toList());
        return journal.told();
    }

    @Test void everyManipulationIsFound() throws Exception {
        image.restoreTo(folder);
        assertThat(FolderAudit.of(folder).verify()).isInstanceOf(AuditResult.Sound.class);
        var missed = new ArrayList<String>();

        for (int round = 0; round < MANIPULATIONS; round++) {
            image.restoreTo(folder);
            var expected = forge(new Random(SEED + round), round);
            var result = FolderAudit.of(folder).verify();
            if (!expected.isMetBy(result)) missed.add("round " + round + ": " + expected + " → " + result);
        }

        assertThat(missed).as("seed %d", SEED).isEmpty();
    }

    private Expected forge(Random random, int round) throws Exception {
        String node = OTHERS.get(random.nextInt(OTHERS.size()));
        long seq = 1 + random.nextInt(EACH);
        return switch (round % 11) {
            case 0 -> alter(node, seq, random);
            case 1 -> delete(node, seq);
            case 2 -> deleteFrom(node, seq);
            case 3 -> swap(node, random);
            case 4 -> deleteAll();
            case 5 -> appendWhatFits(node, 1 + random.nextInt(3));
            case 6 -> inventNode(1 + random.nextInt(EACH));
            case 7 -> rechain(node, seq);
            case 8 -> giveToAnother(node, seq);
            case 9 -> personal(node, 3 + 3L * random.nextInt(EACH / 3));
            default -> forgetTheMerge(node, random.nextBoolean());
        };
    }

    private Expected alter(String node, long seq, Random random) throws Exception {
        var changes = List.of("at = at + 1", "actor = 'forger'", "kind = 'x' || kind", "object = object || '1'", "payload = payload || ' '",
                "idempotency_key = 'other'", "sealed_digest = zeroblob(32)", "prev_hash = randomblob(32)", "hash = randomblob(32)");
        String change = changes.get(random.nextInt(changes.size()));
        sql("UPDATE entry SET " + change + where(node) + "seq = " + seq);
        return Expected.of(change, Kind.ALTERED, node, seq);
    }

    private Expected delete(String node, long seq) throws Exception {
        sql("DELETE FROM entry" + where(node) + "seq = " + seq, "DELETE FROM sealed" + where(node) + "seq = " + seq);
        return Expected.of("deleted", seq == EACH ? Kind.TRUNCATED : Kind.MISSING, node, seq);
    }

    private Expected deleteFrom(String node, long seq) throws Exception {
        sql("DELETE FROM entry" + where(node) + "seq >= " + seq, "DELETE FROM sealed" + where(node) + "seq >= " + seq);
        return Expected.of("tail cut off", Kind.TRUNCATED, node, seq);
    }

    private Expected swap(String node, Random random) throws Exception {
        long one = 1 + random.nextInt(EACH - 1);
        long other = one + 1 + random.nextInt((int) (EACH - one));
        sql("UPDATE entry SET seq = -1" + where(node) + "seq = " + one, "UPDATE entry SET seq = " + one + where(node) + "seq = " + other,
                "UPDATE entry SET seq = " + other + where(node) + "seq = -1");
        return Expected.of("swapped with " + other, Kind.REORDERED, node, one);
    }

    private Expected deleteAll() throws Exception {
        sql("DELETE FROM entry WHERE node <> '" + image.node() + "'", "DELETE FROM sealed WHERE node <> '" + image.node() + "'");
        return new Expected("no other node's", Kind.TRUNCATED, Optional.empty(), Optional.of(1L));
    }

    private Expected appendWhatFits(String node, int count) throws Exception {
        for (long next = EACH + 1; next <= EACH + count; next++)
            sql(copied(node, node, next, next - 1));
        rechained(node, EACH + 1);
        return Expected.of("more that fits", Kind.ALTERED, node, EACH + 1);
    }

    private Expected inventNode(int count) throws Exception {
        String invented = "d".repeat(32);
        for (long seq = 1; seq <= count; seq++)
            sql(copied(OTHERS.getFirst(), invented, seq, seq));
        rechained(invented, 1);
        return Expected.of("a node that nobody merged", Kind.ALTERED, invented, 1);
    }

    private Expected rechain(String node, long seq) throws Exception {
        sql("UPDATE entry SET payload = '{}'" + where(node) + "seq = " + seq);
        rechained(node, seq);
        return Expected.of("chain computed anew", Kind.ALTERED, node, EACH);
    }

    private Expected giveToAnother(String node, long seq) throws Exception {
        sql("UPDATE entry SET node = 'other'" + where(node) + "seq = " + seq);
        return new Expected("given to another node", seq == EACH ? Kind.ALTERED : Kind.MISSING, Optional.empty(), Optional.of(seq));
    }

    private Expected personal(String node, long seq) throws Exception {
        sql("UPDATE sealed SET body = CAST('{}' AS BLOB)" + where(node) + "seq = " + seq);
        return Expected.of("personal part", Kind.ALTERED, node, seq);
    }

    /** With the entries that say so: then his own chain does not hold. */
    private Expected forgetTheMerge(String node, boolean altered) throws Exception {
        sql("DELETE FROM entry WHERE node = '" + node + "'");
        if (altered) sql("UPDATE entry SET payload = '{\"heads\":[]}' WHERE kind = 'journal.adopted'");
        else
            sql("DELETE FROM entry WHERE kind = 'journal.adopted'");
        return new Expected("nothing was merged", altered ? Kind.ALTERED : Kind.MISSING,
                Optional.of(image.node()), Optional.empty());
    }

    private static String where(String node) { return " WHERE node = '" + node + "' AND "; }

    private static String copied(String from, String to, long seq, long of) {
        return "INSERT INTO entry(node, seq, " + COLUMNS + ") SELECT '" + to + "', " + seq + ", " + COLUMNS.replace("sealed_digest", "NULL")
                + " FROM entry" + where(from) + "seq = " + of;
    }

    private Connection open() throws SQLException { return DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("journal.db")); }

    private void sql(String... statements) throws Exception {
        try (var connection = open(); var statement = connection.createStatement()) {
            statement.execute("PRAGMA synchronous = OFF");
            statement.execute("PRAGMA journal_mode = OFF");
            for (String text : statements)
                if (statement.executeUpdate(text) == 0 && !text.startsWith("DELETE FROM sealed"))
                    throw new SQLException("nothing was changed by " + text);
        }
    }

    private void rechained(String node, long from) throws Exception {
        try (var connection = open()) {
            Plain.rechain(connection, node, from);
        }
    }
}
