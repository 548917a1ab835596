package onemap.web.http;

import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import onemap.access.Role;
import onemap.domain.Area;

/** A JSON body, field by field; what does not fit is told by its name. */
public record Body(JsonObject json) {
    /** Longest text of any field. */
    private static final int LONGEST = 1_000;

    public static Body of(RoutingContext context) {
        try {
            return new Body(
                    Optional.ofNullable(context.body().asJsonObject()).orElseThrow(() -> new IllegalArgumentException("there is no body")));
        } catch (RuntimeException e) {
            throw new IllegalArgumentException("the body is not a JSON object", e);
        }
    }

    public Optional<String> find(String name) {
        Object value = json.getValue(name);
        if (value == null) return Optional.empty();
        if (value instanceof String text && text.length() <= LONGEST) return Optional.of(text);
        throw new IllegalArgumentException(name + " is not a text of at most " + LONGEST + " characters");
    }

    public String text(String name) { return find(name).orElseThrow(() -> new IllegalArgumentException(name + " is missing")); }

    public Optional<Integer> findNumber(String name) {
        Object value = json.getValue(name);
        if (value == null) return Optional.empty();
        if (value instanceof Integer number) return Optional.of(number);
        throw new IllegalArgumentException(name + " is not a whole number");
    }

    public Optional<Boolean> findTruth(String name) {
        Object value = json.getValue(name);
        if (value == null) return Optional.empty();
        if (value instanceof Boolean truth) return Optional.of(truth);
        throw new IllegalArgumentException(name + " is neither true nor false");
    }

    public Optional<Role> findRole(String name) {
        return find(name).map(word -> Role.find(word).orElseThrow(() -> new IllegalArgumentException(name + " " + word + " is no role")));
    }

    public Role role(String name) { return findRole(name).orElseThrow(() -> new IllegalArgumentException(name + " is missing")); }

    /** The whole county when it is not there. */
    public Area area(String name) { return findArea(name).orElse(Area.COUNTY); }

    public Optional<Area> findArea(String name) { return find(name).map(Area::new); }
}
