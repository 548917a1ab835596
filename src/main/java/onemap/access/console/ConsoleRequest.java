package onemap.access.console;

import java.util.Optional;

/** What somebody at this machine asks for; one line of JSON each way. */
public record ConsoleRequest(Command command, Optional<String> login, Optional<String> name, Optional<String> role, Optional<String> area,
        Optional<Integer> days) {

    /** What it is about. */
    public enum Command {
        ISSUE_TOKEN, RESET_USER, LIST_USERS
    }

    public static ConsoleRequest token(String name, String role, String area, Optional<Integer> days) {
        return new ConsoleRequest(Command.ISSUE_TOKEN, Optional.empty(), Optional.of(name), Optional.of(role), Optional.of(area), days);
    }

    public static ConsoleRequest reset(String login) {
        return new ConsoleRequest(Command.RESET_USER, Optional.of(login), Optional.empty(), Optional.empty(), Optional.empty(),
                Optional.empty());
    }

    public static ConsoleRequest list() {
        return new ConsoleRequest(Command.LIST_USERS, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(),
                Optional.empty());
    }
}
