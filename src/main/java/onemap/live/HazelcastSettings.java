package onemap.live;

/**
 * The embedded Hazelcast member; it stands alone and listens on loopback only, so there is little to choose.
 *
 * @param clusterName    name of the member's cluster, which nobody joins
 * @param port           of the member's socket on 127.0.0.1; 0 takes a free one
 * @param partitionCount how many parts a map is cut into: one call per part and batch, so few when there is one member (a prime, as Hazelcast advises)
 */
public record HazelcastSettings(String clusterName, int port, int partitionCount) {
    public HazelcastSettings {
        if (clusterName.isBlank()) throw new IllegalArgumentException("clusterName: is empty");
        if (port < 0 || port > 65535) throw new IllegalArgumentException("port: " + port + " is not a port");
        if (partitionCount < 1 || partitionCount > 10_000)
            throw new IllegalArgumentException("partitionCount: " + partitionCount + " is not between 1 and 10000");
    }
}
