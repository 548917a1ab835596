package onemap.journal;

import java.util.Optional;

/** An entry to be: the journal adds node, number, time and hash. {@code sealed} holds personal data as JSON, kept outside the chain. */
public record Draft(String actor, String kind, String object, Optional<String> idempotencyKey, String payload, Optional<String> sealed) {
    public static Draft of(String actor, String kind, String object, String payload) {
        return new Draft(actor, kind, object, Optional.empty(), payload, Optional.empty());
    }

    public Draft withPayload(String other) { return new Draft(actor, kind, object, idempotencyKey, other, sealed); }

    public Draft withKey(String key) { return new Draft(actor, kind, object, Optional.of(key), payload, sealed); }

    public Draft withSealed(String personal) { return new Draft(actor, kind, object, idempotencyKey, payload, Optional.of(personal)); }
}
