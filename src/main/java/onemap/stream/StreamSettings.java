package onemap.stream;

import java.time.Duration;

/**
 * The live stream to the screens.
 *
 * @param tick               changes go out at once after a quiet tick, and at most once a tick: what eyes can follow
 * @param heartbeat          pause between heartbeats, from which screens tell that the link is alive
 * @param queueBytes         bytes that may wait for one client; above it the client is skipped and later gets the union of what it missed
 * @param fullFor            a client whose queue was full all this time is closed with 1013
 * @param snapshotAge        how old a snapshot may be to be given to another client, which then catches up from the change log
 * @param snapshotsPerSecond clients given a snapshot in a second, so that a reconnect storm does not fill the link with them
 * @param catchUpBatches     a client that missed more batches than this gets a snapshot: reading back more costs more
 * @param inboundPerSecond   WebSocket frames taken from one client in a second; more is closed with 1008
 * @param clients            clients at once; more are closed with 1013
 */
public record StreamSettings(Duration tick, Duration heartbeat, int queueBytes, Duration fullFor, Duration snapshotAge,
        int snapshotsPerSecond, int catchUpBatches, int inboundPerSecond, int clients) {
    public StreamSettings {
        positive("tick", tick);
        positive("heartbeat", heartbeat);
        positive("fullFor", fullFor);
        positive("snapshotAge", snapshotAge);
        atLeast("queueBytes", queueBytes, 64 * 1024);
        atLeast("snapshotsPerSecond", snapshotsPerSecond, 1);
        atLeast("catchUpBatches", catchUpBatches, 1);
        atLeast("inboundPerSecond", inboundPerSecond, 1);
        atLeast("clients", clients, 1);
    }

    private static void positive(String name, Duration duration) {
        if (duration.isZero() || duration.isNegative()) throw new IllegalArgumentException(name + ": " + duration + " is not above zero");
    }

    private static void atLeast(String name, int value, int least) {
        if (value < least) throw new IllegalArgumentException(name + ": " + value + " is less than " + least);
    }
}
