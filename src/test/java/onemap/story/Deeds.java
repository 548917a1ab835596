package onemap.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import onemap.journal.Entry;

/** What officers asked for and were answered, and whether a server, and the journal that a kill left, hold to it. Thread-safe as far as officers use it. */
final class Deeds {
    private static final int PAGE = 500;

    private final Map<String, Deed> asked = new LinkedHashMap<>();
    private final Map<String, Done> done = new LinkedHashMap<>();
    private final Set<String> repeated = new HashSet<>();
    private final Set<String> read = new HashSet<>();

    /** With the answer 2xx. */
    record Done(Deed deed, JsonNode answer) {
        /** The entry that the answer names is its own; who came second is told of the first. */
        boolean namesItsEntry() {
            return !answer.path("outcome").asText().equals("already");
        }

        long seq() { return answer.path("seq").asLong(); }

        String place() { return answer.path("node").asText() + "/" + seq(); }
    }

    synchronized void asked(Deed deed) { asked.put(deed.key(), deed); }

    synchronized void answered(Deed deed, JsonNode answer) { done.put(deed.key(), new Done(deed, answer)); }

    synchronized int size() { return done.size(); }

    private synchronized List<Done> of(Deed.Kind kind) {
        return done.values().stream().filter(each -> each.deed().kind() == kind).toList();
    }

    /** Those the kill left without an answer. */
    private synchronized List<Deed> unanswered() {
        return asked.values().stream().filter(deed -> !done.containsKey(deed.key())).toList();
    }

    /** Every officer whose answer never came asks again under the same key, as their browsers do. */
    void askAgain(TestServer server) {
        for (var deed : unanswered()) {
            var answer = ask(server, deed);
            if (deed.kind() == Deed.Kind.UNDO && answer.status() == 409) forget(deed); // more than 10 s have gone by: it had not been recorded
            else
                accept(deed, answer);
        }
    }

    private synchronized void forget(Deed deed) { asked.remove(deed.key()); }

    private void accept(Deed deed, Web.Answer answer) {
        assertThat(answer.status()).as("%s: %s", deed, answer.text()).isEqualTo(200);
        answered(deed, answer.body());
    }

    private static Web.Answer ask(TestServer server, Deed deed) {
        try (var web = server.web().as(deed.token())) {
            return web.act(deed.path(), deed.key(), deed.body());
        }
    }

    /** Whoever asks the same again is told the same again. */
    void assertRepeatsAreToldTheSame(TestServer server, String when) {
        var webs = new HashMap<String, Web>();
        for (var each : List.copyOf(done.values())) {
            if (!repeated.add(each.deed().key())) continue;
            var web = webs.computeIfAbsent(each.deed().token(), server.web()::as);
            var answer = web.act(each.deed().path(), each.deed().key(), each.deed().body());
            assertThat(answer.status()).as("%s %s: %s", each.deed(), when, answer.text()).isEqualTo(200);
            assertThat(answer.body()).as("%s %s", each.deed(), when).isEqualTo(each.answer());
        }
        webs.values().forEach(Web::close);
    }

    /** The words of officers stand in the log, alarms are taken or not as told last, devices stand where they were placed. */
    void assertShown(TestServer server, String when) {
        assertAlarms(server.web(), when);
        server.eventually(() -> assertNotes(server.web(), when));
        server.eventually(() -> assertPlaces(server.web(), when)); // the lane of the device comes to it when it comes to it
    }

    private void assertPlaces(Web web, String when) {
        for (var each : of(Deed.Kind.PLACE)) {
            var feature = web.item("cameras", each.deed().object()).body();
            assertThat(feature.at("/geometry/coordinates/0").asDouble()).as("%s %s", each.deed(), when)
                    .isEqualTo(each.deed().sent().path("lonDegrees").asDouble(), within(1e-6));
            assertThat(feature.at("/properties/name")).as("%s %s", each.deed(), when).isEqualTo(each.deed().sent().path("name"));
        }
    }

    private void assertAlarms(Web web, String when) {
        var last = new HashMap<String, Done>();
        for (var each : all())
            if (each.deed().kind() == Deed.Kind.UNDO || each.deed().kind() == Deed.Kind.TAKE && each.namesItsEntry())
                last.merge(alarm(each), each, (one, other) -> one.seq() > other.seq() ? one : other);
        var open = new HashMap<String, JsonNode>();
        web.alarms().forEach(alarm -> open.put(alarm.path("id").asText(), alarm.path("properties")));
        last.forEach((alarm, deed) -> {
            boolean taken = deed.deed().kind() == Deed.Kind.TAKE;
            if (!taken) assertThat(open).as("nobody has taken it %s", when).containsKey(alarm);
            if (open.containsKey(alarm))
                assertThat(open.get(alarm).path("acknowledged").asBoolean()).as("%s %s", deed, when).isEqualTo(taken);
        });
    }

    private static String alarm(Done each) { return each.answer().path("alarm").asText(); }

    private synchronized List<Done> all() { return List.copyOf(done.values()); }

    private void assertNotes(Web web, String when) {
        var notes = of(Deed.Kind.NOTE).stream().filter(each -> !read.contains(each.deed().key())).toList();
        var corrections = of(Deed.Kind.CORRECT).stream().filter(each -> !read.contains(each.deed().key())).toList();
        var lines = lines(web, notes.size() + corrections.size());
        for (var each : notes)
            assertThat(lines).as("%s %s", each.deed(), when).hasEntrySatisfying(each.place(), line -> assertSays(line, each, "text"));
        for (var each : corrections)
            assertThat(lines).as("%s %s", each.deed(), when).hasEntrySatisfying(each.place(), line -> {
                assertSays(line, each, "text");
                assertSays(line, each, "reason");
            });
        notes.forEach(each -> read.add(each.deed().key()));
        corrections.forEach(each -> read.add(each.deed().key()));
    }

    private static void assertSays(JsonNode line, Done each, String field) {
        assertThat(line.path("actor").asText()).isEqualTo(each.deed().actor());
        assertThat(line.path(field)).isEqualTo(each.deed().sent().path(field));
    }

    /** The newest of the log that people wrote, by where they stand. */
    private static Map<String, JsonNode> lines(Web web, int most) {
        var lines = new HashMap<String, JsonNode>();
        String before = "";
        for (int left = most; left > 0; left -= PAGE) {
            for (var line : web.get("/api/v1/log?kind=log.*&limit=" + PAGE + before).body()) {
                lines.put(line.path("node").asText() + "/" + line.path("seq").asText(), line);
                before = "&before=" + line.path("cursor").asText();
            }
        }
        return lines;
    }

    /** Who, what and where, once each; and nothing that nobody asked for. */
    void assertRecorded(List<Entry> entries, String when) {
        var byKey = new HashMap<String, List<Entry>>();
        for (var entry : entries)
            entry.idempotencyKey().ifPresent(key -> byKey.computeIfAbsent(key, any -> new ArrayList<>()).add(entry));
        byKey.forEach((key, all) -> assertThat(all).as("entries of %s %s", key, when).hasSize(1));
        for (var each : all()) {
            assertThat(byKey).as("%s %s", each, when).containsKey(each.deed().key());
            var entry = byKey.get(each.deed().key()).getFirst();
            assertThat(entry.actor()).as("%s %s", each, when).isEqualTo(each.deed().actor());
            assertThat(entry.object()).as("%s %s", each, when).isEqualTo(each.deed().object());
            assertThat(each.deed().kind().entries()).as("%s %s", each, when).contains(entry.kind());
            if (each.namesItsEntry()) assertThat(each.place()).as("%s %s", each, when).isEqualTo(entry.node() + "/" + entry.seq());
        }
    }
}
