package onemap.web.log;

import io.vertx.ext.web.RoutingContext;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import onemap.access.Permission;
import onemap.access.Principal;
import onemap.journal.search.LogQuery;

/**
 * What a reader of the duty log asks for, as it stands in the address; wrong values are refused in the reader's terms.
 *
 * @param person id of an actor, or a name or a part of it
 * @param object id of a thing, or a name or a part of it
 */
record LogFilter(Optional<Instant> from, Optional<Instant> to, Optional<String> person, Optional<String> object, List<String> kinds,
        String text, long before, int limit) {
    private static final int DEFAULT_LINES = 50;
    private static final int MAX_LINES = 500;
    private static final int MAX_TEXT = 200;
    private static final int MAX_KINDS = 40;
    private static final Pattern KIND = Pattern.compile("[a-z][a-z0-9-]*(\\.[a-z0-9-]+)*(\\.\\*)?");
    /** Who is no person, as the page calls it. */
    private static final Map<String, String> SORTS = Map.of("规则", "rule", "rule", "rule", "接入", "feed", "feed", "feed", "载入", "loader",
            "loader", "loader", "控制台", "console", "console", "console", "访客", "guest");
    /** Entries about access, for whoever audits; the rule itself is {@code Sight}'s, this only keeps the search short. */
    private static final List<String> ABOUT_ACCESS = List.of("access.*", "people.*", "personal.*", "session.*", "signin.*", "token.*",
            "user.*", "users.*", "wall.*", "webhook.*");

    static LogFilter of(RoutingContext context) {
        return new LogFilter(time(context, "from"), time(context, "to"), text(context, "actor").or(() -> text(context, "person")),
                text(context, "object"), kinds(context), text(context, "q").orElse(""), number(context, "before", Long.MAX_VALUE),
                Math.clamp(number(context, "limit", DEFAULT_LINES), 1, MAX_LINES));
    }

    private static Optional<String> text(RoutingContext context, String name) {
        var text = Optional.ofNullable(context.request().getParam(name)).map(String::strip).filter(typed -> !typed.isEmpty());
        if (text.filter(typed -> typed.length() > MAX_TEXT).isPresent())
            throw new IllegalArgumentException(name + " has more than " + MAX_TEXT + " characters");
        return text;
    }

    private static Optional<Instant> time(RoutingContext context, String name) {
        return text(context, name).map(typed -> {
            try {
                return OffsetDateTime.parse(typed.replace(' ', '+')).toInstant(); // a plus that was not escaped came as a blank
            } catch (DateTimeException e) {
                throw new IllegalArgumentException(name + "=" + typed + " is not a time like 2026-07-18T08:00:00+08:00", e);
            }
        });
    }

    private static List<String> kinds(RoutingContext context) {
        var kinds = new ArrayList<String>();
        for (String each : context.request().params().getAll("kind"))
            for (String kind : each.split(","))
                if (!kind.isBlank()) kinds.add(kind.strip());
        for (String kind : kinds)
            if (!KIND.matcher(kind).matches())
                throw new IllegalArgumentException("kind=" + kind + " is neither a kind nor a group like alarm.*");
        if (kinds.size() > MAX_KINDS) throw new IllegalArgumentException("more than " + MAX_KINDS + " kinds");
        return List.copyOf(kinds);
    }

    private static long number(RoutingContext context, String name, long otherwise) {
        String text = context.request().getParam(name);
        if (text == null || text.isBlank()) return otherwise;
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name + "=" + text + " is not a whole number", e);
        }
    }

    /** Looks up what names mean. */
    interface Names {
        /** Everybody who ever did something, by id, with the name the asker may know. */
        Map<String, String> actors();

        Set<String> objects(String typed);
    }

    LogQuery query(Principal caller, Names names) {
        return new LogQuery(from, to, person.map(typed -> actors(typed, names)), object.map(names::objects), kinds, text, sight(caller),
                before, limit);
    }

    private static Set<String> actors(String typed, Names names) {
        String sort = SORTS.getOrDefault(typed, typed);
        var ids = new LinkedHashSet<String>();
        names.actors()
                .forEach((id, name) -> {
                    if (id.equals(sort) || id.startsWith(sort + ":") || name.contains(typed)) ids.add(id);
                });
        return ids;
    }

    private static LogQuery.Sight sight(Principal caller) {
        boolean whole = caller.area().isWholeCounty();
        return new LogQuery.Sight(caller.id(), caller.may(Permission.READ_NAMES),
                whole ? Optional.empty() : Optional.of(caller.area().code()), List.of("warning.*"),
                whole && caller.may(Permission.AUDIT) ? List.of() : ABOUT_ACCESS);
    }

    /** The same from that line on. */
    LogQuery after(LogQuery query, long cursor, int more) {
        return new LogQuery(query.from(), query.to(), query.actors(), query.objects(), query.kinds(), query.text(), query.sight(), cursor,
                more);
    }
}
