package onemap.web.ogc;

import java.util.ArrayList;
import java.util.List;
import onemap.domain.LiveObject;
import onemap.domain.Warning;
import onemap.gis.cql2.Placing;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.GeometryFactory;

/** A bounding box (OGC API – Features, Part 1, 7.15.3) in WGS-84: of two parts where it reaches over the date line. */
record Box(List<Envelope> parts) {
    private static final GeometryFactory FACTORY = new GeometryFactory();

    Box { parts = List.copyOf(parts); }

    /**
     * Four numbers, or six with heights, which the features have none of: its lower corner, then its upper one.
     *
     * @param placing where two numbers are, in the coordinate system of the parameter {@code bbox-crs}
     */
    static Box parse(String text, Placing placing) {
        try {
            var numbers = numbers(text);
            int half = numbers.size() / 2;
            if (numbers.size() != 4 && numbers.size() != 6)
                throw new IllegalArgumentException("it has " + numbers.size() + " numbers where 4 should be, or 6 with heights");
            var lower = placing.wgs84(numbers.get(0), numbers.get(1));
            var upper = placing.wgs84(numbers.get(half), numbers.get(half + 1));
            boolean deep = half == 3 && numbers.get(2) > numbers.get(5);
            if (lower.y > upper.y || deep) throw new IllegalArgumentException("the lower corner lies above the upper one");
            if (lower.x <= upper.x) return new Box(List.of(new Envelope(lower.x, upper.x, lower.y, upper.y)));
            return new Box(List.of(new Envelope(lower.x, 180, lower.y, upper.y), new Envelope(-180, upper.x, lower.y, upper.y)));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("bbox=" + text + ": " + e.getMessage(), e);
        }
    }

    private static List<Double> numbers(String text) {
        var numbers = new ArrayList<Double>();
        for (String part : text.split(",", -1))
            numbers.add(number(part));
        return numbers;
    }

    private static double number(String part) {
        try {
            double value = Double.parseDouble(part.strip());
            if (Double.isFinite(value)) return value;
        } catch (NumberFormatException e) {
            // refused below
        }
        throw new IllegalArgumentException("\"" + part + "\" is not a number");
    }

    /** What has no place belongs to every box (requirement 24, C). */
    boolean accepts(LiveObject object) {
        if (object instanceof Warning warning)
            return warning.area()
                    .filter(area -> !area.isEmpty())
                    .map(area -> parts.stream()
                            .anyMatch(part -> part.intersects(area.getEnvelopeInternal()) && area.intersects(FACTORY.toGeometry(part))))
                    .orElse(true);
        return object.place().map(at -> parts.stream().anyMatch(part -> part.contains(at.lonDegrees(), at.latDegrees()))).orElse(true);
    }
}
