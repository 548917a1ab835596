package onemap.desk;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import onemap.access.Principal;
import onemap.domain.Personal;
import onemap.flow.decision.DecisionLane;
import onemap.flow.decision.DecisionLane.Refused;
import onemap.flow.Directory;
import onemap.flow.decision.Once;
import onemap.flow.decision.Payload;
import onemap.flow.Registers;
import onemap.journal.Draft;
import onemap.journal.Entry;
import onemap.journal.Journal;

/** Who keeps, owns or leads what stands in a register 责任人: masked, or plain to who says why, which is an entry first. Blocks; thread-safe. */
public final class Contacts {
    /** Names the object, the reason and whose contact was shown; never the contact. */
    public static final String REVEALED = "personal.revealed";
    private static final int SHORTEST_REASON = 2;
    private static final int LONGEST_REASON = 200;

    private final DecisionLane decisions;
    private final Once once;
    private final Journal journal;
    private final Directory directory;

    public Contacts(DecisionLane decisions, Once once, Journal journal, Directory directory) {
        this.decisions = decisions;
        this.once = once;
        this.journal = journal;
        this.directory = directory;
    }

    /** One person's; {@code role} is {@code keeper}, {@code owner} or {@code leader}. */
    public record Contact(String role, String name, String phone) {
        Contact masked() { return new Contact(role, Personal.maskName(name), Personal.maskPhone(phone)); }
    }

    /** What was shown, and the entry that says so. */
    public record Revealed(String object, List<Contact> contacts, Entry entry) {}

    private record Showing(String object, String reason, List<String> roles) {}

    /** By any id of the object; empty when nobody is entered. */
    public List<Contact> masked(String id) {
        return plain(objectOf(id)).stream().map(Contact::masked).toList();
    }

    /** Durable, then told; the same key and request get the same again, without a second entry. */
    public Revealed reveal(String id, String reason, Principal actor, String key, String body) {
        String object = objectOf(id);
        String why = checked(reason);
        var contacts = plain(object);
        if (contacts.isEmpty()) throw new Refused(Refused.Reason.NOT_FOUND, "nobody is entered for " + object);
        var showing = new Showing(object, why, contacts.stream().map(Contact::role).toList());
        var request = new Once.Request(actor.id(), "reveal", object, key, body);
        var entry = decisions
                .decide(() -> once.record(request, () -> Draft.of(actor.id(), REVEALED, object, Payload.write(showing)), shown -> {}))
                .join();
        return new Revealed(object, contacts, entry);
    }

    /** The reason stands in the chain for ever, so no number of a person may. */
    private static String checked(String reason) {
        String bare = reason.strip();
        int length = bare.codePointCount(0, bare.length());
        if (length < SHORTEST_REASON || length > LONGEST_REASON)
            throw new IllegalArgumentException("reason is not " + SHORTEST_REASON + " to " + LONGEST_REASON + " characters 事由须为 2 至 200 字");
        return Personal.maskText(bare);
    }

    private String objectOf(String id) {
        return directory.find(id)
                .map(Directory.Target::id)
                .orElseThrow(() -> new Refused(Refused.Reason.NOT_FOUND, id + " stands in no register"));
    }

    private List<Contact> plain(String object) {
        return journal.findNewest(object, Registers.PUT)
                .flatMap(entry -> journal.findSealed(entry.seq()))
                .map(Contacts::read)
                .orElse(List.of());
    }

    private static List<Contact> read(String sealed) {
        var contacts = new ArrayList<Contact>();
        Payload.tree(sealed).properties().forEach(person -> contact(person.getKey(), person.getValue()).ifPresent(contacts::add));
        return List.copyOf(contacts);
    }

    private static Optional<Contact> contact(String role, JsonNode person) {
        var contact = new Contact(role, person.path("name").asText(""), person.path("phone").asText(""));
        return Optional.of(contact).filter(known -> !known.name().isBlank() || !known.phone().isBlank());
    }
}
