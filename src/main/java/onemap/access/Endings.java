package onemap.access;

import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Who wants to know at once that a session or token has ended: open sockets. Thread-safe. */
final class Endings {
    private final Map<String, Set<Runnable>> byHandle = new ConcurrentHashMap<>();

    Access.Subscription add(String handle, Runnable action) {
        byHandle.compute(handle, (any, before) -> {
            var actions = before == null ? new HashSet<Runnable>() : before;
            actions.add(action);
            return actions;
        });
        return () -> byHandle.computeIfPresent(handle, (any, actions) -> {
            actions.remove(action);
            return actions.isEmpty() ? null : actions;
        });
    }

    Set<String> handles() { return Set.copyOf(byHandle.keySet()); }

    void ended(String handle) { Optional.ofNullable(byHandle.remove(handle)).ifPresent(actions -> actions.forEach(Runnable::run)); }
}
