package onemap;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import onemap.domain.Change;
import onemap.domain.Kind;
import onemap.domain.LiveObject;
import onemap.live.Picture;
import java.util.Set;
import onemap.access.console.ConsoleDesk;
import onemap.access.console.ConsoleRequest;
import onemap.access.console.OfflineConsole;
import onemap.desk.imports.ConsoleImport;
import onemap.desk.imports.Importable;
import onemap.desk.imports.Imports;
import onemap.domain.register.Register;
import onemap.flow.Directory;
import onemap.flow.RegisterRows;
import onemap.flow.Registers;
import onemap.flow.decision.Once;
import onemap.flow.decision.Recorder;
import onemap.gis.CoordinateSystems;
import onemap.gis.table.Limits;
import onemap.gis.table.meaning.PlaceSystem;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.stream.Collectors;

/** {@code bin/onemap import FILE --as REGISTER --crs SYSTEM}: a file into a register, by the server that has the folder open, else by itself. */
final class ImportCommand implements Commands.Command {
    @Override public int run(List<String> arguments, Path invokedFrom) {
        var line = CommandLine.of(arguments, Set.of("--as", "--crs", "--part", "--columns"), Set.of("--leave-out", "--dry-run"),
                invokedFrom);
        var files = line.words().stream().filter(word -> !word.equals("demo")).toList();
        if (files.size() != 1) throw new SettingsFile.Wrong("import needs one file: bin/onemap import FILE --as shelters --crs EPSG:4549");
        Path file = invokedFrom.resolve(files.getFirst()).toAbsolutePath().normalize();
        if (!Files.isRegularFile(file)) throw new SettingsFile.Wrong(file + ": there is no such file 没有此文件");
        String register = line.value("--as").orElseThrow(() -> new SettingsFile.Wrong("--as is missing; registers are " + registers()));
        if (Importable.find(register).isEmpty())
            throw new SettingsFile.Wrong("--as " + register + ": is no register; registers are " + registers());
        String system = line.value("--crs")
                .orElseThrow(() -> new SettingsFile.Wrong("--crs is missing: nobody guesses a coordinate system "
                        + "须指定坐标系; they are " + systems()));
        if (PlaceSystem.find(system).isEmpty()) throw new SettingsFile.Wrong("--crs " + system + ": is not offered; they are " + systems());
        String columns = line.value("--columns").orElse("");
        try {
            Importable.corrections(columns);
        } catch (IllegalArgumentException e) {
            throw new SettingsFile.Wrong("--" + e.getMessage());
        }
        var wish = new ConsoleRequest.FileWish(file.toString(), register, system, line.value("--part"), columns, line.has("--leave-out"),
                line.has("--dry-run"));
        return ConsoleCommands.ask(line, ConsoleRequest.take(wish));
    }

    private static String registers() {
        return Arrays.stream(Register.values())
                .filter(each -> !Importable.meanings(each).isEmpty())
                .map(Register::key)
                .collect(Collectors.joining(", "));
    }

    private static String systems() { return PlaceSystem.offered().stream().map(PlaceSystem::id).collect(Collectors.joining(", ")); }

    /** Without a server nothing is shown: the next start folds what was entered. */
    static ConsoleDesk.Importer offline(OfflineConsole console, Settings settings) {
        return wish -> {
            var divisions = County.read(Path.of(settings.gisData())).divisions();
            var recorder = new Recorder(console.journal());
            var rows = RegisterRows.of(console.journal());
            var registers = new Registers(recorder, new Once(recorder, InstantSource.system()), new Directory(), rows, new NoMap(),
                    divisions::townAt, (station, levels) -> {});
            return new ConsoleImport(new Imports(console.decisions(), registers, rows, divisions, new CoordinateSystems(), Limits.USUAL))
                    .take(wish);
        };
    }

    /** The live objects where no server runs: there are none to change. */
    private static final class NoMap implements Registers.Objects {
        private final Picture empty = new Picture(InstantSource.system());

        @Override public Picture picture() { return empty; }

        @Override public void publish(List<Change> changes) {}

        @Override public void change(String objectId, Function<BiFunction<Kind, String, Optional<LiveObject>>, LiveObject> change) {}

        @Override public void change(Kind kind, String objectId, Function<LiveObject, Optional<LiveObject>> change) {}

        @Override public void registersChanged() {}
    }
}
