package onemap.desk.imports;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import onemap.access.Principal;
import onemap.access.console.ConsoleAnswer;
import onemap.access.console.ConsoleDesk;
import onemap.access.console.ConsoleRequest.FileWish;
import onemap.gis.table.Reason;
import onemap.gis.table.Refused;
import onemap.gis.table.SourceFile;
import onemap.gis.table.meaning.PlaceSystem;

/** {@code bin/onemap import}: a file of this machine into a register, told in lines. Blocks. */
public final class ConsoleImport implements ConsoleDesk.Importer {
    private final Imports imports;

    public ConsoleImport(Imports imports) { this.imports = imports; }

    @Override public ConsoleAnswer take(FileWish wish) {
        try {
            var order = order(wish);
            return told(order, imports.take(order, Principal.CONSOLE, UUID.randomUUID().toString()));
        } catch (Refused refused) {
            return ConsoleAnswer.refused(line(refused.reason()));
        } catch (CompletionException failed) {
            return ConsoleAnswer.refused(String.valueOf(failed.getCause().getMessage()));
        } catch (IOException | RuntimeException e) {
            return ConsoleAnswer.refused(String.valueOf(e.getMessage()));
        }
    }

    private static Imports.Order order(FileWish wish) throws IOException {
        var path = Path.of(wish.path());
        if (!Files.isReadable(path)) throw new IllegalArgumentException(path + " cannot be read by the server 服务器无法读取该文件");
        var register = Importable.find(wish.register())
                .orElseThrow(() -> new IllegalArgumentException("nothing is imported into a register \"" + wish.register() + "\" 没有此台账"));
        var system = PlaceSystem.find(wish.system())
                .orElseThrow(() -> new IllegalArgumentException("crs " + wish.system() + " is not offered 不支持的坐标系"));
        return new Imports.Order(SourceFile.withCompanions(path), wish.part(), register, system, Importable.corrections(wish.columns()),
                wish.leaveOut(), wish.dryRun());
    }

    private static ConsoleAnswer told(Imports.Order order, ImportReport report) {
        var lines = new ArrayList<String>();
        report.columns()
                .guesses()
                .forEach(guess -> lines.add("column 列 " + guess.column().index() + " “" + guess.column().name() + "” = "
                        + guess.meaning().key()));
        report.refused().forEach(reason -> lines.add(line(reason)));
        if (report.refusedRows() > report.refused().size())
            lines.add("… " + (report.refusedRows() - report.refused().size()) + " rows more refused 另有多行被拒");
        if (report.shift().places() > 0) lines.add(report.shift().zh() + " · " + report.shift().en());
        lines.add(report.rows() + " rows read 共读取, " + report.usable() + " usable 可用, " + report.refusedRows() + " refused 拒绝");
        if (order.dryRun()) lines.add("dry run: nothing was entered 试运行,未登记");
        report.entered().ifPresent(entered -> {
            var imported = entered.imported();
            lines.add(imported.created() + " new 新增, " + imported.changed() + " changed 更新, " + imported.unchanged()
                    + " unchanged 未变; entry 日志 " + entered.entry().node() + "/" + entered.entry().seq());
        });
        boolean kept = !order.dryRun() && report.entered().isEmpty();
        return new ConsoleAnswer(List.copyOf(lines), kept
                ? Optional.of("nothing was entered: rows were refused; mend them or add --leave-out 有行被拒,未登记任何一行")
                : Optional.empty());
    }

    private static String line(Reason reason) { return reason.textZh() + " · " + reason.textEn(); }
}
