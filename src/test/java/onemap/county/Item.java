package onemap.county;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import onemap.county.Grid.Km;
import onemap.gis.GeoJson;
import java.util.List;
import org.locationtech.jts.geom.Geometry;

/** One feature to be written: its geometry and its properties in the order they were put. */
record Item(Geometry geometry, ObjectNode properties) {
    static Item of(Geometry geometry) { return new Item(geometry, JsonNodeFactory.instance.objectNode()); }

    static Item at(Km place) { return of(Lines.FACTORY.createPoint(Lines.degrees(place))); }

    /** A row of a register: what all registers have in common. */
    static Item row(String register, String id, String name, Settlements.Village village, Km place, String... sources) {
        Item item = at(place).with("register", register)
                .with("id", id)
                .with("name", name)
                .with("town", village.town().title)
                .with("townCode", village.town().code())
                .with("village", village.name())
                .with("villageCode", village.code());
        var list = item.properties.putArray("sources");
        for (String source : sources)
            list.add(source);
        return item;
    }

    Item with(String name, String value) {
        properties.put(name, value);
        return this;
    }

    Item with(String name, int value) {
        properties.put(name, value);
        return this;
    }

    Item with(String name, double value) {
        properties.put(name, Math.round(value * 100) / 100.0);
        return this;
    }

    Item with(String name, List<String> values) {
        var array = properties.putArray(name);
        values.forEach(array::add);
        return this;
    }

    Item with(String name, boolean value) {
        properties.put(name, value);
        return this;
    }

    /** Name and telephone of a person: sealed apart from the rest when it is read. */
    Item person(String role, String name, String phone) {
        properties.withObject("/personal").putObject(role).put("name", name).put("phone", phone);
        return this;
    }

    String text(String name) { return properties.get(name).asText(); }

    ObjectNode feature() {
        var feature = JsonNodeFactory.instance.objectNode().put("type", "Feature");
        if (properties.has("id")) feature.put("id", text("id"));
        feature.set("properties", properties);
        feature.set("geometry", GeoJson.write(geometry, 5));
        return feature;
    }
}
