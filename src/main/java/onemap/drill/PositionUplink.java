package onemap.drill;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.Optional;
import onemap.domain.LonLat;

/** A tracker's line to the platform, whatever protocol it speaks. Used from one event loop. */
public interface PositionUplink {
    /** @param place empty while the tracker has no fix */
    record Fix(Optional<LonLat> place, double speedMetresPerSecond, double headingDegrees, Instant at) {}

    /** Connects and signs in; fails when it cannot. */
    Future<Void> connect();

    /** False before {@link #connect()} is done and once the line is lost. */
    boolean isUp();

    /** Sends when the line is up, else forgets it as a tracker without memory does. */
    void send(Fix fix);

    Future<Void> close();

    /** Makes the line of one tracker. */
    interface Factory {
        PositionUplink of(String phone);
    }
}
