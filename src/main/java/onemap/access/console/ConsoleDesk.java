package onemap.access.console;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import onemap.access.Doors;
import onemap.access.Principal;
import onemap.access.Role;
import onemap.access.User;
import onemap.domain.Area;

/** Does what somebody at this machine asks: whoever may open the data folder is its master already. Blocks. */
public final class ConsoleDesk {
    private static final long PATIENCE_SECONDS = 20;

    private final Doors doors;
    private final Importer importer;

    /** Takes a file into a register. */
    public interface Importer {
        ConsoleAnswer take(ConsoleRequest.FileWish wish);
    }

    public ConsoleDesk(Doors doors, Importer importer) {
        this.doors = doors;
        this.importer = importer;
    }

    public ConsoleAnswer answer(ConsoleRequest request) {
        if (request.command() == ConsoleRequest.Command.IMPORT)
            return request.file().map(importer::take).orElseGet(() -> ConsoleAnswer.refused("no file is named"));
        try {
            return ConsoleAnswer.of(await(switch (request.command()) {
                case ISSUE_TOKEN -> token(request);
                case RESET_USER -> doors.administration()
                        .reset(request.login().orElse(""), Principal.CONSOLE)
                        .thenApply(told -> List.of(told.password()));
                case IMPORT -> throw new IllegalStateException("answered above");
                case LIST_USERS -> doors.administration().readUsers(Principal.CONSOLE).thenApply(ConsoleDesk::lines);
            }));
        } catch (ExecutionException e) {
            return ConsoleAnswer.refused(e.getCause().getMessage());
        } catch (RuntimeException | TimeoutException e) {
            return ConsoleAnswer.refused(String.valueOf(e.getMessage()));
        }
    }

    private CompletableFuture<List<String>> token(ConsoleRequest request) {
        String typed = request.role().orElse("");
        var role = Role.find(typed).orElseThrow(() -> new IllegalArgumentException(typed + " is no role"));
        return doors.administration()
                .issueToken(request.name().orElse("token"), role, new Area(request.area().orElse("")), request.days().map(Duration::ofDays),
                        Principal.CONSOLE)
                .thenApply(issued -> List.of(issued.secret()));
    }

    private static List<String> lines(List<User> users) {
        return users.stream().sorted(Comparator.comparing(User::login)).map(ConsoleDesk::line).toList();
    }

    private static String line(User user) {
        var state = user.state();
        return String.join("  ", user.login(), state.role().word(), state.area().code().isEmpty() ? "county" : state.area().code(),
                state.enabled() ? "enabled" : "disabled", state.secondFactor() ? "second-factor" : "no-second-factor",
                state.mustChangePassword() ? "must-change-password" : "own-password", user.personal().name());
    }

    private static <T> T await(CompletableFuture<T> work) throws ExecutionException, TimeoutException {
        try {
            return work.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("stopped while waiting", e);
        }
    }
}
