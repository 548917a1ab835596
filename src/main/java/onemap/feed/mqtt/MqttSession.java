package onemap.feed.mqtt;

import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.netty.handler.codec.mqtt.MqttVersion;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.mqtt.MqttEndpoint;
import io.vertx.mqtt.messages.MqttPublishMessage;
import io.vertx.mqtt.messages.MqttSubscribeMessage;
import io.vertx.mqtt.messages.MqttUnsubscribeMessage;
import io.vertx.mqtt.messages.codes.MqttDisconnectReasonCode;
import io.vertx.mqtt.messages.codes.MqttPubAckReasonCode;
import io.vertx.mqtt.messages.codes.MqttPubCompReasonCode;
import io.vertx.mqtt.messages.codes.MqttPubRecReasonCode;
import io.vertx.mqtt.messages.codes.MqttSubAckReasonCode;
import io.vertx.mqtt.messages.codes.MqttUnsubAckReasonCode;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import onemap.domain.Report;
import onemap.domain.SourceId;
import onemap.feed.FeedContext;
import onemap.feed.FeedLedger;
import onemap.feed.MalformedFrame;
import onemap.feed.Receipt;

/**
 * One accepted connection: its publications on their way to the inbox and the answers owed for them. A message is acknowledged when it is durable, so a
 * client may forget it then. Confined to the connection's event loop.
 */
final class MqttSession {
    private final MqttEndpoint endpoint;
    private final Gate gate;
    private final Ownership ownership;
    private final MqttSettings settings;
    private final FeedContext context;
    private final FeedLedger ledger;
    private final ObservationDecoder decoder;
    private final boolean version5;
    /** Packet identifiers of QoS 2 messages until their PUBREL, and whether their PUBREC is out. */
    private final Map<Integer, Boolean> unreleased = new HashMap<>();
    private final Promise<Void> ended = Promise.promise();
    private int inFlight;
    private boolean notTaken;
    private boolean ending;

    MqttSession(MqttEndpoint endpoint, Gate gate, Ownership ownership, MqttSettings settings, FeedContext context) {
        this.endpoint = endpoint;
        this.gate = gate;
        this.ownership = ownership;
        this.settings = settings;
        this.context = context;
        ledger = context.ledgers().of(MqttFeed.NAME);
        decoder = new ObservationDecoder(settings.maxObservationBytes());
        version5 = endpoint.protocolVersion() == MqttVersion.MQTT_5.protocolLevel();
    }

    /** Accepts the connection. */
    void begin() {
        endpoint.publishHandler(this::published);
        endpoint.publishReleaseHandler(this::released);
        endpoint.subscribeHandler(this::refuseSubscription);
        endpoint.unsubscribeHandler(this::answerUnsubscription);
        endpoint.exceptionHandler(broken -> {}); // a reset by the peer; the socket closes by itself
        gate.onSendQueueDrained(this::balance);
        if (endpoint.will().isWillFlag()) ledger.note("will_ignored");
        endpoint.accept(false, version5 ? MqttGreeting.of(endpoint, gate.clientId().isEmpty(), settings) : MqttProperties.NO_PROPERTIES);
    }

    Optional<String> userName() { return gate.userName(); }

    /** Another connection took the client id over (MQTT 3.1.1 and 5, 3.1.4). */
    void takenOver() {
        gate.onLoop(() -> end(MqttDisconnectReasonCode.SESSION_TAKEN_OVER));
    }

    /** Takes no more, answers what was taken, then closes. */
    Future<Void> finish() {
        gate.onLoop(() -> {
            ending = true;
            balance();
        });
        return ended.future();
    }

    /** The socket has closed. */
    void gone() { ended.tryComplete(); }

    private void published(MqttPublishMessage message) {
        try {
            if (message.qosLevel() == MqttQoS.EXACTLY_ONCE && !isNew(message)) return;
            Report.Observation observation = judged(message);
            ledger.frameCarrying();
            handOver(observation, message);
        } catch (MalformedFrame refused) {
            ledger.frameRejected(refused.reason(), sample(message), gate.peer());
            answer(message, answerTo(refused.reason()));
        }
    }

    private Report.Observation judged(MqttPublishMessage message) throws MalformedFrame {
        var topic = MqttTopic.parse(message.topicName());
        switch (ownership.judge(topic.station())) {
            case OWN -> {
            }
            case FOREIGN -> throw new MalformedFrame("foreign_station", "the connection speaks for another station");
            case UNKNOWN -> {
                ledger.deviceRefused(SourceId.of(MqttFeed.NAME, topic.station()).value(), gate.peer());
                throw new MalformedFrame("unknown_device", "the station is in no register");
            }
        }
        return decoder.decode(topic, message.payload().getBytes(), context.clock().instant());
    }

    /** A QoS 2 packet identifier seen again before its PUBREL is the same message (MQTT 5, 4.3.3): answered again, not taken again. */
    private boolean isNew(MqttPublishMessage message) {
        Boolean answered = unreleased.get(message.messageId());
        if (answered == null) {
            if (unreleased.size() < settings.maxInFlight()) {
                unreleased.put(message.messageId(), false);
                return true;
            }
            ledger.frameRejected("in_flight", sample(message), gate.peer());
            ledger.note("limit_hit.in_flight");
            end(MqttDisconnectReasonCode.RECEIVE_MAXIMUM_EXCEEDED);
            return false;
        }
        ledger.frameControl();
        if (answered) endpoint.publishReceived(message.messageId());
        return false;
    }

    private void handOver(Report.Observation observation, MqttPublishMessage message) {
        Receipt receipt = context.inbox().accept(List.of(observation));
        inFlight++;
        if (!isDone(receipt.taken())) {
            notTaken = true;
            receipt.taken().whenComplete((nothing, failure) -> gate.onLoop(() -> {
                notTaken = false;
                balance();
            }));
        }
        receipt.stored().whenComplete((tally, failure) -> gate.onLoop(() -> {
            inFlight--;
            if (failure == null) answer(message, MqttPubAckReasonCode.SUCCESS);
            else
                notStored(message);
            balance();
        }));
        balance();
    }

    private static boolean isDone(CompletionStage<Void> stage) { return stage.toCompletableFuture().isDone(); }

    /** MQTT 5 can say so; in 3.1.1 the missing answer says it, and the client sends the message again when it is back. */
    private void notStored(MqttPublishMessage message) {
        ledger.note("not_stored");
        unreleased.remove(message.messageId());
        if (message.qosLevel() == MqttQoS.AT_MOST_ONCE) return;
        if (version5) answer(message, MqttPubAckReasonCode.UNSPECIFIED_ERROR);
        else
            end(MqttDisconnectReasonCode.UNSPECIFIED_ERROR);
    }

    private void answer(MqttPublishMessage message, MqttPubAckReasonCode code) {
        if (!endpoint.isConnected()) return;
        switch (message.qosLevel()) {
            case AT_LEAST_ONCE -> endpoint.publishAcknowledge(message.messageId(), code, MqttProperties.NO_PROPERTIES);
            case EXACTLY_ONCE -> {
                boolean released = version5 && code.isError(); // such an answer ends the exchange (MQTT 5, 4.3.3)
                if (released) unreleased.remove(message.messageId());
                else
                    unreleased.put(message.messageId(), true);
                endpoint.publishReceived(message.messageId(), MqttPubRecReasonCode.valueOf(code.value()), MqttProperties.NO_PROPERTIES);
            }
            case AT_MOST_ONCE, FAILURE -> {
            } // nothing is owed
        }
    }

    private static MqttPubAckReasonCode answerTo(String reason) {
        return switch (reason) {
            case "foreign_station", "unknown_device" -> MqttPubAckReasonCode.NOT_AUTHORIZED;
            case "topic" -> MqttPubAckReasonCode.TOPIC_NAME_INVALID;
            case "too_long" -> MqttPubAckReasonCode.QUOTA_EXCEEDED;
            default -> MqttPubAckReasonCode.PAYLOAD_FORMAT_INVALID;
        };
    }

    private void released(int messageId) {
        boolean known = unreleased.remove(messageId) != null;
        endpoint.publishComplete(messageId, known ? MqttPubCompReasonCode.SUCCESS : MqttPubCompReasonCode.PACKET_IDENTIFIER_NOT_FOUND,
                MqttProperties.NO_PROPERTIES);
    }

    /** This server only takes. */
    private void refuseSubscription(MqttSubscribeMessage message) {
        var refusal = version5 ? MqttSubAckReasonCode.NOT_AUTHORIZED : MqttSubAckReasonCode.UNSPECIFIED_ERROR;
        endpoint.subscribeAcknowledge(message.messageId(), Collections.nCopies(message.topicSubscriptions().size(), refusal),
                MqttProperties.NO_PROPERTIES);
    }

    private void answerUnsubscription(MqttUnsubscribeMessage message) {
        if (version5)
            endpoint.unsubscribeAcknowledge(message.messageId(),
                    Collections.nCopies(message.topics().size(), MqttUnsubAckReasonCode.NO_SUBSCRIPTION_EXISTED),
                    MqttProperties.NO_PROPERTIES);
        else
            endpoint.unsubscribeAcknowledge(message.messageId());
    }

    /** Reads on while the lanes take, the disk follows and the client fetches its answers; else the kernel's window slows the client. */
    private void balance() {
        boolean atLimit = inFlight >= settings.maxInFlight();
        boolean read = !ending && !notTaken && !atLimit && !gate.isSendQueueFull();
        boolean changed = gate.read(read);
        if (changed && !read && !ending) ledger.note("limit_hit." + (notTaken ? "lane" : atLimit ? "in_flight" : "send_queue"));
        if (ending && inFlight == 0) end(MqttDisconnectReasonCode.SERVER_SHUTTING_DOWN);
    }

    private void end(MqttDisconnectReasonCode code) {
        if (!endpoint.isConnected()) return;
        if (version5) endpoint.disconnect(code, MqttProperties.NO_PROPERTIES);
        else
            endpoint.close();
    }

    private static byte[] sample(MqttPublishMessage message) {
        var bytes = new ByteArrayOutputStream();
        bytes.writeBytes(message.topicName().getBytes(StandardCharsets.UTF_8));
        bytes.write(' ');
        bytes.writeBytes(message.payload().getBytes());
        return bytes.toByteArray();
    }
}
