package onemap.feed.jt808;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import onemap.feed.Inbox;
import onemap.feed.Receipt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The socket of one {@link Conversation}: reads while the lanes take, answers when it may, ends what dawdles. Lives on the feed's event loop. */
final class Connection {
    private static final Logger log = LoggerFactory.getLogger(Connection.class);
    /** Why reading rests. */
    private static final int LANE_FULL = 1;
    private static final int STORE_BEHIND = 2;
    private static final int ANSWERS_UNREAD = 4;
    private static final int CLOSING = 8;

    private final NetSocket socket;
    private final Platform platform;
    private final Inbox inbox;
    private final InstantSource clock;
    private final Context loop;
    private final Consumer<Connection> onEnd;
    private final Conversation conversation;
    private final Promise<Void> settled = Promise.promise();
    private int resting;
    private int handsOut;
    private int unstoredReads;
    private boolean ended;
    private String endReason = "half_frame";
    private long ageMillis;
    private long frameMillis;
    private long idleMillis;
    private long delimitersSeen = -1;

    Connection(NetSocket socket, Platform platform, Inbox inbox, InstantSource clock, Context loop, Consumer<Connection> onEnd) {
        this.socket = socket;
        this.platform = platform;
        this.inbox = inbox;
        this.clock = clock;
        this.loop = loop;
        this.onEnd = onEnd;
        this.conversation = new Conversation(platform, address() + ":" + socket.remoteAddress().port(), this::write);
    }

    void open() {
        socket.handler(this::guardedRead);
        socket.drainHandler(nothing -> wake(ANSWERS_UNREAD));
        socket.exceptionHandler(failure -> log.debug("feed jt808 {}: {}", socket.remoteAddress(), failure.toString()));
        socket.closeHandler(nothing -> ended());
    }

    String address() { return socket.remoteAddress().hostAddress(); }

    /** Lets time pass: who does not say who he is, does not finish a frame or is silent for too long is cut off. */
    void elapse(long millis) {
        var limits = platform.settings().limits();
        ageMillis += millis;
        idleMillis += millis;
        boolean sameFrame = conversation.isMidFrame() && conversation.delimiters() == delimitersSeen;
        delimitersSeen = conversation.delimiters();
        frameMillis = sameFrame && resting == 0 ? frameMillis + millis : 0;
        if (!conversation.isSettled() && ageMillis >= limits.authenticateSeconds() * 1000L) cut("authenticate", "half_frame");
        else if (frameMillis >= limits.frameSeconds() * 1000L) cut("frame", "frame_timeout");
        else if (idleMillis >= limits.idleSeconds() * 1000L) cut("idle", "half_frame");
    }

    /** Reads no more, answers what was taken; done when nothing is owed any longer. */
    Future<Void> finish() {
        rest(CLOSING);
        if (handsOut == 0) settled.tryComplete();
        return settled.future();
    }

    Future<Void> close() { return socket.close(); }

    private void cut(String limit, String reason) {
        if (ended || (resting & CLOSING) != 0) return;
        rest(CLOSING);
        endReason = reason;
        platform.ledger().note("limit_hit." + limit);
        socket.close();
    }

    private void ended() {
        if (ended) return;
        ended = true;
        conversation.end(endReason);
        settled.tryComplete();
        onEnd.accept(this);
    }

    private void guardedRead(Buffer buffer) {
        try {
            read(buffer);
        } catch (RuntimeException ours) {
            log.error("feed jt808 connection {} ended by a fault of ours", socket.remoteAddress(), ours);
            platform.ledger().note("internal_error");
            socket.close();
        }
    }

    private void read(Buffer buffer) {
        idleMillis = 0;
        Turn turn = conversation.read(buffer.getBytes(), clock.instant());
        if (turn.reports().isEmpty()) write(turn.answersWhenTaken());
        else
            hand(turn, inbox.accept(turn.reports()));
        if (conversation.isLost()) cut("skipped_bytes", "half_frame");
    }

    private void hand(Turn turn, Receipt receipt) {
        CompletableFuture<Void> taken = receipt.taken().toCompletableFuture();
        if (taken.isDone() && !taken.isCompletedExceptionally()) write(turn.answersWhenTaken());
        else {
            handsOut++;
            rest(LANE_FULL);
            platform.ledger().note("limit_hit.lane");
            taken.whenComplete((nothing, failure) -> loop.runOnContext(now -> taken(turn, failure == null)));
        }
        if (turn.owesStored()) {
            handsOut++;
            if (++unstoredReads >= platform.settings().limits().maxUnstoredReads()) rest(STORE_BEHIND);
            receipt.stored()
                    .whenComplete((tally, failure) -> loop.runOnContext(
                            now -> stored(turn, failure == null && tally.shed() == 0)));
        }
    }

    /** Not taken: nothing may be answered, the device will come again. */
    private void taken(Turn turn, boolean well) {
        if (well) write(turn.answersWhenTaken());
        else
            socket.close();
        wake(LANE_FULL);
        handBack();
    }

    private void stored(Turn turn, boolean well) {
        write(turn.answersWhenStored(well ? Turn.OK : Turn.FAILED));
        if (--unstoredReads < platform.settings().limits().maxUnstoredReads()) wake(STORE_BEHIND);
        handBack();
    }

    private void handBack() { if (--handsOut == 0 && (resting & CLOSING) != 0) settled.tryComplete(); }

    private void write(byte[] bytes) {
        if (ended || bytes.length == 0) return;
        socket.write(Buffer.buffer(bytes));
        if (socket.writeQueueFull()) rest(ANSWERS_UNREAD);
    }

    private void rest(int reason) {
        if (resting == 0) socket.pause();
        resting |= reason;
    }

    private void wake(int reason) {
        if ((resting & reason) == 0) return;
        resting &= ~reason;
        if (resting == 0 && !ended) socket.resume();
    }
}
