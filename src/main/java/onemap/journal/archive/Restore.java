package onemap.journal.archive;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import onemap.journal.ForeignChains;
import onemap.journal.Journal;
import onemap.journal.JournalRebuild;
import onemap.journal.audit.AuditRebuild;
import onemap.journal.disk.DataFolder;
import onemap.journal.history.HistoryRebuild;

/** Makes an empty data folder that of a node whose journal and history are in the archive 从共享库恢复; all or nothing. */
public final class Restore {
    private static final int ENTRIES = 2000;
    private static final int REPORTS = 8192;
    private static final String LOCK = "lock";

    private final ArchiveDatabase database;
    private final ArchiveSettings settings;

    private Restore(ArchiveSettings settings, ArchiveDatabase database) {
        this.settings = settings;
        this.database = database;
    }

    /**
     * What is asked for.
     *
     * @param data   the folder, empty or not there yet
     * @param node   whose; may be left out while the archive knows one node only
     * @param secrets folder with the node's secret.key and seal.key as they were kept elsewhere: without the one personal parts stay unreadable,
     *                without the other a verification finds new seals under another key
     */
    public record Asked(Path data, Optional<String> node, Optional<Path> secrets) {
        public Asked withoutSecrets() { return new Asked(data, node, Optional.empty()); }
    }

    /** What is never in the archive. */
    private record Secrets(Optional<byte[]> secretKey, Optional<byte[]> sealKey) {}

    /** What was brought back. */
    public record Done(String node, long entries, long ofOthers, long reports, int days) {}

    /** It was asked for wrongly; nothing was written. */
    public static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1;

        Refused(String message) { super(message, null, false, false); }
    }

    /**
     * Throws {@link Refused}, {@link ArchiveFailed}, {@link Journal.BrokenChain} when an entry is not as its node wrote it, {@link DataFolder.InUse},
     * and {@link UncheckedIOException} when the folder cannot be written. Whatever it throws, the folder is empty then.
     */
    public static Done run(ArchiveSettings settings, Asked asked) {
        requireEmpty(asked.data());
        var secrets = new Secrets(asked.secrets().flatMap(folder -> read(folder.resolve("secret.key"))),
                asked.secrets().flatMap(folder -> read(folder.resolve("seal.key"))));
        try (var database = new ArchiveDatabase(settings)) {
            var restore = new Restore(settings, database);
            if (!database.hasTables()) throw new ArchiveFailed(settings, "holds nothing of onemap 库中没有 onemap 的数据");
            return restore.into(asked.data(), restore.node(asked.node()), secrets);
        }
    }

    private static void requireEmpty(Path data) {
        if (!Files.exists(data)) return;
        try (var files = Files.list(data)) {
            if (files.anyMatch(file -> !file.getFileName().toString().equals(LOCK)))
                throw new Refused("data folder " + data + " is not empty: only an empty one is restored into 数据目录非空");
        } catch (IOException e) {
            throw new UncheckedIOException("data folder " + data + " cannot be used: " + e.getMessage(), e);
        }
    }

    private static Optional<byte[]> read(Path file) {
        try {
            return Files.exists(file) ? Optional.of(Files.readAllBytes(file)) : Optional.empty();
        } catch (IOException e) {
            throw new Refused(file + " cannot be read");
        }
    }

    private String node(Optional<String> asked) {
        var known = database.transact(Restore::nodes);
        if (asked.isPresent()) {
            if (!known.contains(asked.get())) throw new Refused("--node " + asked.get() + ": is not in the archive; it holds " + known);
            return asked.get();
        }
        if (known.size() == 1) return known.getFirst();
        throw known.isEmpty()
                ? new ArchiveFailed(settings, "holds no node 库中没有节点")
                : new Refused("--node is needed: the archive holds " + known);
    }

    private static List<String> nodes(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            var nodes = new ArrayList<String>();
            for (var rows = statement.executeQuery("SELECT node FROM onemap.forwarder ORDER BY node"); rows.next();)
                nodes.add(rows.getString(1));
            return nodes;
        }
    }

    private Done into(Path data, String node, Secrets secrets) {
        try (var folder = DataFolder.open(data)) {
            boolean whole = false;
            try {
                folder.become(node, secrets.secretKey());
                var done = database.transact(connection -> write(connection, folder, node, secrets.sealKey()));
                whole = true;
                return done;
            } finally {
                if (!whole) folder.clear();
            }
        }
    }

    private static Done write(Connection connection, DataFolder folder, String node, Optional<byte[]> sealKey) throws SQLException {
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        long own;
        long others = 0;
        try (var journal = new JournalRebuild(folder, node)) {
            var adopted = chain(connection, journal, node, EntryTable.head(connection, node).seq());
            own = journal.headOf(node).seq();
            seals(connection, journal, folder, node, sealKey);
            for (var other : adopted.entrySet()) {
                chain(connection, journal, other.getKey(), other.getValue().seq());
                requireNamed(journal, other.getKey(), other.getValue());
                others += other.getValue().seq();
            }
        }
        var reports = new ReportReader(connection, node);
        var days = reports.days();
        return new Done(node, own, others, history(reports, days, folder), days.size());
    }

    /** Those whose entries are there. */
    private static void seals(Connection connection, JournalRebuild journal, DataFolder folder, String node, Optional<byte[]> sealKey)
            throws SQLException {
        var publicKey = EntryTable.first(connection, node, AuditRebuild.KEY_ENTRY).flatMap(AuditRebuild::keyIn);
        if (publicKey.isEmpty()) return; // never sealed: the first server does
        var head = journal.headOf(node);
        var seals = SealTable.all(connection, node).stream().filter(seal -> seal.size() <= head.seq()).toList();
        seals.forEach(seal -> journal.keepSeal(node, seal.number(), seal.text()));
        AuditRebuild.write(folder, publicKey.get(), sealKey, seals, head);
    }

    /** All entries of a node up to that number; gives where the other nodes' chains end, as the last of them says. */
    private static Map<String, Journal.Head> chain(Connection connection, JournalRebuild journal, String node, long upTo)
            throws SQLException {
        Map<String, Journal.Head> adopted = Map.of();
        for (var piece = EntryTable.after(connection, node, 0, upTo, ENTRIES); !piece.isEmpty(); piece = EntryTable.after(connection, node,
                journal.headOf(node).seq(), upTo, ENTRIES)) {
            journal.add(piece);
            for (var each : piece)
                if (each.entry().kind().equals(ForeignChains.ADOPTED) && each.entry().object().equals(ForeignChains.OBJECT))
                    adopted = ForeignChains.headsIn(each.entry().payload());
        }
        return adopted;
    }

    /** The own chain vouches for the others': as far as it names them, no further. */
    private static void requireNamed(JournalRebuild journal, String other, Journal.Head named) {
        var held = journal.headOf(other);
        if (held.seq() != named.seq() || !Arrays.equals(held.hash(), named.hash()))
            throw new Journal.BrokenChain(held.seq() + 1,
                    "entries of node " + other + " are not those that the node took over: they must end with entry " + named.seq());
    }

    private static long history(ReportReader reports, List<LocalDate> days, DataFolder folder) throws SQLException {
        long count = 0;
        try (var history = new HistoryRebuild(folder)) {
            for (var day : days)
                for (var piece = reports.after(day, 0, REPORTS); !piece.isEmpty(); piece = reports.after(day, piece.getLast().at().row(),
                        REPORTS)) {
                    history.add(piece);
                    count += piece.size();
                }
        }
        return count;
    }
}
