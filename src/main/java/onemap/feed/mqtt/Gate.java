package onemap.feed.mqtt;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.mqtt.MqttConnectMessage;
import io.netty.handler.codec.mqtt.MqttConnectPayload;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageBuilders;
import io.netty.handler.codec.mqtt.MqttMessageType;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.codec.mqtt.MqttUnacceptableProtocolVersionException;
import io.netty.handler.codec.mqtt.MqttVersion;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.handler.timeout.IdleStateHandler;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.internal.net.NetSocketInternal;
import io.vertx.mqtt.messages.codes.MqttDisconnectReasonCode;
import java.util.Optional;
import onemap.feed.FeedLedger;

/**
 * Stands on one connection between the codec and vertx-mqtt: counts the control packets, ends the connection of a client that breaks the protocol
 * and stops reading when asked. PUBLISH packets pass uncounted, the session judges them. Confined to the connection's event loop.
 */
final class Gate extends ChannelInboundHandlerAdapter {
    /** Kept of the newest read, to be shown when it turns out malformed. */
    private static final int SAMPLE_BYTES = 256;

    private record Violation(String reason, MqttDisconnectReasonCode code) {}

    private final NetSocketInternal socket;
    private final FeedLedger ledger;
    private final int maxSilenceSeconds;
    private final String generatedClientId;
    private final Runnable onGone;
    private byte[] sample = {};
    private Optional<MqttConnectMessage> connect = Optional.empty();
    private boolean shut;
    private boolean reading = true;

    /**
     * @param generatedClientId given to an MQTT 5 client that asks the server to name it
     * @param onGone            run when the socket has closed
     */
    Gate(NetSocketInternal socket, FeedLedger ledger, int maxSilenceSeconds, String generatedClientId, Runnable onGone) {
        this.socket = socket;
        this.ledger = ledger;
        this.maxSilenceSeconds = maxSilenceSeconds;
        this.generatedClientId = generatedClientId;
        this.onGone = onGone;
    }

    /** Takes its place; vertx-mqtt must have put its codec there before. */
    void install() {
        var pipeline = socket.channelHandlerContext().pipeline();
        pipeline.addBefore("mqttDecoder", "sample", new ChannelInboundHandlerAdapter() {
            @Override public void channelRead(ChannelHandlerContext context, Object read) {
                if (read instanceof ByteBuf bytes) keepSample(bytes);
                context.fireChannelRead(read);
            }
        });
        pipeline.addAfter("idle", "gate", this); // behind the codec and its idle watch, before the one that closes
    }

    /** As in CONNECT. vertx-mqtt tells it only together with a password, MQTT 3.1.1 allows it alone (3.1.2.8). */
    Optional<String> userName() {
        return connect.map(message -> message.payload().userName()).filter(name -> !name.isEmpty());
    }

    /** As in CONNECT; empty when the client left the naming to the server. */
    Optional<String> clientId() {
        return connect.map(message -> message.payload().clientIdentifier()).filter(id -> !id.isEmpty());
    }

    String peer() { return socket.remoteAddress().toString(); }

    boolean isSendQueueFull() { return socket.writeQueueFull(); }

    void onSendQueueDrained(Runnable action) { socket.drainHandler(v -> action.run()); }

    /** True when that is a change. */
    boolean read(boolean wanted) {
        if (wanted == reading) return false;
        reading = wanted;
        if (wanted) socket.resume();
        else
            socket.pause();
        return true;
    }

    /** On the connection's event loop, at once when called from it. */
    void onLoop(Runnable action) {
        var loop = socket.channelHandlerContext().executor();
        if (loop.inEventLoop()) action.run();
        else
            loop.execute(action);
    }

    @Override public void channelRead(ChannelHandlerContext context, Object read) {
        if (shut || !(read instanceof MqttMessage message)) {
            ReferenceCountUtil.release(read);
            return;
        }
        Optional<Violation> violation = violation(message);
        if (violation.isPresent()) {
            refuse(context, message, violation.get());
            return;
        }
        if (!(message instanceof MqttPublishMessage)) ledger.frameControl();
        context.fireChannelRead(message instanceof MqttConnectMessage greeting ? greeted(context, greeting) : message);
    }

    @Override public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof IdleStateEvent) {
            ledger.note(connect.isPresent() ? "limit_hit.silence" : "limit_hit.connect_timeout");
            context.close();
        } else {
            context.fireUserEventTriggered(event);
        }
    }

    @Override public void channelInactive(ChannelHandlerContext context) {
        onGone.run();
        context.fireChannelInactive();
    }

    private void keepSample(ByteBuf bytes) {
        sample = new byte[Math.min(SAMPLE_BYTES, bytes.readableBytes())];
        bytes.getBytes(bytes.readerIndex(), sample);
    }

    private Optional<Violation> violation(MqttMessage message) {
        if (message.decoderResult().isFailure()) return Optional.of(undecodable(message.decoderResult().cause()));
        MqttMessageType type = message.fixedHeader().messageType();
        boolean inOrder = switch (type) {
            case CONNECT -> connect.isEmpty();
            case PUBLISH, PUBACK, PUBREC, PUBREL, PUBCOMP, SUBSCRIBE, UNSUBSCRIBE, PINGREQ, DISCONNECT -> connect.isPresent();
            case AUTH, CONNACK, SUBACK, UNSUBACK, PINGRESP -> false;
        };
        if (!inOrder) return Optional.of(new Violation("protocol", MqttDisconnectReasonCode.PROTOCOL_ERROR));
        if (message instanceof MqttPublishMessage publish && hasTopicAlias(publish))
            return Optional.of(new Violation("topic_alias", MqttDisconnectReasonCode.TOPIC_ALIAS_INVALID));
        return Optional.empty();
    }

    private static Violation undecodable(Throwable cause) {
        if (cause instanceof TooLongFrameException) return new Violation("too_long", MqttDisconnectReasonCode.PACKET_TOO_LARGE);
        if (cause instanceof MqttUnacceptableProtocolVersionException)
            return new Violation("version", MqttDisconnectReasonCode.PROTOCOL_ERROR);
        return new Violation("malformed", MqttDisconnectReasonCode.MALFORMED_PACKET);
    }

    /** Our CONNACK grants none (Topic Alias Maximum absent is 0: MQTT 5, 3.2.2.3.8); vertx-mqtt would keep 65,535 topics a connection. */
    private static boolean hasTopicAlias(MqttPublishMessage publish) {
        return publish.variableHeader().properties().getProperty(MqttProperties.TOPIC_ALIAS) != null;
    }

    private void refuse(ChannelHandlerContext context, MqttMessage message, Violation violation) {
        ledger.frameRejected(violation.reason(), sample, peer());
        shut = true;
        if (violation.reason().equals("version")) {
            context.fireChannelRead(message); // vertx-mqtt answers it with CONNACK 0x01 and closes
            return;
        }
        ReferenceCountUtil.release(message);
        if (isVersion5()) {
            var goodbye = MqttMessageBuilders.disconnect().reasonCode(violation.code().value()).build();
            context.channel().writeAndFlush(goodbye).addListener(ChannelFutureListener.CLOSE);
        } else {
            context.close();
        }
    }

    private boolean isVersion5() {
        return connect.filter(message -> message.variableHeader().version() == MqttVersion.MQTT_5.protocolLevel()).isPresent();
    }

    private MqttConnectMessage greeted(ChannelHandlerContext context, MqttConnectMessage greeting) {
        connect = Optional.of(greeting);
        context.pipeline().addBefore("gate", "silence", new IdleStateHandler(maxSilenceSeconds, 0, 0));
        return isVersion5() && clientId().isEmpty() ? named(greeting, generatedClientId) : greeting;
    }

    /** MQTT 5 lets the server name a client with or without Clean Start (3.1.3.1); vertx-mqtt refuses the latter as in 3.1.1. */
    private static MqttConnectMessage named(MqttConnectMessage greeting, String clientId) {
        MqttConnectPayload said = greeting.payload();
        return new MqttConnectMessage(greeting.fixedHeader(), greeting.variableHeader(),
                new MqttConnectPayload(clientId, said.willProperties(), said.willTopic(), said.willMessageInBytes(), said.userName(),
                        said.passwordInBytes()));
    }
}
