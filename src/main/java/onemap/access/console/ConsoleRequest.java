package onemap.access.console;

import java.util.Optional;

/** What somebody at this machine asks for; one line of JSON each way. */
public record ConsoleRequest(Command command, Optional<String> login, Optional<String> name, Optional<String> role, Optional<String> area,
        Optional<Integer> days, Optional<FileWish> file) {

    /** What it is about. */
    public enum Command {
        ISSUE_TOKEN, RESET_USER, LIST_USERS, IMPORT
    }

    public static ConsoleRequest token(String name, String role, String area, Optional<Integer> days) {
        return new ConsoleRequest(Command.ISSUE_TOKEN, Optional.empty(), Optional.of(name), Optional.of(role), Optional.of(area), days,
                Optional.empty());
    }

    public static ConsoleRequest reset(String login) {
        return new ConsoleRequest(Command.RESET_USER, Optional.of(login), Optional.empty(), Optional.empty(), Optional.empty(),
                Optional.empty(), Optional.empty());
    }

    /**
     * A file that shall go into a register.
     *
     * @param path    on this machine, absolute
     * @param columns corrections of what columns mean, like {@code 3:name,5:capacity}
     */
    public record FileWish(String path, String register, String system, Optional<String> part, String columns, boolean leaveOut,
            boolean dryRun) {}

    public static ConsoleRequest take(FileWish wish) {
        return new ConsoleRequest(Command.IMPORT, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(),
                Optional.of(wish));
    }

    public static ConsoleRequest list() {
        return new ConsoleRequest(Command.LIST_USERS, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(),
                Optional.empty(), Optional.empty());
    }
}
