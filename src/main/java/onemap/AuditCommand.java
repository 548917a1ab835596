package onemap;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import onemap.journal.audit.AuditExport;
import onemap.journal.audit.AuditResult;
import onemap.journal.audit.FolderAudit;

/** {@code bin/onemap audit verify|prove|export} 审计: proves that the journal is as it was written, beside a running server or on a copy. */
final class AuditCommand implements Commands.Command {
    private static final int SOUND = 0;
    private static final int TAMPERED = 1;
    private static final int UNREADABLE = 2;
    private static final String USAGE = "audit verify [--anchor FILE] [--key FILE] [--json] | audit prove SEQ | audit export [FILE] [--from N] [--to N]";

    @Override public int run(List<String> arguments, Path invokedFrom) {
        var line = CommandLine.of(arguments, Set.of("--anchor", "--key", "--from", "--to"), Set.of("--json"), invokedFrom);
        var words = line.words().stream().filter(word -> !word.equals("demo")).toList();
        try {
            return switch (words.isEmpty() ? "" : words.getFirst()) {
                case "verify" -> verify(line);
                case "prove" -> prove(line,
                        number(word(words, 1).orElseThrow(() -> new SettingsFile.Wrong("audit prove needs the number of an entry"))));
                case "export" -> export(line, word(words, 1).map(invokedFrom::resolve));
                default -> throw new SettingsFile.Wrong(USAGE);
            };
        } catch (AuditExport.Refused | UncheckedIOException e) {
            return unreadable(e.getMessage());
        } catch (IOException e) {
            return unreadable(e.getMessage());
        }
    }

    private static Optional<String> word(List<String> words, int place) { return words.stream().skip(place).findFirst(); }

    private static int unreadable(String why) {
        System.err.println("unreadable 无法读取: " + why);
        return UNREADABLE;
    }

    private static int verify(CommandLine line) {
        var result = new FolderAudit(line.dataFolder(), line.path("--anchor"), line.path("--key")).verify();
        if (line.has("--json")) System.out.println(json(result));
        else
            tell(result);
        return switch (result) {
            case AuditResult.Sound sound -> SOUND;
            case AuditResult.Tampered tampered -> TAMPERED;
            case AuditResult.Unreadable unreadable -> UNREADABLE;
        };
    }

    private static void tell(AuditResult result) {
        switch (result) {
            case AuditResult.Sound sound -> {
                System.out.println("sound 完好: " + sound.entries() + " entries 条, " + sound.seals() + " seals 封签");
                if (sound.keyFingerprint().isEmpty())
                    System.out.println("  never sealed: a tail that was cut off could not show 从未封签,末尾被截断无法察觉");
                sound.keyFingerprint().ifPresent(key -> System.out.println("  key 公钥指纹 " + key));
                if (sound.unsealed() > 0) System.out.println("  " + sound.unsealed() + " entries are newer than the newest seal 条尚未封签");
                if (sound.droppedParts() > 0) System.out.println("  " + sound.droppedParts() + " personal parts were dropped 条个人信息已清除");
            }
            case AuditResult.Tampered bad ->
                System.out.println("tampered 已被篡改: node " + bad.node() + " seq " + bad.seq() + " " + name(bad.kind()) + " — " + bad.what());
            case AuditResult.Unreadable unreadable -> unreadable(unreadable.why());
        }
    }

    private static String name(AuditResult.Kind kind) { return kind.name().toLowerCase(Locale.ROOT); }

    private static ObjectNode json(AuditResult result) {
        var json = new ObjectMapper().createObjectNode();
        switch (result) {
            case AuditResult.Sound sound -> {
                json.put("result", "sound").put("entries", sound.entries()).put("seals", sound.seals()).put("unsealed", sound.unsealed());
                json.put("droppedParts", sound.droppedParts());
                sound.keyFingerprint().ifPresent(key -> json.put("keyFingerprint", key));
            }
            case AuditResult.Tampered bad -> json.put("result", "tampered")
                    .put("node", bad.node())
                    .put("seq", bad.seq())
                    .put("kind", name(bad.kind()))
                    .put("what", bad.what());
            case AuditResult.Unreadable unreadable -> json.put("result", "unreadable").put("why", unreadable.why());
        }
        return json;
    }

    private static int prove(CommandLine line, long seq) throws IOException {
        try (var export = new AuditExport(line.dataFolder());
                var out = new BufferedOutputStream(new FileOutputStream(FileDescriptor.out))) {
            if (export.prove(out, seq)) return SOUND;
            System.err.println("tampered 已被篡改: the entries are not those that the newest seal covers; see audit verify");
            return TAMPERED;
        }
    }

    private static int export(CommandLine line, Optional<Path> file) throws IOException {
        long from = line.value("--from").map(AuditCommand::number).orElse(1L);
        long to = line.value("--to").map(AuditCommand::number).orElse(Long.MAX_VALUE);
        if (to < from) throw new SettingsFile.Wrong("--to " + to + ": lies before --from " + from);
        try (var export = new AuditExport(line.dataFolder()); var out = open(file)) {
            long entries = export.export(out, from, to);
            file.ifPresent(written -> System.out.println(entries + " entries 条 → " + written));
            return SOUND;
        }
    }

    private static OutputStream open(Optional<Path> file) throws IOException {
        return new BufferedOutputStream(
                file.isPresent() ? new FileOutputStream(file.get().toFile()) : new FileOutputStream(FileDescriptor.out));
    }

    private static long number(String text) {
        try {
            long number = Long.parseLong(text);
            if (number > 0) return number;
        } catch (NumberFormatException e) {
            // refused below
        }
        throw new SettingsFile.Wrong(text + ": is not the number of an entry");
    }
}
