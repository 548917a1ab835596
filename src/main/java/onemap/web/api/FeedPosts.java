package onemap.web.api;

import onemap.web.http.Answers;
import onemap.web.http.Problem;
import onemap.web.http.OffLoop;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import onemap.desk.Durability;
import onemap.feed.HttpFeed;
import onemap.feed.HttpIntake;

/** One HTTP feed mounted as a POST route: reads at most its limit, hands the body over, answers when it is durable. */
public final class FeedPosts {
    private final HttpFeed feed;
    private final HttpIntake intake;
    private final OffLoop offLoop;

    public FeedPosts(HttpFeed feed, HttpIntake intake, OffLoop offLoop) {
        this.feed = feed;
        this.intake = intake;
        this.offLoop = offLoop;
    }

    public String path() { return feed.path(); }

    /** A body that says it is too long is not read at all; one that turns out to be is refused where it passes the limit, its first bytes kept. */
    public void receive(RoutingContext context) {
        if (claimsTooMuch(context)) {
            tooLarge(context, new byte[0]);
            return;
        }
        var body = Buffer.buffer();
        var refused = new AtomicBoolean();
        context.request().handler(part -> {
            if (refused.get()) return;
            body.appendBuffer(part);
            if (body.length() <= feed.maxBodyBytes()) return;
            refused.set(true);
            tooLarge(context, body.getBytes());
        });
        context.request()
                .endHandler(end -> {
                    if (!refused.get()) take(context, body.getBytes());
                });
    }

    private void take(RoutingContext context, byte[] body) {
        String type = Optional.ofNullable(context.request().getHeader("Content-Type")).orElse("");
        offLoop.run(() -> intake.take(body, type, peer(context)))
                .compose(stage -> Future.fromCompletionStage(stage, context.vertx().getOrCreateContext()))
                .onSuccess(answer -> answer(context, answer))
                .onFailure(failure -> Answers.problem(failure).answer(context));
    }

    private void tooLarge(RoutingContext context, byte[] head) {
        context.response().putHeader("Connection", "close");
        answer(context, intake.tooLarge(head, peer(context)));
    }

    private boolean claimsTooMuch(RoutingContext context) {
        String length = context.request().getHeader("Content-Length");
        return length != null && (length.length() > 9 || Integer.parseInt(length) > feed.maxBodyBytes());
    }

    private static String peer(RoutingContext context) { return context.request().remoteAddress().toString(); }

    private static void answer(RoutingContext context, HttpIntake.Answer answer) {
        if (!answer.accepted()) {
            new Problem(answer.status(), answer.reason(), answer.message()).answer(context);
            return;
        }
        var rejected = new JsonObject();
        answer.rejected().forEach(rejected::put);
        Answers.json(context,
                new JsonObject().put("received", answer.received())
                        .put("stored", answer.stored())
                        .put("duplicate", answer.duplicate())
                        .put(
                                "rejected", rejected)
                        .put("shed", answer.shed())
                        .put("durability", Durability.LOCAL.word())
                        .put("ids", new JsonArray(answer.ids()))
                        .put("remarks", new JsonArray(
                                answer.remarks())));
    }
}
