package onemap.stream;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.util.Optional;

/** What a browser says: {@code {"since":n,"epoch":"<16 hex>"}} where it stands, or {@code {"since":-1}} that it wants a snapshot. */
record Ask(Optional<Position> position) {

    /** Empty when the message is something else. */
    static Optional<Ask> parse(String text) {
        try {
            var message = new JsonObject(text);
            if (!(message.getValue("since") instanceof Number since)) return Optional.empty();
            var epoch = message.getValue("epoch") instanceof String word ? word : "";
            return Optional.of(new Ask(Position.parse(epoch, Long.toString(since.longValue()))));
        } catch (DecodeException e) {
            return Optional.empty();
        }
    }
}
