package onemap.gis;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * How a static layer is drawn, by rules of which the first that fits counts.
 *
 * @param label   attribute that is written beside a thing
 * @param labelsFrom zoom of a desk's map
 * @param minZoom the layer is hidden below
 * @param maxZoom the layer is hidden above
 */
public record Style(List<Rule> rules, Optional<String> label, double labelsFrom, double minZoom, double maxZoom) {
    /** Tokens of the pages' style: greys, and four muted hues; red to blue are for what somebody must act on. */
    public static final Set<String> COLOURS = Set.of("county", "town", "coast", "river", "water", "road", "minor", "village", "text",
            "text-2", "text-3", "line", "link", "stale", "layer-1", "layer-2", "layer-3", "layer-4");
    private static final double LABELS_FROM = 13;
    private static final double MOST_ZOOM = 22;
    private static final Rule PLAIN = new Rule(Optional.empty(), "layer-1", 1.5, Optional.empty(), 0.25, List.of(), 3.5);

    /**
     * For the things that fit.
     *
     * @param when        all of them when empty
     * @param width       of the line, CSS pixels
     * @param fill        token of the area's colour; none when empty
     * @param fillOpacity 0 to 1
     * @param dash        lengths of line and gap, CSS pixels
     * @param radius      of a point, CSS pixels
     */
    public record Rule(Optional<When> when, String colour, double width, Optional<String> fill, double fillOpacity, List<Double> dash,
            double radius) {
        public Rule {
            dash = List.copyOf(dash);
            known(colour);
            fill.ifPresent(Rule::known);
            within("width", width, 0, 20);
            within("fillOpacity", fillOpacity, 0, 1);
            within("radius", radius, 0, 20);
            if (dash.size() > 8) throw new IllegalArgumentException("style: dash of more than 8 lengths");
            dash.forEach(length -> within("dash", length, 0, 100));
        }

        private static void known(String colour) {
            if (!COLOURS.contains(colour))
                throw new IllegalArgumentException("style: colour " + colour + " is none of " + COLOURS.stream().sorted().toList());
        }
    }

    /**
     * What an attribute must say.
     *
     * @param in one of these texts; any when empty
     * @param min the number is at least that
     * @param max the number is less than that
     */
    public record When(String attribute, List<String> in, OptionalDouble min, OptionalDouble max) {
        public When { in = List.copyOf(in); }
    }

    public Style {
        rules = List.copyOf(rules);
        within("minZoom", minZoom, 0, MOST_ZOOM);
        within("maxZoom", maxZoom, minZoom, MOST_ZOOM);
    }

    /** @throws IllegalArgumentException naming what is wrong */
    static Style read(JsonNode node) {
        var rules = new ArrayList<Rule>();
        for (JsonNode rule : node.path("rules"))
            rules.add(rule(rule));
        if (rules.isEmpty()) rules.add(node.has("colour") ? rule(node) : PLAIN);
        return new Style(rules, text(node, "label"), node.path("labelsFrom").asDouble(LABELS_FROM), node.path("minZoom").asDouble(0),
                node.path("maxZoom").asDouble(MOST_ZOOM));
    }

    private static Rule rule(JsonNode node) {
        var dash = new ArrayList<Double>();
        node.path("dash").forEach(length -> dash.add(length.asDouble()));
        var when = node.has("when") ? Optional.of(when(node.get("when"))) : Optional.<When>empty();
        return new Rule(when, node.path("colour").asText(PLAIN.colour), node.path("width").asDouble(PLAIN.width), text(node, "fill"),
                node.path("fillOpacity").asDouble(PLAIN.fillOpacity), dash, node.path("radius").asDouble(PLAIN.radius));
    }

    private static When when(JsonNode node) {
        var in = new ArrayList<String>();
        text(node, "is").ifPresent(in::add);
        node.path("in").forEach(value -> in.add(value.asText()));
        var when = new When(text(node, "attribute").orElseThrow(() -> new IllegalArgumentException("style: when without attribute")), in,
                number(node, "min"), number(node, "max"));
        if (in.isEmpty() && when.min.isEmpty() && when.max.isEmpty())
            throw new IllegalArgumentException("style: when " + when.attribute + " has none of is, in, min, max");
        return when;
    }

    private static Optional<String> text(JsonNode node, String name) {
        return Optional.of(node.path(name).asText("")).filter(text -> !text.isEmpty());
    }

    private static OptionalDouble number(JsonNode node, String name) {
        return node.path(name).isNumber() ? OptionalDouble.of(node.get(name).asDouble()) : OptionalDouble.empty();
    }

    private static void within(String name, double value, double least, double most) {
        if (!(value >= least && value <= most))
            throw new IllegalArgumentException("style: " + name + " " + value + " is not between " + least + " and " + most);
    }
}
