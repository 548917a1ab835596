package onemap;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import onemap.journal.Journal;
import onemap.journal.archive.ArchiveFailed;
import onemap.journal.archive.ArchiveSettings;
import onemap.journal.archive.Restore;
import onemap.journal.disk.DataFolder;

/** {@code bin/onemap restore --from-archive} 从共享库恢复: makes an empty data folder that of a node whose disk was lost. */
final class RestoreCommand implements Commands.Command {
    private static final int RESTORED = 0;
    private static final int TAMPERED = 1;
    private static final int NOT_POSSIBLE = 2;
    private static final int FOLDER_IN_USE = 3;
    private static final String USAGE = "restore --from-archive [--archive URL] [--user NAME] [--password-file FILE] [--node ID] [--secrets DIR] [--data DIR]";

    @Override public int run(List<String> arguments, Path invokedFrom) {
        var line = CommandLine.of(arguments, Set.of("--archive", "--user", "--password-file", "--node", "--secrets"),
                Set.of("--from-archive"),
                invokedFrom);
        if (!line.has("--from-archive") || line.words().stream().anyMatch(word -> !word.equals("demo")))
            throw new SettingsFile.Wrong(USAGE);
        try {
            tell(Restore.run(archive(line), new Restore.Asked(line.dataFolder(), line.value("--node"), line.path("--secrets"))), line);
            return RESTORED;
        } catch (Journal.BrokenChain tampered) {
            System.err.println("tampered 已被篡改: " + tampered.getMessage() + "; nothing was restored 未恢复任何内容");
            return TAMPERED;
        } catch (DataFolder.InUse inUse) {
            System.err.println("onemap: " + inUse.getMessage());
            return FOLDER_IN_USE;
        } catch (Restore.Refused | ArchiveFailed | UncheckedIOException | IllegalArgumentException failed) {
            System.err.println("onemap: " + failed.getMessage());
            return NOT_POSSIBLE;
        }
    }

    /** As configured, but for what the words say. */
    private static ArchiveSettings archive(CommandLine line) {
        var configured = line.settings().archive();
        try {
            var asked = configured.at(line.value("--archive").orElse(configured.url()), line.value("--user").orElse(configured.user()),
                    line.path("--password-file").map(Path::toString).orElse(configured.passwordFile()));
            if (asked.isOn()) return asked;
        } catch (IllegalArgumentException e) {
            throw new SettingsFile.Wrong("--archive " + e.getMessage());
        }
        throw new SettingsFile.Wrong("--archive is missing, and archive.url is not configured");
    }

    private static void tell(Restore.Done done, CommandLine line) {
        System.out.println("restored 已恢复: node " + done.node() + ", " + done.entries() + " entries 条, " + done.ofOthers()
                + " of other nodes 条来自其他节点, " + done.reports() + " reports of " + done.days() + " days 条上报 → " + line.dataFolder());
        if (line.value("--secrets").isEmpty())
            System.out.println(
                    "  without --secrets DIR (copies of secret.key and seal.key) personal parts stay unreadable and seals go on under another key 未提供密钥副本");
    }
}
