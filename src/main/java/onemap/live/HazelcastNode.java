package onemap.live;

import com.hazelcast.config.ClassFilter;
import com.hazelcast.config.Config;
import com.hazelcast.config.InMemoryFormat;
import com.hazelcast.config.JavaSerializationFilterConfig;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.config.MapConfig;
import com.hazelcast.config.NetworkConfig;
import com.hazelcast.config.RingbufferConfig;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import java.net.InetSocketAddress;
import onemap.domain.Kind;

/** The embedded Hazelcast member of this process, standing alone behind loopback (reliability.md §4.6), with the maps and the ring of the live state. */
public final class HazelcastNode implements AutoCloseable {
    private static final String RING = "changes";
    private static final String LOOPBACK = "127.0.0.1";

    private final HazelcastInstance hazelcast;

    private HazelcastNode(HazelcastInstance hazelcast) { this.hazelcast = hazelcast; }

    /** Starts the member; {@code ringCapacity} is the number of items its ring holds. */
    public static HazelcastNode start(HazelcastSettings settings, int ringCapacity) {
        var config = new Config();
        config.setClusterName(settings.clusterName());
        properties(config, settings);
        network(config.getNetworkConfig(), settings);
        config.getJetConfig().setEnabled(false);
        config.getMetricsConfig().setEnabled(false);
        config.getSerializationConfig().setJavaSerializationFilterConfig(onlyHazelcastAndJava());
        for (Kind kind : Kind.values())
            config.addMapConfig(map(kind));
        config.addRingBufferConfig(new RingbufferConfig(RING).setCapacity(ringCapacity)
                .setInMemoryFormat(InMemoryFormat.BINARY)
                .setBackupCount(0)
                .setAsyncBackupCount(0)
                .setTimeToLiveSeconds(0));
        return new HazelcastNode(Hazelcast.newHazelcastInstance(config));
    }

    public LiveMap liveMap() { return new HazelcastLiveMap(hazelcast); }

    public Ring ring() { return new HazelcastRing(hazelcast.getRingbuffer(RING)); }

    public boolean isRunning() { return hazelcast.getLifecycleService().isRunning(); }

    /** Where the member listens. */
    public InetSocketAddress address() {
        return (InetSocketAddress) hazelcast.getLocalEndpoint().getSocketAddress();
    }

    @Override public void close() { hazelcast.shutdown(); }

    private static void properties(Config config, HazelcastSettings settings) {
        config.setProperty("hazelcast.logging.type", "slf4j");
        config.setProperty("hazelcast.phone.home.enabled", "false");
        config.setProperty("hazelcast.wait.seconds.before.join", "0");
        config.setProperty("hazelcast.socket.bind.any", "false");
        config.setProperty("hazelcast.prefer.ipv4.stack", "true");
        config.setProperty("hazelcast.shutdownhook.enabled", "false"); // the server closes it, after what writes to it
        config.setProperty("hazelcast.health.monitoring.level", "OFF"); // the server watches itself
        config.setProperty("hazelcast.io.thread.count", "1"); // nobody connects
        config.setProperty("hazelcast.partition.count", Integer.toString(settings.partitionCount()));
    }

    private static void network(NetworkConfig network, HazelcastSettings settings) {
        network.setPort(settings.port()).setPortAutoIncrement(false).setPublicAddress(LOOPBACK);
        network.getInterfaces().setEnabled(true).addInterface(LOOPBACK);
        network.getMemcacheProtocolConfig().setEnabled(false); // the REST API is off as long as nobody turns it on
        JoinConfig join = network.getJoin();
        join.getAutoDetectionConfig().setEnabled(false);
        join.getMulticastConfig().setEnabled(false);
        join.getTcpIpConfig().setEnabled(false);
    }

    /** Values are bytes; what Hazelcast itself sends with Java serialization is its own and Java's classes. */
    private static JavaSerializationFilterConfig onlyHazelcastAndJava() {
        var allowed = new ClassFilter().addPrefixes("com.hazelcast.", "java.lang.", "java.util.", "[");
        return new JavaSerializationFilterConfig().setDefaultsDisabled(true).setWhitelist(allowed);
    }

    private static MapConfig map(Kind kind) {
        return new MapConfig(kind.collection()).setInMemoryFormat(InMemoryFormat.BINARY)
                .setBackupCount(0)
                .setAsyncBackupCount(0)
                .setStatisticsEnabled(false)
                .setPerEntryStatsEnabled(false);
    }
}
