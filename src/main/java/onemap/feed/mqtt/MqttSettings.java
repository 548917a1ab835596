package onemap.feed.mqtt;

import onemap.feed.Admission;

/**
 * Settings under {@code feeds.mqtt}.
 *
 * @param host                  address to listen on
 * @param port                  1883 by IANA; 0 lets the system choose
 * @param admission             whether stations in no register may report
 * @param maxConnections        open sockets at once; one more is closed at accept
 * @param maxMessageBytes       longest MQTT packet read; a longer one ends its connection before it is buffered
 * @param maxObservationBytes   longest payload decoded; one reading with its unit and date needs about 100
 * @param maxInFlight           messages of one connection that are taken but not yet durable; at the limit reading stops
 * @param connectTimeoutSeconds from accept to a whole CONNECT
 * @param maxKeepAliveSeconds   longest keep alive granted; a connection silent for one and a half times as long is closed
 */
public record MqttSettings(String host, int port, Admission admission, int maxConnections, int maxMessageBytes, int maxObservationBytes,
        int maxInFlight, int connectTimeoutSeconds, int maxKeepAliveSeconds) {
    public MqttSettings {
        if (host.isBlank()) throw new IllegalArgumentException("host: is empty");
        require(port >= 0 && port <= 65_535, "port", port, "is not a port");
        require(maxConnections >= 1, "maxConnections", maxConnections, "is less than 1");
        require(maxMessageBytes >= 1024 && maxMessageBytes <= 268_435_460, "maxMessageBytes", maxMessageBytes,
                "is not within 1024 and the protocol's own limit of 268435460");
        require(maxObservationBytes >= 32 && maxObservationBytes <= maxMessageBytes, "maxObservationBytes", maxObservationBytes,
                "is not within 32 and maxMessageBytes");
        require(maxInFlight >= 1 && maxInFlight <= 65_535, "maxInFlight", maxInFlight, "is not within 1 and 65535 packet identifiers");
        require(connectTimeoutSeconds >= 1, "connectTimeoutSeconds", connectTimeoutSeconds, "is less than 1");
        require(maxKeepAliveSeconds >= 1 && maxKeepAliveSeconds <= 65_535, "maxKeepAliveSeconds", maxKeepAliveSeconds,
                "is not within 1 and 65535, the field's range");
    }

    private static void require(boolean holds, String name, int value, String otherwise) {
        if (!holds) throw new IllegalArgumentException(name + ": " + value + " " + otherwise);
    }
}
