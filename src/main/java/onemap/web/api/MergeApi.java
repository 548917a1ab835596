package onemap.web.api;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import onemap.desk.Durability;
import onemap.desk.Merge;
import onemap.journal.Journal;
import onemap.journal.Journal.Foreign;
import onemap.journal.Journal.NotAdopted;
import onemap.journal.audit.OfferCheck;
import onemap.journal.audit.OfferCheck.Unvouched;
import onemap.journal.union.ExportLine;
import onemap.journal.union.Offer;
import onemap.web.http.Answers;
import onemap.web.http.BodyLines;
import onemap.web.http.OffLoop;
import onemap.web.http.Problem;

/** Another node's entries over HTTP, checked against the seals that come with them before the first is taken over; no more than a piece is in memory. */
public final class MergeApi {
    /** Of one line: the longest entry is a warning with its whole text, some of it in six bytes a character. */
    private static final int MOST_LINE_BYTES = 8 << 20;
    private static final int PIECE_ENTRIES = 1_000;
    private static final long PIECE_CHARACTERS = 2 << 20;

    private final Merge merge;
    private final Journal journal;
    private final OffLoop offLoop;

    public MergeApi(Merge merge, Journal journal, OffLoop offLoop) {
        this.merge = merge;
        this.journal = journal;
        this.offLoop = offLoop;
    }

    public void receive(RoutingContext context) {
        var lines = new BodyLines(context.request(), context.vertx().getOrCreateContext(), MOST_LINE_BYTES);
        offLoop.run(() -> take(lines))
                .onSuccess(outcome -> Answers.json(context, json(outcome)))
                .onFailure(failure -> refuse(context, failure));
    }

    private Merge.Outcome take(BodyLines lines) {
        try (var offer = new Offer()) {
            return merge.take(new Merge.Source() {
                private Optional<Offer.Lines> checked = Optional.empty();

                @Override public List<Foreign> next() {
                    if (checked.isEmpty()) checked = Optional.of(checked(lines, offer));
                    return piece(checked.get());
                }
            });
        }
    }

    /** All of it came, and what vouches for it fits. */
    private Offer.Lines checked(BodyLines lines, Offer offer) {
        var check = new OfferCheck(journal);
        for (var line = lines.next(); line.isPresent(); line = lines.next()) {
            var numbered = new Offer.Line(lines.number(), line.get());
            read(numbered, ExportLine::read);
            read(numbered, check::read);
            offer.add(numbered);
        }
        check.checkSignatures();
        var again = offer.read();
        for (var line = again.next(); line.isPresent(); line = again.next())
            read(line.get(), check::compare);
        check.checkRoots();
        return offer.read();
    }

    private static void read(Offer.Line line, Consumer<byte[]> reader) {
        try {
            reader.accept(line.bytes());
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException("line " + line.number() + ": " + wrong.getMessage(), wrong);
        }
    }

    private static List<Foreign> piece(Offer.Lines lines) {
        var piece = new ArrayList<Foreign>();
        long characters = 0;
        while (piece.size() < PIECE_ENTRIES && characters < PIECE_CHARACTERS) {
            var line = lines.next();
            if (line.isEmpty()) break;
            characters += line.get().bytes().length;
            read(line.get(), bytes -> ExportLine.read(bytes).ifPresent(piece::add));
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
        switch (failure instanceof CompletionException wrapped && wrapped.getCause() != null ? wrapped.getCause() : failure) {
            case NotAdopted refused -> new Problem(422, "Not sound 条目不可信,自此未合并", refused.getMessage())
                    .answer(context, new JsonObject().put("node", refused.node()).put("seq", refused.seq()));
            case Unvouched refused -> new Problem(422, "Not as sealed 与封签不符,未合并", refused.getMessage())
                    .answer(context, new JsonObject().put("node", refused.node()));
            default -> Answers.problem(failure).answer(context);
        }
    }
}
