package onemap.gis.export;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Polygon;

/** Writes a zip with a shapefile for each layer that has places (ESRI Shapefile Technical Description, July 1998): WGS-84, names in UTF-8 with a .cpg. */
final class ShapefileZip {
    private static final int HEADER_BYTES = 100, POINT = 1, POLYGON = 5;
    private static final String PRJ = "GEOGCS[\"GCS_WGS_1984\",DATUM[\"D_WGS_1984\",SPHEROID[\"WGS_1984\",6378137.0,298.257223563]],"
            + "PRIMEM[\"Greenwich\",0.0],UNIT[\"Degree\",0.0174532925199433]]";

    private ShapefileZip() {}

    static void write(Export export, Path file) throws IOException {
        try (var zip = new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(file)), StandardCharsets.UTF_8)) {
            for (Layer layer : export.placed())
                layer(zip, layer);
        }
    }

    private static void layer(ZipOutputStream zip, Layer layer) throws IOException {
        int type = layer.shape() == Layer.Shape.POINT ? POINT : POLYGON;
        var contents = new ArrayList<byte[]>();
        var box = new Envelope();
        for (var row : layer.rows()) {
            row.place().ifPresent(place -> box.expandToInclude(place.getEnvelopeInternal()));
            contents.add(row.place()
                    .filter(place -> !place.isEmpty())
                    .map(place -> type == POINT ? point(place) : polygon(place))
                    .orElse(NULL_SHAPE));
        }
        int words = HEADER_BYTES / 2;
        var index = ByteBuffer.allocate(8 * contents.size());
        for (byte[] content : contents) {
            index.putInt(words).putInt(content.length / 2);
            words += 4 + content.length / 2;
        }
        zip.putNextEntry(new ZipEntry(layer.name() + ".shp"));
        zip.write(header(type, words, box));
        for (int i = 0; i < contents.size(); i++) {
            zip.write(ByteBuffer.allocate(8).putInt(i + 1).putInt(contents.get(i).length / 2).array());
            zip.write(contents.get(i));
        }
        zip.putNextEntry(new ZipEntry(layer.name() + ".shx"));
        zip.write(header(type, (HEADER_BYTES + index.capacity()) / 2, box));
        zip.write(index.array());
        zip.putNextEntry(new ZipEntry(layer.name() + ".dbf"));
        DbfTable.write(layer, zip);
        text(zip, layer.name() + ".prj", PRJ);
        text(zip, layer.name() + ".cpg", "UTF-8");
    }

    private static void text(ZipOutputStream zip, String name, String text) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(text.getBytes(StandardCharsets.US_ASCII));
    }

    /** Page 4: length in 16-bit words, big endian; version, type and box little endian. */
    private static byte[] header(int type, int words, Envelope box) {
        var header = ByteBuffer.allocate(HEADER_BYTES).putInt(9994).putInt(24, words).order(ByteOrder.LITTLE_ENDIAN);
        header.putInt(28, 1000).putInt(32, type);
        if (!box.isNull())
            header.putDouble(36, box.getMinX()).putDouble(44, box.getMinY()).putDouble(52, box.getMaxX()).putDouble(60, box.getMaxY());
        return header.array();
    }

    private static final byte[] NULL_SHAPE = new byte[4];

    private static byte[] point(Geometry place) {
        var at = place.getCoordinate();
        return ByteBuffer.allocate(20).order(ByteOrder.LITTLE_ENDIAN).putInt(POINT).putDouble(at.x).putDouble(at.y).array();
    }

    /** Page 8: outer rings clockwise, holes the other way. */
    private static byte[] polygon(Geometry area) {
        var rings = new ArrayList<Coordinate[]>();
        var many = Areas.many(area);
        for (int i = 0; i < many.getNumGeometries(); i++)
            rings.addAll(rings((Polygon) many.getGeometryN(i).norm())); // JTS's normal form has outer rings clockwise, holes the other way
        int points = rings.stream().mapToInt(ring -> ring.length).sum();
        var bytes = ByteBuffer.allocate(44 + 4 * rings.size() + 16 * points).order(ByteOrder.LITTLE_ENDIAN).putInt(POLYGON);
        var box = area.getEnvelopeInternal();
        bytes.putDouble(box.getMinX())
                .putDouble(box.getMinY())
                .putDouble(box.getMaxX())
                .putDouble(box.getMaxY())
                .putInt(rings.size())
                .putInt(points);
        int first = 0;
        for (var ring : rings) {
            bytes.putInt(first);
            first += ring.length;
        }
        for (var ring : rings)
            for (var corner : ring)
                bytes.putDouble(corner.x).putDouble(corner.y);
        return bytes.array();
    }

    private static List<Coordinate[]> rings(Polygon polygon) {
        var rings = new ArrayList<Coordinate[]>();
        rings.add(polygon.getExteriorRing().getCoordinates());
        for (int i = 0; i < polygon.getNumInteriorRing(); i++)
            rings.add(polygon.getInteriorRingN(i).getCoordinates());
        return rings;
    }
}
