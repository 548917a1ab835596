package onemap.feed;

import io.vertx.core.Future;
import java.util.Map;

/** One protocol, open to the outside: a listening port, a watched folder or an HTTP path. */
public interface Feed {
    /** The name in settings, counters and source ids: {@code jt808}. */
    String name();

    /** Listens; fails with a message that names the setting when it cannot. */
    Future<Void> open();

    /** Takes no more, lets what was taken be answered, and ends its connections. */
    Future<Void> close();

    /** Setting path → port it listens on, after {@link #open()}; empty for feeds without a port of their own. */
    default Map<String, Integer> ports() {
        return Map.of();
    }
}
