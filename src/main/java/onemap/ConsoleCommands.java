package onemap;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import onemap.access.Role;
import onemap.access.console.ConsoleAnswer;
import onemap.access.console.ConsoleDesk;
import onemap.access.console.ConsoleRequest;
import onemap.access.console.ConsoleSocket;
import onemap.access.console.OfflineConsole;
import onemap.domain.Area;
import onemap.journal.disk.DataFolder;

/** {@code bin/onemap token} and {@code bin/onemap user}: asks the server that has the folder open; without one, opens the folder itself. */
final class ConsoleCommands {
    private static final int REFUSED = 1;
    private static final int FOLDER_IN_USE = 3;
    private static final int MOST_DAYS = 3_650;
    /** A server that is just starting or stopping has the folder, but no ear yet or no more. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private ConsoleCommands() {}

    /** Prints the token and nothing else. */
    static int token(List<String> arguments, Path invokedFrom) {
        var line = CommandLine.of(arguments, Set.of("--role", "--area", "--name", "--days"), Set.of(), invokedFrom);
        allow(line, Set.of("demo"));
        String role = line.value("--role").orElseThrow(() -> new SettingsFile.Wrong("--role is missing; roles are " + roles()));
        if (Role.find(role).isEmpty()) throw new SettingsFile.Wrong("--role " + role + ": is no role; roles are " + roles());
        String area = line.value("--area").orElse("");
        try {
            new Area(area);
        } catch (IllegalArgumentException e) {
            throw new SettingsFile.Wrong("--area " + area + ": " + e.getMessage());
        }
        return ask(line,
                ConsoleRequest.token(line.value("--name").orElse(role), role, area, line.value("--days").map(ConsoleCommands::days)));
    }

    private static String roles() {
        return Arrays.stream(Role.values()).map(role -> role.word() + " " + role.title()).collect(Collectors.joining(", "));
    }

    private static int days(String text) {
        if (!text.matches("\\d{1,4}") || Integer.parseInt(text) < 1 || Integer.parseInt(text) > MOST_DAYS)
            throw new SettingsFile.Wrong("--days " + text + ": is not 1 to " + MOST_DAYS);
        return Integer.parseInt(text);
    }

    /** {@code reset LOGIN} prints the new password and nothing else; {@code list} a line per user. */
    static int user(List<String> arguments, Path invokedFrom) {
        var line = CommandLine.of(arguments, Set.of(), Set.of(), invokedFrom);
        var words = line.words().stream().filter(word -> !word.equals("demo")).toList();
        if (words.equals(List.of("list"))) return ask(line, ConsoleRequest.list());
        if (words.size() == 2 && words.getFirst().equals("reset")) return ask(line, ConsoleRequest.reset(words.getLast()));
        throw new SettingsFile.Wrong("user needs: reset LOGIN, or list");
    }

    private static void allow(CommandLine line, Set<String> words) {
        line.words().stream().filter(word -> !words.contains(word)).findFirst().ifPresent(word -> {
            throw new SettingsFile.Wrong("unknown word " + word + " (bin/onemap --help lists them)");
        });
    }

    static int ask(CommandLine line, ConsoleRequest request) {
        try {
            return tell(answer(line, request));
        } catch (DataFolder.InUse inUse) {
            System.err.println("onemap: " + inUse.getMessage() + " and does not answer");
            return FOLDER_IN_USE;
        } catch (IOException | UncheckedIOException | IllegalStateException failed) {
            System.err.println("onemap: " + failed.getMessage());
            return REFUSED;
        }
    }

    private static ConsoleAnswer answer(CommandLine line, ConsoleRequest request) throws IOException {
        long from = System.nanoTime();
        while (true) {
            var answer = ConsoleSocket.ask(line.dataFolder(), request);
            if (answer.isPresent()) return answer.get();
            try (var console = offline(line)) {
                return new ConsoleDesk(console.doors(), ImportCommand.offline(console, line.settings())).answer(request);
            } catch (DataFolder.InUse inUse) {
                if (System.nanoTime() - from > PATIENCE.toNanos()) throw inUse;
                pause();
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static OfflineConsole offline(CommandLine line) {
        var settings = line.settings();
        return new OfflineConsole(line.dataFolder(),
                new OfflineConsole.Settings(settings.journal(), settings.audit(), settings.access()),
                area -> area.equals(Area.COUNTY) || County.read(Path.of(settings.gisData())).divisions().has(area), InstantSource.system(),
                new SecureRandom());
    }

    private static int tell(ConsoleAnswer answer) {
        Optional<String> problem = answer.problem();
        answer.lines().forEach(System.out::println);
        problem.ifPresent(text -> System.err.println("onemap: " + text));
        return problem.isPresent() ? REFUSED : 0;
    }
}
