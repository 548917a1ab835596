package onemap.feed.mqtt;

import io.netty.handler.codec.mqtt.MqttQoS;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.mqtt.MqttClient;
import io.vertx.mqtt.MqttClientOptions;
import java.time.Instant;
import onemap.domain.ObservedProperty;

/** A station's end of the line: one MQTT 3.1.1 connection under its own id, readings at QoS 1. Not to be connected twice. */
public final class StationPublisher {
    private static final int KEEP_ALIVE_SECONDS = 60;

    private final String station;
    private final MqttClient client;

    public StationPublisher(Vertx vertx, String station) {
        this.station = station;
        client = MqttClient.create(vertx, new MqttClientOptions().setClientId(station).setKeepAliveInterval(KEEP_ALIVE_SECONDS));
        client.exceptionHandler(broken -> {}); // the line closes by itself
    }

    public Future<Void> connect(String host, int port) { return client.connect(port, host).mapEmpty(); }

    public boolean isConnected() { return client.isConnected(); }

    /** @param value in the unit the property is kept in */
    public Future<Void> publish(String property, double value, Instant observedAt) {
        var payload = new JsonObject().put("value", value).put("observedAt", observedAt.toString());
        String unit = ObservedProperty.named(property, "").unit();
        if (!unit.isEmpty()) payload.put("unit", unit);
        String topic = "onemap/observations/" + station + "/" + property;
        return client.publish(topic, Buffer.buffer(payload.encode()), MqttQoS.AT_LEAST_ONCE, false, false).mapEmpty();
    }

    public Future<Void> close() { return client.isConnected() ? client.disconnect().otherwiseEmpty() : Future.succeededFuture(); }
}
