package onemap.gis.mvt;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import onemap.gis.TileCache.Tile;
import onemap.gis.layer.Thing;
import onemap.gis.layer.Things;
import org.locationtech.jts.geom.CoordinateSequence;
import org.locationtech.jts.geom.CoordinateSequenceFilter;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.PrecisionModel;
import org.locationtech.jts.geom.util.GeometryFixer;
import org.locationtech.jts.precision.GeometryPrecisionReducer;
import org.locationtech.jts.simplify.DouglasPeuckerSimplifier;

/** A layer's things in one tile of Web Mercator: Mapbox Vector Tile 2.1, one layer, attributes as texts. */
public final class VectorTile {
    private static final int VERSION = 2;
    public static final int EXTENT = 4096;
    /** 5 pixels of 256: wide lines do not end at the tile's edge. */
    private static final int BUFFER = 80;
    /** A quarter of a pixel. */
    private static final double TOLERANCE = 4;
    /** So long is nothing that can be seen in a tile; of areas both sides. */
    private static final double LEAST = 8;
    private static final PrecisionModel WHOLE = new PrecisionModel(1);
    private static final GeometryFactory FACTORY = new GeometryFactory(new PrecisionModel());
    private static final Geometry FRAME = FACTORY.toGeometry(new Envelope(-BUFFER, EXTENT + BUFFER, -BUFFER, EXTENT + BUFFER));

    private final Map<String, Integer> keys = new LinkedHashMap<>();
    private final Map<String, Integer> values = new LinkedHashMap<>();
    private final List<byte[]> features = new ArrayList<>();

    private VectorTile() {}

    /** Empty when nothing is there. */
    public static byte[] of(String layer, Things things, Tile tile) {
        var made = new VectorTile();
        for (Thing thing : things.in(bounds(tile)))
            made.add(thing, things.attributes(), tile);
        if (made.features.isEmpty()) return new byte[0];
        var body = new Protobuf().number(15, VERSION).text(1, layer);
        made.features.forEach(feature -> body.bytes(2, feature));
        made.keys.keySet().forEach(key -> body.text(3, key));
        made.values.keySet().forEach(value -> body.bytes(4, new Protobuf().text(1, value).bytes()));
        return new Protobuf().bytes(3, body.number(5, EXTENT).bytes()).bytes();
    }

    /** Degrees, with the buffer. */
    private static Envelope bounds(Tile tile) {
        double more = (double) BUFFER / EXTENT;
        return new Envelope(lon(tile, tile.x() - more), lon(tile, tile.x() + 1 + more), lat(tile, tile.y() + 1 + more),
                lat(tile, tile.y() - more));
    }

    private static double lon(Tile tile, double x) { return x / (1L << tile.zoom()) * 360 - 180; }

    private static double lat(Tile tile, double y) {
        return Math.toDegrees(Math.atan(Math.sinh(Math.PI * (1 - 2 * y / (1L << tile.zoom())))));
    }

    private void add(Thing thing, List<String> attributes, Tile tile) {
        for (Geometry geometry : parts(thing.geometry())) {
            var shape = shape(geometry, tile);
            if (shape.isEmpty()) continue;
            var feature = new Protobuf().number(1, thing.number()).bytes(2, tags(thing, attributes)).number(3, shape.getDimension() + 1L);
            features.add(feature.bytes(4, Commands.of(shape)).bytes());
        }
    }

    /** A mixed collection is a feature for each of its parts. */
    private static List<Geometry> parts(Geometry geometry) {
        if (!geometry.getGeometryType().equals(Geometry.TYPENAME_GEOMETRYCOLLECTION)) return List.of(geometry);
        var parts = new ArrayList<Geometry>();
        for (int i = 0; i < geometry.getNumGeometries(); i++)
            parts.addAll(parts(geometry.getGeometryN(i)));
        return parts;
    }

    private byte[] tags(Thing thing, List<String> attributes) {
        var tags = new Protobuf();
        for (int i = 0; i < attributes.size(); i++) {
            if (thing.cells().get(i).isEmpty()) continue;
            tags.varint(index(keys, attributes.get(i))).varint(index(values, thing.cells().get(i)));
        }
        return tags.bytes();
    }

    private static int index(Map<String, Integer> known, String text) {
        Integer before = known.putIfAbsent(text, known.size());
        return before == null ? known.size() - 1 : before;
    }

    /** Projected, simplified, clipped, on whole numbers; empty when it is too small to be seen. */
    private static Geometry shape(Geometry geometry, Tile tile) {
        int dimension = geometry.getDimension();
        Geometry projected = FACTORY.createGeometry(geometry);
        projected.apply(new Projecting(tile));
        var box = projected.getEnvelopeInternal();
        if (dimension > 0 && Math.max(box.getWidth(), box.getHeight()) < LEAST) return FACTORY.createPoint();
        if (dimension > 0) projected = DouglasPeuckerSimplifier.simplify(projected, TOLERANCE);
        if (dimension == 2 && !projected.isValid()) projected = GeometryFixer.fix(projected);
        Geometry clipped = FRAME.getEnvelopeInternal().contains(projected.getEnvelopeInternal())
                ? projected
                : projected.intersection(FRAME);
        return only(dimension, GeometryPrecisionReducer.reduce(clipped, WHOLE));
    }

    /** Clipping may leave points where a line touches the frame. */
    private static Geometry only(int dimension, Geometry geometry) {
        var kept = new ArrayList<Geometry>();
        for (int i = 0; i < geometry.getNumGeometries(); i++)
            if (geometry.getGeometryN(i).getDimension() == dimension && !geometry.getGeometryN(i).isEmpty())
                kept.add(geometry.getGeometryN(i));
        return FACTORY.buildGeometry(kept);
    }

    /** Degrees to tile coordinates. */
    private record Projecting(Tile tile) implements CoordinateSequenceFilter {
        @Override public void filter(CoordinateSequence sequence, int at) {
            double across = 1L << tile.zoom();
            double sin = Math.sin(Math.toRadians(Math.clamp(sequence.getY(at), -85.06, 85.06)));
            double x = (sequence.getX(at) + 180) / 360 * across - tile.x();
            double y = (0.5 - Math.log((1 + sin) / (1 - sin)) / (4 * Math.PI)) * across - tile.y();
            sequence.setOrdinate(at, CoordinateSequence.X, x * EXTENT);
            sequence.setOrdinate(at, CoordinateSequence.Y, y * EXTENT);
        }

        @Override public boolean isDone() { return false; }

        @Override public boolean isGeometryChanged() { return true; }
    }
}
