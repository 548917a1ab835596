package onemap.feed.mqtt;

import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttProperties.IntegerProperty;
import io.netty.handler.codec.mqtt.MqttProperties.StringProperty;
import io.vertx.mqtt.MqttEndpoint;

/** What a CONNACK tells an MQTT 5 client of this server (MQTT 5, 3.2.2.3). */
final class MqttGreeting {
    private MqttGreeting() {}

    static MqttProperties of(MqttEndpoint endpoint, boolean namedByServer, MqttSettings settings) {
        var properties = new MqttProperties();
        properties.add(new IntegerProperty(MqttProperties.SESSION_EXPIRY_INTERVAL, 0)); // no session outlives its connection
        properties.add(new IntegerProperty(MqttProperties.RECEIVE_MAXIMUM, settings.maxInFlight()));
        properties.add(new IntegerProperty(MqttProperties.MAXIMUM_PACKET_SIZE, settings.maxMessageBytes()));
        properties.add(new IntegerProperty(MqttProperties.WILDCARD_SUBSCRIPTION_AVAILABLE, 0));
        properties.add(new IntegerProperty(MqttProperties.SUBSCRIPTION_IDENTIFIER_AVAILABLE, 0));
        properties.add(new IntegerProperty(MqttProperties.SHARED_SUBSCRIPTION_AVAILABLE, 0));
        if (namedByServer) properties.add(new StringProperty(MqttProperties.ASSIGNED_CLIENT_IDENTIFIER, endpoint.clientIdentifier()));
        int asked = endpoint.keepAliveTimeSeconds();
        if (asked == 0 || asked > settings.maxKeepAliveSeconds())
            properties.add(new IntegerProperty(MqttProperties.SERVER_KEEP_ALIVE, settings.maxKeepAliveSeconds()));
        return properties;
    }
}
