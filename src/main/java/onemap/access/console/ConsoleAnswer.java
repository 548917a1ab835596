package onemap.access.console;

import java.util.List;
import java.util.Optional;

/**
 * What the console is told.
 *
 * @param lines   for its standard output
 * @param problem why not, for people
 */
public record ConsoleAnswer(List<String> lines, Optional<String> problem) {
    public static ConsoleAnswer of(List<String> lines) { return new ConsoleAnswer(lines, Optional.empty()); }

    public static ConsoleAnswer refused(String problem) { return new ConsoleAnswer(List.of(), Optional.of(problem)); }
}
