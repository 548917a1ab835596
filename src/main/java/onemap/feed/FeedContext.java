package onemap.feed;

import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import onemap.domain.SourceId;

/**
 * What every feed is given.
 *
 * @param devices    event loops of the device ports, apart from the web side
 * @param registered whether a source id stands in a register
 */
public record FeedContext(Vertx devices, Inbox inbox, Ledgers ledgers, Predicate<SourceId> registered, InstantSource clock,
        RandomGenerator random) {}
