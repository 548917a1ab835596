package onemap.sim;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.slf4j.LoggerFactory;

/** The log of a hundred thousand power cuts is of no use to anybody. */
final class Quiet {
    private Quiet() {}

    static void logs() {
        for (String name : new String[]{"onemap.flow.DecisionLane", "onemap.flow.Recovery"})
            ((Logger) LoggerFactory.getLogger(name)).setLevel(Level.OFF);
    }
}
