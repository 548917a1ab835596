package onemap.web.api;

import onemap.web.http.BodyLines;
import onemap.web.http.Answers;
import onemap.web.http.Problem;
import onemap.web.http.OffLoop;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.List;
import onemap.desk.Durability;
import onemap.desk.Merge;
import onemap.journal.Journal.Foreign;
import onemap.journal.Journal.NotAdopted;
import onemap.journal.union.ExportLine;

/** Another node's entries over HTTP, line by line as they come; none is held longer than its piece. */
public final class MergeApi {
    /** Of one line: the longest entry is a warning with its whole text, some of it in six bytes a character. */
    private static final int MOST_LINE_BYTES = 8 << 20;
    private static final int PIECE_ENTRIES = 1_000;
    private static final long PIECE_CHARACTERS = 2 << 20;

    private final Merge merge;
    private final OffLoop offLoop;

    public MergeApi(Merge merge, OffLoop offLoop) {
        this.merge = merge;
        this.offLoop = offLoop;
    }

    public void receive(RoutingContext context) {
        var lines = new BodyLines(context.request(), context.vertx().getOrCreateContext(), MOST_LINE_BYTES);
        offLoop.run(() -> merge.take(() -> piece(lines)))
                .onSuccess(outcome -> Answers.json(context, json(outcome)))
                .onFailure(failure -> refuse(context, failure));
    }

    private static List<Foreign> piece(BodyLines lines) {
        var piece = new ArrayList<Foreign>();
        long characters = 0;
        while (piece.size() < PIECE_ENTRIES && characters < PIECE_CHARACTERS) {
            var line = lines.next();
            if (line.isEmpty()) break;
            characters += line.get().length;
            try {
                ExportLine.read(line.get()).ifPresent(piece::add);
            } catch (IllegalArgumentException wrong) {
                throw new IllegalArgumentException("line " + lines.number() + ": " + wrong.getMessage(), wrong);
            }
        }
        return piece;
    }

    private static JsonObject json(Merge.Outcome outcome) {
        return new JsonObject().put("entries", outcome.entries())
                .put("added", outcome.added())
                .put("nodes", new JsonArray(outcome.nodes().stream().sorted().toList()))
                .put("durability", Durability.LOCAL.word());
    }

    /** What is left of the body is not read. */
    private static void refuse(RoutingContext context, Throwable failure) {
        context.response().putHeader("Connection", "close");
        if (!(failure instanceof NotAdopted refused)) {
            Answers.problem(failure).answer(context);
            return;
        }
        var which = new JsonObject().put("node", refused.node()).put("seq", refused.seq());
        new Problem(422, "Not sound 条目不可信,自此未合并", refused.getMessage()).answer(context, which);
    }
}
