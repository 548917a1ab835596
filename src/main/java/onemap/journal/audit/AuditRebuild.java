package onemap.journal.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import onemap.journal.Entry;
import onemap.journal.Journal;
import onemap.journal.disk.DataFolder;
import onemap.journal.disk.DurableFile;

/** Puts the files of the audit 审计 back beside a journal that was rebuilt. */
public final class AuditRebuild {
    /** Kind of the entry that names the seals' key. */
    public static final String KEY_ENTRY = Notary.KEY_ENTRY;

    private AuditRebuild() {}

    /** What the entry says of the seals' public key, if it is the one that does. */
    public static Optional<String> keyIn(Entry entry) {
        if (!entry.kind().equals(Notary.KEY_ENTRY) || !entry.object().equals(Notary.KEY_OBJECT)) return Optional.empty();
        try {
            return Optional.of(new ObjectMapper().readTree(entry.payload()).path("key").asText()).filter(key -> !key.isEmpty());
        } catch (JsonProcessingException e) {
            return Optional.empty(); // whoever verifies tells
        }
    }

    /**
     * @param publicKey as the chain names it
     * @param privateKey seal.key, kept elsewhere: without it nobody can state where the journal ends, and a verification says so
     * @param head      where the rebuilt journal ends
     */
    public static void write(DataFolder folder, String publicKey, Optional<byte[]> privateKey, List<Seal> seals, Journal.Head head) {
        var files = new AuditFiles(folder.path());
        try {
            Files.createDirectories(folder.auditFolder());
            DurableFile.write(files.publicKey(), out -> out.write((publicKey + "\n").getBytes(UTF_8)));
            new SealFile(files.seals()).append(seals);
            if (privateKey.isEmpty()) return;
            DurableFile.writePrivate(files.secretKey(), out -> out.write(privateKey.get()));
            HeadFile.open(files.head(), Files.readString(files.node()).strip(), SealSigner.read(files.secretKey()), head).close();
        } catch (IOException e) {
            throw new UncheckedIOException("the files of the audit in " + folder.path() + " cannot be written: " + e.getMessage(), e);
        }
    }
}
