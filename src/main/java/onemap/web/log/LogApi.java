package onemap.web.log;

import onemap.web.api.DeskApi;
import onemap.web.http.Answers;
import onemap.web.gate.Gate;
import onemap.web.http.OffLoop;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import onemap.access.Principal;
import onemap.desk.Durability;
import onemap.desk.DutyLog;
import onemap.desk.ObjectNames;
import onemap.desk.Sight;
import onemap.journal.Entry;
import onemap.journal.Journal;
import onemap.journal.search.LogIndex;
import onemap.journal.union.Ref;

/** The duty log 值班日志 over HTTP: read, searched, written. */
public final class LogApi {
    /** Who has just written sees it in the next answer; should the index be that late, the answer comes without it. */
    private static final Duration INDEX_PATIENCE = Duration.ofMillis(800);

    private final Journal journal;
    private final LogIndex index;
    private final DutyLog dutyLog;
    private final Sight sight;
    private final ObjectNames names;
    private final LogLines lines;
    private final OffLoop offLoop;

    public LogApi(Journal journal, LogIndex index, DutyLog dutyLog, Sight sight, ObjectNames names, OffLoop offLoop) {
        this.journal = journal;
        this.index = index;
        this.dutyLog = dutyLog;
        this.sight = sight;
        this.names = names;
        this.lines = new LogLines(journal, index, sight, names, dutyLog);
        this.offLoop = offLoop;
    }

    private record Page(String tag, long missing, String node, Journal.Head head, Optional<JsonArray> lines) {}

    /** Newest first. Who has them already, by {@code If-None-Match}, is told so: pages ask every other second. */
    public void list(RoutingContext context) {
        var filter = LogFilter.of(context);
        var caller = Gate.caller(context);
        var known = Optional.ofNullable(context.request().getHeader("If-None-Match"));
        offLoop.run(() -> page(filter, caller, known))
                .onSuccess(page -> answer(context, page))
                .onFailure(failure -> Answers.problem(failure).answer(context));
    }

    private Page page(LogFilter filter, Principal caller, Optional<String> known) {
        var head = journal.head();
        index.awaitEnd(INDEX_PATIENCE);
        String tag = "\"" + index.revision() + "-" + caller.role().word() + "\"";
        if (known.filter(tag::equals).isPresent()) return new Page(tag, index.missing(), journal.node(), head, Optional.empty());
        return new Page(tag, index.missing(), journal.node(), head, Optional.of(lines.of(caller, readable(filter, caller))));
    }

    /** As many as were asked for of those that the caller may read. */
    private List<LogLines.Line> readable(LogFilter filter, Principal caller) {
        var query = filter.query(caller, new Meanings(caller));
        var readable = new ArrayList<LogLines.Line>();
        for (var next = query; readable.size() < filter.limit();) {
            var found = index.search(next);
            found.stream().map(lines::read).filter(line -> mayRead(caller, line)).forEach(readable::add);
            if (found.size() < next.limit()) break;
            next = filter.after(query, found.getLast().cursor(), filter.limit() - readable.size());
        }
        return readable;
    }

    /** Of a line that was altered nobody can say whose it is: it is shown to those who see all. */
    private boolean mayRead(Principal caller, LogLines.Line line) {
        return line.entry().map(entry -> sight.mayRead(caller, entry)).orElseGet(() -> caller.area().isWholeCounty());
    }

    /** What names mean to the one who asks. */
    private final class Meanings implements LogFilter.Names {
        private final Principal caller;

        Meanings(Principal caller) { this.caller = caller; }

        @Override public Map<String, String> actors() {
            var actors = new TreeMap<String, String>();
            index.actors().forEach(id -> actors.put(id, sight.nameOf(caller, id)));
            return actors;
        }

        @Override public Set<String> objects(String typed) { return names.meant(typed); }
    }

    private static void answer(RoutingContext context, Page page) {
        var response = context.response();
        if (response.ended() || response.closed()) return;
        response.putHeader("ETag", page.tag())
                .putHeader("Journal-Head",
                        page.node() + "/" + page.head().seq() + "/" + HexFormat.of().formatHex(page.head().hash()));
        if (page.missing() > 0) response.putHeader("Log-Missing", Long.toString(page.missing()));
        if (page.lines().isPresent()) Answers.json(context, page.lines().get());
        else
            response.setStatusCode(304).putHeader("Cache-Control", "no-store").end();
    }

    public void note(RoutingContext context) {
        DeskApi.withKey(context, key -> {
            String body = Optional.ofNullable(context.body().asString()).orElse("");
            var json = DeskApi.json(body);
            var note = new DutyLog.Note(text(json, "text").orElse(""),
                    text(json, "object").filter(typed -> !typed.isBlank()).map(this::object),
                    text(json, "happenedAt").map(LogApi::time));
            answer(context, "noted", dutyLog.note(note, Gate.caller(context), key, body));
        });
    }

    private static Optional<String> text(JsonObject body, String name) {
        Object value = body.getValue(name);
        if (value == null) return Optional.empty();
        if (value instanceof String text) return Optional.of(text);
        throw new IllegalArgumentException(name + " is not a text");
    }

    private String object(String typed) {
        return names.findOne(typed.strip())
                .orElseThrow(() -> new IllegalArgumentException("object: nothing on the map has that id or, alone, that name 图上没有唯一的此对象"));
    }

    private static Instant time(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("happenedAt=" + text + " is not a time like 2026-07-18T08:00:00+08:00", e);
        }
    }

    public void correct(RoutingContext context) {
        DeskApi.withKey(context, key -> {
            String body = Optional.ofNullable(context.body().asString()).orElse("");
            var json = DeskApi.json(body);
            var correction = new DutyLog.Correction(text(json, "text").orElse(""), text(json, "reason").orElse(""));
            answer(context, "corrected", dutyLog.correct(place(context), correction, Gate.caller(context), key, body));
        });
    }

    private static Ref place(RoutingContext context) {
        String seq = context.pathParam("seq");
        try {
            return new Ref(context.pathParam("node"), Long.parseLong(seq));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(seq + " is not the number of an entry", e);
        }
    }

    private static void answer(RoutingContext context, String outcome, CompletableFuture<Entry> recorded) {
        Answers.when(context, Future.fromCompletionStage(recorded, context.vertx().getOrCreateContext())
                .map(entry -> new JsonObject().put("outcome", outcome)
                        .put("node", entry.node())
                        .put("seq", entry.seq())
                        .put("at", entry.at().toString())
                        .put("object", entry.object())
                        .put("durability", Durability.LOCAL.word())));
    }
}
