package onemap.gis.layer;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Shapefiles of areas and lines, as an office's GIS leaves them: GBK attributes and no .cpg. */
public final class ShapeFiles {
    private static final Charset GBK = Charset.forName("GBK");
    private static final int POLY_LINE = 3;
    private static final int POLYGON = 5;
    private static final int FIELD_BYTES = 40;
    private static final int LDID_GBK = 0x4D;

    /** @param parts rings or lines, x and y in turn */
    public record Shape(List<String> values, List<double[]> parts) {}

    private ShapeFiles() {}

    public static void areas(Path folder, String stem, List<String> fields, List<Shape> shapes) throws IOException {
        write(folder, stem, POLYGON, fields, shapes);
    }

    public static void lines(Path folder, String stem, List<String> fields, List<Shape> shapes) throws IOException {
        write(folder, stem, POLY_LINE, fields, shapes);
    }

    private static void write(Path folder, String stem, int type, List<String> fields, List<Shape> shapes) throws IOException {
        var body = new ByteArrayOutputStream();
        var index = new ByteArrayOutputStream();
        for (int i = 0; i < shapes.size(); i++) {
            byte[] content = content(type, shapes.get(i));
            index.write(ByteBuffer.allocate(8).putInt((100 + body.size()) / 2).putInt(content.length / 2).array());
            body.write(ByteBuffer.allocate(8).putInt(i + 1).putInt(content.length / 2).array());
            body.write(content);
        }
        double[] box = box(shapes.stream().flatMap(shape -> shape.parts.stream()).toList());
        Files.write(folder.resolve(stem + ".shp"), withHeader(type, box, body.toByteArray()));
        Files.write(folder.resolve(stem + ".shx"), withHeader(type, box, index.toByteArray()));
        Files.write(folder.resolve(stem + ".dbf"), table(fields, shapes));
    }

    private static byte[] withHeader(int type, double[] box, byte[] body) {
        var file = ByteBuffer.allocate(100 + body.length);
        file.putInt(9994).position(24).putInt((100 + body.length) / 2).order(ByteOrder.LITTLE_ENDIAN).putInt(1000).putInt(type);
        for (double side : box)
            file.putDouble(side);
        return file.position(100).put(body).array();
    }

    private static byte[] content(int type, Shape shape) {
        int points = shape.parts.stream().mapToInt(part -> part.length / 2).sum();
        var record = ByteBuffer.allocate(44 + 4 * shape.parts.size() + 16 * points).order(ByteOrder.LITTLE_ENDIAN).putInt(type);
        for (double side : box(shape.parts))
            record.putDouble(side);
        record.putInt(shape.parts.size()).putInt(points);
        int at = 0;
        for (double[] part : shape.parts) {
            record.putInt(at);
            at += part.length / 2;
        }
        for (double[] part : shape.parts)
            for (double number : part)
                record.putDouble(number);
        return record.array();
    }

    private static double[] box(List<double[]> parts) {
        var xs = new ArrayList<Double>();
        var ys = new ArrayList<Double>();
        for (double[] part : parts)
            for (int i = 0; i < part.length; i += 2) {
                xs.add(part[i]);
                ys.add(part[i + 1]);
            }
        return new double[]{xs.stream().min(Double::compare).orElse(0.0), ys.stream().min(Double::compare).orElse(0.0),
                xs.stream().max(Double::compare).orElse(0.0), ys.stream().max(Double::compare).orElse(0.0)};
    }

    private static byte[] table(List<String> fields, List<Shape> shapes) {
        int headBytes = 32 + 32 * fields.size() + 1, rowBytes = 1 + FIELD_BYTES * fields.size();
        var file = ByteBuffer.allocate(headBytes + rowBytes * shapes.size() + 1).order(ByteOrder.LITTLE_ENDIAN);
        file.put(new byte[]{3, 126, 1, 1}).putInt(shapes.size()).putShort((short) headBytes).putShort((short) rowBytes);
        file.position(29).put((byte) LDID_GBK).position(32);
        for (String field : fields)
            file.put(padded(field, 11, 0)).put((byte) 'C').putInt(0).put((byte) FIELD_BYTES).put(new byte[15]);
        file.put((byte) 0x0D);
        for (Shape shape : shapes) {
            file.put((byte) ' ');
            shape.values.forEach(value -> file.put(padded(value, FIELD_BYTES, ' ')));
        }
        return file.put((byte) 0x1A).array();
    }

    private static byte[] padded(String text, int length, int with) {
        var padded = new byte[length];
        java.util.Arrays.fill(padded, (byte) with);
        byte[] bytes = text.getBytes(GBK);
        System.arraycopy(bytes, 0, padded, 0, bytes.length);
        return padded;
    }
}
