package onemap;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The commands that are not the server, by their first word; {@code bin/onemap --help} lists them. */
final class Commands {
    private static final Map<String, Command> COMMANDS = Map.of( //
            "audit", new AuditCommand(), //
            "import", new ImportCommand(), //
            "restore", new RestoreCommand(), //
            "token", ConsoleCommands::token, //
            "user", ConsoleCommands::user);

    private Commands() {}

    /** Does one thing and ends; the exit code is its answer. Throws {@link SettingsFile.Wrong} when it was called wrongly. */
    interface Command {
        int run(List<String> arguments, Path invokedFrom);
    }

    /** The command that the first argument names; without one it is the server that is meant. */
    static Optional<Command> find(List<String> arguments) {
        return arguments.stream().findFirst().map(COMMANDS::get);
    }
}
