package onemap.journal.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import onemap.journal.disk.EpochNanos;

/**
 * Writes a node's journal, or the proof of one entry, as JSON Lines for somebody who trusts neither this server nor this program
 * ({@link ExportVerifier}). Every column as stored; personal parts only as their digests. Belongs to one thread.
 */
public final class AuditExport implements AutoCloseable {
    private static final int VERSION = 1;
    /** Rows read in one piece, so that a server beside may cut its log. */
    private static final int PIECE = 4096;
    private static final List<String> TEXTS = List.of("actor", "kind", "object", "idempotency_key", "payload");

    private final JournalCopy journal;
    private final String node;
    private final String key;
    private final List<Seal> seals;
    private final MerkleTree tree = new MerkleTree();

    /** It cannot be exported or proved; the message says why. */
    public static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1;

        Refused(String message) { super(message, null, false, false); }
    }

    public AuditExport(Path folder) {
        var files = new AuditFiles(folder);
        try {
            if (!Files.exists(files.journal())) throw new Refused(files.journal() + " is missing: no journal, or not a data folder");
            node = Files.readString(files.node()).strip();
            key = Files.exists(files.publicKey()) ? Files.readString(files.publicKey()).strip() : "";
            seals = new SealFile(files.seals()).texts()
                    .stream()
                    .flatMap(text -> Seal.parse(text).stream())
                    .filter(seal -> seal.node().equals(node))
                    .toList();
        } catch (IOException e) {
            throw new Refused(e.getMessage() + " cannot be read");
        }
        journal = JournalCopy.open(files);
    }

    private interface EachRow {
        void take(ResultSet row) throws SQLException, IOException;
    }

    /**
     * One line each: a header, the entries from {@code from} to {@code to} and on to where the next seal ends, so that it vouches for them, the seals
     * that end among them, and a last line with the counts.
     */
    public long export(OutputStream out, long from, long to) throws IOException {
        long end = seals.stream().mapToLong(Seal::size).filter(size -> size >= to).min().orElse(to);
        try (var json = generator(out)) {
            rows(1, from - 1, row -> tree.add(row.getBytes("hash")));
            if (tree.size() < from - 1) throw new Refused("entry " + from + " is not there: the last one is " + tree.size());
            json.writeStartObject();
            json.writeStringField("type", "onemap-audit-export");
            json.writeNumberField("version", VERSION);
            json.writeStringField("node", node);
            json.writeStringField("key", key);
            json.writeNumberField("from", from);
            hexArray(json, "before", tree.subtrees()); // roots of the full subtrees over all entries before, largest first
            line(json);
            rows(from, end, row -> {
                entry(json, row);
                line(json);
                tree.add(row.getBytes("hash"));
            });
            var covering = seals.stream().filter(seal -> seal.size() >= from - 1 && seal.size() <= tree.size()).toList();
            for (var seal : covering) {
                json.writeStartObject();
                json.writeStringField("type", "seal");
                json.writeStringField("text", seal.text());
                line(json);
            }
            json.writeStartObject();
            json.writeStringField("type", "end");
            json.writeNumberField("entries", tree.size() - from + 1);
            json.writeNumberField("seals", covering.size());
            line(json);
            return tree.size() - from + 1;
        }
    }

    /**
     * One line: the entry, its audit path to the root of the newest seal, that seal, and the key. False, and nothing written, when the entries are no
     * longer those that the seal covers.
     */
    public boolean prove(OutputStream out, long seq) throws IOException {
        var seal = seals.stream()
                .max(Comparator.comparingLong(Seal::number))
                .filter(newest -> seq >= 1 && seq <= newest.size())
                .orElseThrow(() -> new Refused("no seal covers entry " + seq + " yet"));
        var path = new AuditPath(seq - 1, seal.size());
        rows(1, seal.size(), row -> path.add(row.getBytes("hash")));
        if (!Arrays.equals(path.root(), seal.root())) return false;
        try (var json = generator(out)) {
            json.writeStartObject();
            json.writeStringField("type", "onemap-audit-proof");
            json.writeNumberField("version", VERSION);
            json.writeStringField("node", node);
            json.writeStringField("key", key);
            json.writeFieldName("entry");
            rows(seq, seq, row -> {
                entry(json, row);
                json.writeEndObject();
            });
            hexArray(json, "path", path.hashes());
            json.writeStringField("seal", seal.text());
            line(json);
        }
        return true;
    }

    private void rows(long from, long to, EachRow each) throws IOException {
        long next = from;
        while (next <= to) {
            long start = next;
            long taken = journal.readers().read(connection -> piece(connection, start, to, each));
            if (taken == 0) return;
            next += taken;
        }
    }

    private long piece(Connection connection, long from, long to, EachRow each) throws SQLException {
        try (var select = connection.prepareStatement("""
                SELECT seq, format, at, actor, kind, object, idempotency_key, payload, sealed_digest, prev_hash, hash
                FROM entry
                WHERE node = ? AND seq >= ? AND seq <= ?
                ORDER BY seq
                LIMIT ?""")) {
            select.setString(1, node);
            select.setLong(2, from);
            select.setLong(3, to);
            select.setInt(4, PIECE);
            long taken = 0;
            for (var rows = select.executeQuery(); rows.next(); taken++)
                each.take(rows);
            return taken;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void entry(JsonGenerator json, ResultSet row) throws SQLException, IOException {
        json.writeStartObject();
        json.writeStringField("type", "entry");
        json.writeStringField("node", node);
        json.writeNumberField("seq", row.getLong("seq"));
        json.writeNumberField("format", row.getLong("format"));
        json.writeNumberField("at", row.getLong("at"));
        json.writeStringField("time", EpochNanos.toInstant(row.getLong("at")).toString()); // for the reader; not hashed
        for (String name : TEXTS) {
            var text = Optional.ofNullable(row.getBytes(name)).map(bytes -> new String(bytes, UTF_8));
            if (text.isPresent()) json.writeStringField(name, text.get());
            else
                json.writeNullField(name);
        }
        for (String name : List.of("sealed_digest", "prev_hash", "hash")) {
            var bytes = Optional.ofNullable(row.getBytes(name));
            if (bytes.isPresent()) json.writeStringField(name, HexFormat.of().formatHex(bytes.get()));
            else
                json.writeNullField(name);
        }
    }

    private static void hexArray(JsonGenerator json, String name, List<byte[]> hashes) throws IOException {
        json.writeArrayFieldStart(name);
        for (byte[] hash : hashes)
            json.writeString(HexFormat.of().formatHex(hash));
        json.writeEndArray();
    }

    private static JsonGenerator generator(OutputStream out) throws IOException {
        var json = new JsonFactory().createGenerator(out);
        json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
        json.setRootValueSeparator(null);
        return json;
    }

    private static void line(JsonGenerator json) throws IOException {
        json.writeEndObject();
        json.writeRaw('\n');
    }

    @Override public void close() { journal.close(); }
}
