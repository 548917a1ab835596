package onemap.web.ogc;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import onemap.gis.CoordinateSystems;
import onemap.gis.ReferenceSystem;
import org.locationtech.jts.geom.Coordinate;

/** Features in another coordinate system than they are kept in (OGC API – Features, Part 2, 6.2.3). */
final class Projection {
    private final ReferenceSystem system;
    private final CoordinateSystems systems;
    private final double scale;

    Projection(ReferenceSystem system, CoordinateSystems systems) {
        this.system = system;
        this.systems = systems;
        this.scale = Math.pow(10, system.decimals());
    }

    /** @param feature GeoJSON in longitude and latitude */
    Buffer of(byte[] feature) {
        if (system == ReferenceSystem.CRS84) return Buffer.buffer(feature);
        var json = new JsonObject(Buffer.buffer(feature));
        var geometry = json.getJsonObject("geometry");
        if (geometry == null) return json.toBuffer();
        try {
            geometry.put("coordinates", moved(geometry.getJsonArray("coordinates")));
        } catch (IllegalArgumentException e) {
            json.putNull("geometry"); // a pole has no place in Web Mercator: no reason to keep the other features back
        }
        return json.toBuffer();
    }

    private JsonArray moved(JsonArray coordinates) {
        if (!coordinates.isEmpty() && coordinates.getValue(0) instanceof Number) {
            var there = system.fromWgs84(new Coordinate(coordinates.getDouble(0), coordinates.getDouble(1)), systems);
            return new JsonArray().add(Math.round(there.x * scale) / scale).add(Math.round(there.y * scale) / scale);
        }
        var moved = new JsonArray();
        for (int i = 0; i < coordinates.size(); i++)
            moved.add(moved(coordinates.getJsonArray(i)));
        return moved;
    }
}
