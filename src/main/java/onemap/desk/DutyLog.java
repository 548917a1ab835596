package onemap.desk;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import onemap.access.Principal;
import onemap.domain.Area;
import onemap.flow.decision.DecisionLane;
import onemap.flow.decision.DecisionLane.Refused;
import onemap.flow.Directory;
import onemap.flow.decision.Once;
import onemap.flow.decision.Payload;
import onemap.journal.Draft;
import onemap.journal.Entry;
import onemap.journal.Journal;
import onemap.journal.union.Ref;

/**
 * What officers write into the duty log 值班日志 by hand. What was written stays: a correction 更正 is an entry of its own. The words are personal by nature, so
 * they stand in the sealed part of the entry.
 */
public final class DutyLog {
    public static final String NOTED = "log.noted";
    public static final String CORRECTED = "log.corrected";
    private static final int MOST_CHARACTERS = 4000;
    private static final int MOST_REASON = 500;
    private static final int MOST_OBJECT = 128;
    /** Clocks differ. */
    private static final Duration AHEAD = Duration.ofMinutes(1);
    private static final Duration LATE = Duration.ofDays(7);

    private final DecisionLane decisions;
    private final Once once;
    private final Journal journal;
    private final Directory directory;
    private final InstantSource clock;
    private final SecretKeySpec secret;

    /** @param secret keys the digest of what was sent: of a short text a plain one would tell the text */
    public DutyLog(DecisionLane decisions, Once once, Journal journal, Directory directory, InstantSource clock, byte[] secret) {
        this.decisions = decisions;
        this.once = once;
        this.journal = journal;
        this.directory = directory;
        this.clock = clock;
        this.secret = new SecretKeySpec(secret, "HmacSHA256");
    }

    /**
     * What an officer writes down.
     *
     * @param object     what it is about, as far as it is about a thing
     * @param happenedAt when it happened, where that was not just now
     */
    public record Note(String text, Optional<String> object, Optional<Instant> happenedAt) {
        public Note {
            text = readable("text", text, MOST_CHARACTERS);
            object = object.map(String::strip).filter(id -> !id.isEmpty());
            object.ifPresent(id -> readable("object", id, MOST_OBJECT));
        }
    }

    /** What should stand there instead, and why. */
    public record Correction(String text, String reason) {
        public Correction {
            text = readable("text", text, MOST_CHARACTERS);
            reason = readable("reason", reason, MOST_REASON);
        }
    }

    /** Done when the note is durable. */
    public CompletableFuture<Entry> note(Note note, Principal actor, String key, String body) {
        var object = note.object().map(id -> directory.find(id).map(Directory.Target::id).orElse(id)).orElse("");
        if (!object.isEmpty()) refuseForeign(actor, directory.divisionOf(object), object);
        note.happenedAt().ifPresent(this::refuseOtherTimes);
        var request = new Once.Request(actor.id(), "log.note", object, key, keyed(body));
        return decisions.decide(() -> once.record(request, () -> draft(note, object, actor), shown -> {}));
    }

    private static Draft draft(Note note, String object, Principal actor) {
        var payload = new LinkedHashMap<String, Object>();
        note.happenedAt().ifPresent(at -> payload.put("happenedAt", at.toString()));
        if (object.isEmpty() && !actor.area().isWholeCounty()) payload.put("division", actor.area().code());
        var sealed = new LinkedHashMap<String, Object>();
        sealed.put("text", note.text());
        return Draft.of(actor.id(), NOTED, object, Payload.write(payload)).withSealed(Payload.write(sealed));
    }

    private void refuseOtherTimes(Instant at) {
        Instant now = clock.instant();
        if (at.isAfter(now.plus(AHEAD))) throw new IllegalArgumentException("happenedAt " + at + " is in the future 发生时间晚于现在");
        if (at.isBefore(now.minus(LATE)))
            throw new IllegalArgumentException("happenedAt " + at + " is more than " + LATE.toDays() + " days ago 发生时间早于 7 天");
    }

    /** Done when the correction is durable; one of a correction corrects the original. */
    public CompletableFuture<Entry> correct(Ref of, Correction correction, Principal actor, String key, String body) {
        var request = new Once.Request(actor.id(), "log.correct", of.toString(), key, keyed(body));
        return decisions.decide(() -> once.record(request, () -> draft(original(of, actor), correction, actor), shown -> {}));
    }

    private Draft draft(Entry original, Correction correction, Principal actor) {
        var payload = new LinkedHashMap<String, Object>();
        payload.put("of", Ref.of(original));
        authorsDivision(original).ifPresent(division -> payload.put("division", division));
        return Draft.of(actor.id(), CORRECTED, original.object(), Payload.write(payload)).withSealed(Payload.write(correction));
    }

    /** The note to be corrected; of a correction, what it corrected. */
    private Entry original(Ref place, Principal actor) {
        var entry = find(place, actor);
        if (!isNote(entry))
            throw new Refused(Refused.Reason.IMPOSSIBLE,
                    "only notes can be corrected; entry " + place + " was made by the system 仅人工记录可以更正");
        var of = refersTo(Payload.tree(entry.payload()));
        return of.isPresent() ? find(Ref.parse(of.get()), actor) : entry;
    }

    private Entry find(Ref place, Principal actor) {
        var entry = journal.find(place.node(), place.seq()).orElseThrow(() -> new Refused(Refused.Reason.NOT_FOUND, "no entry " + place));
        refuseForeign(actor, divisionOf(entry), place.toString());
        return entry;
    }

    private Optional<String> divisionOf(Entry note) {
        return note.object().isEmpty() ? authorsDivision(note) : directory.divisionOf(note.object());
    }

    /** Where a note about no thing belongs: to what its author answers for; empty: the county. */
    static Optional<String> authorsDivision(Entry note) {
        if (!isNote(note) || !note.object().isEmpty()) return Optional.empty();
        return Optional.of(Payload.tree(note.payload()).path("division").asText("")).filter(code -> !code.isEmpty());
    }

    /** A note as it was written. */
    public record Words(String text, Optional<String> reason) {}

    /** The words of a note, a correction or a resolution, while they have not been dropped. */
    public Optional<Words> words(Entry note) {
        return journal.findSealed(note.node(), note.seq()).map(Payload::tree).map(DutyLog::words);
    }

    private static Words words(JsonNode sealed) {
        return new Words(sealed.path("text").asText(), Optional.ofNullable(sealed.path("reason").textValue()));
    }

    /** Whether people wrote it by hand. */
    public static boolean isNote(Entry entry) {
        return entry.kind().equals(NOTED) || entry.kind().equals(CORRECTED);
    }

    /** What a correction corrects, {@code node/seq}. */
    static Optional<String> refersTo(JsonNode payload) {
        JsonNode of = payload.path("of");
        return of.isObject() ? Optional.of(of.path("node").asText() + "/" + of.path("seq").asLong()) : Optional.empty();
    }

    private static void refuseForeign(Principal actor, Optional<String> division, String what) {
        Area area = actor.area();
        if (!area.holds(division)) throw new Refused(Refused.Reason.FOREIGN, what + " lies outside area " + area.code());
    }

    private static String readable(String name, String text, int most) {
        String stripped = text.strip();
        long characters = stripped.codePoints().count();
        if (characters == 0) throw new IllegalArgumentException(name + " is empty");
        if (characters > most)
            throw new IllegalArgumentException(name + " has " + characters + " characters, at most " + most + " are taken");
        if (stripped.codePoints().anyMatch(DutyLog::isUnreadable))
            throw new IllegalArgumentException(name + " holds what is no character: a control code or half of a character");
        return stripped;
    }

    private static boolean isUnreadable(int point) {
        return Character.getType(point) == Character.SURROGATE
                || Character.isISOControl(point) && point != '\n' && point != '\t' && point != '\r';
    }

    private String keyed(String body) {
        try {
            var mac = Mac.getInstance(secret.getAlgorithm());
            mac.init(secret);
            return HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HMAC-SHA-256", e);
        }
    }
}
