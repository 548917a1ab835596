package onemap;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The words and options after a command's name, {@code bin/onemap audit verify --data DIR}; refuses options the command does not know.
 *
 * @param words       what is no option, in order
 * @param options     {@code --name value} or {@code --name=value} by name; a flag stands with an empty value
 * @param invokedFrom the folder the user stood in: paths are relative to it
 */
record CommandLine(List<String> words, Map<String, String> options, Path invokedFrom) {
    private static final Path CONFIG = Path.of("config", "onemap.json");
    private static final String DEMO_DATA = "var/demo";

    /** Options that need a value, and flags; {@code --data} and {@code --config} are known to every command. */
    static CommandLine of(List<String> arguments, Set<String> valued, Set<String> flags, Path invokedFrom) {
        var words = new ArrayList<String>();
        var options = new LinkedHashMap<String, String>();
        for (Iterator<String> rest = arguments.iterator(); rest.hasNext();) {
            String argument = rest.next();
            if (!argument.startsWith("--")) {
                words.add(argument);
                continue;
            }
            String[] parts = argument.split("=", 2);
            if (flags.contains(parts[0]) && parts.length == 1) options.put(parts[0], "");
            else if (valued.contains(parts[0]) || parts[0].equals("--data") || parts[0].equals("--config"))
                options.put(parts[0], parts.length == 2 ? parts[1] : value(parts[0], rest));
            else
                throw new SettingsFile.Wrong("unknown option " + argument + " (bin/onemap --help lists them)");
        }
        return new CommandLine(List.copyOf(words), Map.copyOf(options), invokedFrom);
    }

    private static String value(String option, Iterator<String> rest) {
        if (!rest.hasNext()) throw new SettingsFile.Wrong(option + " needs a value");
        return rest.next();
    }

    boolean has(String flag) { return options.containsKey(flag); }

    Optional<String> value(String option) { return Optional.ofNullable(options.get(option)); }

    /** A path the user named. */
    Optional<Path> path(String option) { return value(option).map(invokedFrom::resolve); }

    /** What the server would run with. */
    Settings settings() {
        return SettingsFile.read(path("--config").orElse(CONFIG), Map.of(), Settings.class);
    }

    /** The data folder as the server finds it: {@code --data}, else the demo's when the word {@code demo} is among the words, else the configured one. */
    Path dataFolder() {
        return path("--data").orElseGet(() -> Path.of(words.contains("demo") ? DEMO_DATA : settings().data()))
                .toAbsolutePath()
                .normalize();
    }
}
