package onemap.stream;

/**
 * A reading of the stream's counters, all since the start but the first.
 *
 * @param clients        connected now
 * @param frames         sent to clients
 * @param bytes          in those frames
 * @param encodes        runs of the encoder: one per distinct view and starting point each tick, and one per snapshot built
 * @param snapshots      given to clients
 * @param resumed        clients answered from the change log instead
 * @param conflated      times a client was skipped in a tick because its queue was full
 * @param closedSlow     closed with 1013: did not read
 * @param closedFlooding closed with 1008: asked too often, or nonsense
 * @param refused        closed with 1013 at once: too many clients or views
 */
public record StreamFigures(long clients, long frames, long bytes, long encodes, long snapshots, long resumed, long conflated,
        long closedSlow, long closedFlooding, long refused) {}
