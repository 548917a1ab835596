package onemap.web.area;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import onemap.desk.area.Ask;
import onemap.domain.LonLat;
import onemap.gis.ground.Ground;

/** The body of {@code POST /api/v1/area}: one of polygon, circle, corridor, warning, town, object. */
final class AreaBody {
    private static final Set<String> SHAPES = Set.of("polygon", "circle", "corridor", "warning", "town", "object");
    private static final int LONGEST_ID = 200;

    private AreaBody() {}

    /** @throws IllegalArgumentException naming what is missing or wrong */
    static Ask read(JsonObject body) {
        var shapes = body.fieldNames().stream().filter(SHAPES::contains).toList();
        if (shapes.size() != 1)
            throw new IllegalArgumentException("the body has one of polygon, circle, corridor, warning, town, object 请求体须指明一种范围");
        String shape = shapes.getFirst();
        only(body, "the body", shape.equals("object") ? Set.of("object", "metres") : Set.of(shape));
        return switch (shape) {
            case "polygon" -> new Ask.Polygon(places(body.getValue("polygon"), "polygon"));
            case "circle" -> {
                var circle = object(body, "circle", Set.of("centre", "metres"));
                yield new Ask.Circle(place(circle.getValue("centre"), "circle.centre"), number(circle, "metres"));
            }
            case "corridor" -> {
                var corridor = object(body, "corridor", Set.of("line", "metres"));
                yield new Ask.Corridor(places(corridor.getValue("line"), "corridor.line"), number(corridor, "metres"));
            }
            case "warning" -> new Ask.OfWarning(id(body, "warning"));
            case "town" -> new Ask.OfTown(id(body, "town"));
            default -> new Ask.Around(id(body, "object"), number(body, "metres"));
        };
    }

    private static void only(JsonObject body, String where, Set<String> known) {
        for (String name : body.fieldNames())
            if (!known.contains(name)) throw new IllegalArgumentException(where + " has no \"" + name + "\", only " + known);
    }

    private static JsonObject object(JsonObject body, String name, Set<String> known) {
        if (!(body.getValue(name) instanceof JsonObject object))
            throw new IllegalArgumentException(name + " is not an object with " + known);
        only(object, name, known);
        return object;
    }

    private static String id(JsonObject body, String name) {
        if (body.getValue(name) instanceof String text && !text.isBlank() && text.length() <= LONGEST_ID) return text.strip();
        throw new IllegalArgumentException(name + " is not a text of 1 to " + LONGEST_ID + " characters");
    }

    private static double number(JsonObject body, String name) {
        if (body.getValue(name) instanceof Number number && Double.isFinite(number.doubleValue())) return number.doubleValue();
        throw new IllegalArgumentException(name + " is missing or not a number 缺少半径或宽度(米)");
    }

    private static List<LonLat> places(Object value, String name) {
        if (!(value instanceof JsonArray list)) throw new IllegalArgumentException(name + " is not a list of [longitude, latitude]");
        if (list.size() > Ground.MOST_CORNERS + 1) // the first may be there again as the last
            throw new IllegalArgumentException(name + " has at most " + Ground.MOST_CORNERS + " points, not " + list.size() + " 顶点过多");
        var places = new ArrayList<LonLat>(list.size());
        for (Object each : list)
            places.add(place(each, name));
        return places;
    }

    private static LonLat place(Object value, String name) {
        if (value instanceof JsonArray pair && pair.size() == 2 && pair.getValue(0) instanceof Number lon
                && pair.getValue(1) instanceof Number lat) {
            try {
                return new LonLat(lon.doubleValue(), lat.doubleValue());
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(name + ": " + value + " is not longitude, latitude in degrees 经纬度有误", e);
            }
        }
        throw new IllegalArgumentException(name + ": " + value + " is not [longitude, latitude]");
    }
}
