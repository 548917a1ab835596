package onemap.web.ogc;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import onemap.gis.ReferenceSystem;
import onemap.web.http.Problem;

/** What a resource answers to a program; a page shows a person the same. */
sealed interface Reply {
    /** @param crs of the places in it, where it has any */
    record Found(String type, Buffer body, Optional<ReferenceSystem> crs) implements Reply {}

    /** Nothing is there, or not for who asks. */
    record Refused(Problem problem) implements Reply {}

    static Reply found(String type, JsonObject body) { return new Found(type, body.toBuffer(), Optional.empty()); }
}
