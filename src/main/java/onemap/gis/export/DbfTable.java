package onemap.gis.export;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Writes a dBASE III table beside a shapefile: names of fields at most 10 characters, texts at most 254 bytes of UTF-8, cut between characters. */
final class DbfTable {
    private static final int NAME_CHARACTERS = 10, MOST_BYTES = 254, NUMBER_BYTES = 18, TIME_BYTES = 20;
    private static final byte END_OF_FIELDS = 0x0d, END_OF_FILE = 0x1a;

    private DbfTable() {}

    private record Field(String name, char type, int bytes, int decimals) {}

    static void write(Layer layer, OutputStream out) throws IOException {
        var fields = fields(layer);
        int rowBytes = 1 + fields.stream().mapToInt(Field::bytes).sum();
        var header = ByteBuffer.allocate(32 + 32 * fields.size() + 1).order(ByteOrder.LITTLE_ENDIAN);
        // version, date of change (none: 1900-01-01), rows, length of header and row
        header.put((byte) 3)
                .put((byte) 0)
                .put((byte) 1)
                .put((byte) 1)
                .putInt(layer.rows().size())
                .putShort((short) header.capacity())
                .putShort((short) rowBytes);
        for (int i = 0; i < fields.size(); i++) {
            var field = fields.get(i);
            header.position(32 + 32 * i).put(field.name.getBytes(StandardCharsets.US_ASCII));
            header.put(32 + 32 * i + 11, (byte) field.type)
                    .put(32 + 32 * i + 16, (byte) field.bytes)
                    .put(32 + 32 * i + 17, (byte) field.decimals);
        }
        header.put(header.capacity() - 1, END_OF_FIELDS);
        out.write(header.array());
        for (var row : layer.rows()) {
            out.write(' ');
            for (int i = 0; i < fields.size(); i++)
                out.write(padded(text(row.cells().get(i), fields.get(i)), fields.get(i)));
        }
        out.write(END_OF_FILE);
    }

    private static List<Field> fields(Layer layer) {
        var taken = new HashSet<String>();
        var fields = new ArrayList<Field>();
        for (int i = 0; i < layer.columns().size(); i++) {
            var column = layer.columns().get(i);
            String name = name(column.key(), taken);
            int at = i;
            fields.add(switch (column.type()) {
                case TEXT ->
                    new Field(name, 'C', Math.clamp(layer.rows().stream().mapToInt(row -> length(row.cells().get(at))).max().orElse(1), 1,
                            MOST_BYTES), 0);
                case NUMBER -> new Field(name, 'N', NUMBER_BYTES, whole(layer, at) ? 0 : 6);
                case TIME -> new Field(name, 'C', TIME_BYTES, 0);
                case TRUTH -> new Field(name, 'L', 1, 0);
            });
        }
        return fields;
    }

    private static boolean whole(Layer layer, int at) {
        return layer.rows()
                .stream()
                .allMatch(row -> !(row.cells().get(at) instanceof Cell.Number n) || n.number() == Math.rint(n.number()));
    }

    private static int length(Cell cell) {
        return cell instanceof Cell.Text text ? text.text().getBytes(StandardCharsets.UTF_8).length : 0;
    }

    /** The first ten characters; where those are taken, eight or nine and a number. */
    private static String name(String key, Set<String> taken) {
        String name = key.substring(0, Math.min(NAME_CHARACTERS, key.length()));
        for (int n = 1; !taken.add(name.toLowerCase(java.util.Locale.ROOT)); n++)
            name = key.substring(0, Math.min(NAME_CHARACTERS - String.valueOf(n).length(), key.length())) + n;
        return name;
    }

    private static byte[] text(Cell cell, Field field) {
        String text = switch (cell) {
            case Cell.Text words -> words.text();
            case Cell.Number number -> String.format(java.util.Locale.ROOT, "%." + field.decimals + "f", number.number());
            case Cell.Time time -> time.at().truncatedTo(java.time.temporal.ChronoUnit.SECONDS).toString();
            case Cell.Truth truth -> truth.is() ? "T" : "F";
            case Cell.Nothing nothing -> "";
        };
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        int end = Math.min(bytes.length, field.bytes);
        while (end < bytes.length && (bytes[end] & 0xc0) == 0x80) // in the middle of a character
            end--;
        return java.util.Arrays.copyOf(bytes, end);
    }

    /** Texts lean left, numbers right. */
    private static byte[] padded(byte[] text, Field field) {
        var bytes = new byte[field.bytes];
        java.util.Arrays.fill(bytes, (byte) ' ');
        System.arraycopy(text, 0, bytes, field.type == 'N' ? field.bytes - text.length : 0, text.length);
        return bytes;
    }
}
