package onemap.web;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import onemap.feed.HttpFeed;
import onemap.feed.HttpIntake;

/** One HTTP feed mounted as a POST route: reads at most its limit, hands the body over, answers when it is durable. */
final class FeedPosts {
    private final HttpFeed feed;
    private final HttpIntake intake;
    private final OffLoop offLoop;

    FeedPosts(HttpFeed feed, HttpIntake intake, OffLoop offLoop) {
        this.feed = feed;
        this.intake = intake;
        this.offLoop = offLoop;
    }

    String path() { return feed.path(); }

    int maxBodyBytes() { return feed.maxBodyBytes(); }

    void receive(RoutingContext context) {
        byte[] body = Optional.ofNullable(context.body().buffer()).map(buffer -> buffer.getBytes()).orElse(new byte[0]);
        String type = Optional.ofNullable(context.request().getHeader("Content-Type")).orElse("");
        String peer = context.request().remoteAddress().toString();
        offLoop.run(() -> intake.take(body, type, peer))
                .compose(stage -> Future.fromCompletionStage(stage, context.vertx().getOrCreateContext()))
                .onSuccess(answer -> answer(context, answer))
                .onFailure(failure -> Answers.problem(failure).answer(context));
    }

    /** A body over the limit: counted, and the connection is closed since the rest of it is not read. */
    void tooLarge(RoutingContext context) {
        var answer = intake.tooLarge(new byte[0], context.request().remoteAddress().toString());
        context.response().putHeader("Connection", "close");
        answer(context, answer);
    }

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
                        .put("durability", "local")
                        .put("ids", new JsonArray(answer.ids()))
                        .put("remarks", new JsonArray(
                                answer.remarks())));
    }
}
