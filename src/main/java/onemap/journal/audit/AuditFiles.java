package onemap.journal.audit;

import java.nio.file.Path;

/** The names of what a data folder holds for the audit; {@link onemap.journal.disk.DataFolder} names the others. */
record AuditFiles(Path folder) {
    Path journal() { return folder.resolve("journal.db"); }

    Path journalLog() { return folder.resolve("journal.db-wal"); }

    Path node() { return folder.resolve("node.id"); }

    Path secretKey() { return folder.resolve("seal.key"); }

    Path head() { return folder.resolve("journal.head"); }

    /** A head that a start found contradicted, kept as evidence. */
    Path lostHead() { return folder.resolve("journal.head.lost"); }

    Path publicKey() { return folder.resolve("audit").resolve("seal.pub"); }

    Path seals() { return folder.resolve("audit").resolve("seals.txt"); }
}
