package onemap.gis;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/**
 * The two kinds of PNG (ISO/IEC 15948) we need, without the start-up time of java.awt: images of 8-bit palette indices out, rasters of 16-bit greys in
 * and out.
 */
public final class Png {
    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    private static final int GREY = 0, PALETTE = 3;
    private static final int HEADER_BYTES = 13;
    /** A raster of 10,000 by 10,000: more does not fit a county's server. */
    private static final long MAX_PIXELS = 100_000_000;
    private static final int MAX_CHUNK_BYTES = 256 << 20;

    private Png() {}

    /** A raster of unsigned 16-bit values, rows from the top. */
    public record Grey16(int columns, int rows, char[] values) {}

    /**
     * Writes one byte per pixel.
     *
     * @param palette red, green, blue per index, at most 256
     */
    public static byte[] write(int columns, int rows, byte[] indices, byte[] palette) {
        var raw = new byte[rows * (columns + 1)]; // each row starts with filter 0: palette indices have no neighbours worth predicting from
        for (int row = 0; row < rows; row++)
            System.arraycopy(indices, row * columns, raw, row * (columns + 1) + 1, columns);
        return file(header(columns, rows, 8, PALETTE), palette, raw, Deflater.DEFAULT_COMPRESSION);
    }

    /** Writes two bytes per pixel with the Paeth filter, which suits heights. */
    public static byte[] write(Grey16 raster) {
        int stride = raster.columns * 2;
        var raw = new byte[raster.rows * (stride + 1)];
        var above = new byte[stride];
        for (int row = 0; row < raster.rows; row++) {
            var line = new byte[stride];
            ByteBuffer.wrap(line).asCharBuffer().put(raster.values, row * raster.columns, raster.columns);
            int at = row * (stride + 1);
            raw[at] = 4;
            for (int i = 0; i < stride; i++)
                raw[at + 1
                        + i] = (byte) (line[i] - paeth(i < 2 ? 0 : line[i - 2] & 0xff, above[i] & 0xff, i < 2 ? 0 : above[i - 2] & 0xff));
            above = line;
        }
        return file(header(raster.columns, raster.rows, 16, GREY), new byte[0], raw, Deflater.BEST_COMPRESSION);
    }

    /**
     * Reads a 16-bit greyscale PNG, not interlaced.
     *
     * @throws IOException when it is damaged or of another kind; the message says which
     */
    public static Grey16 readGrey16(InputStream source) throws IOException {
        var in = new DataInputStream(source);
        if (!Arrays.equals(in.readNBytes(SIGNATURE.length), SIGNATURE)) throw new IOException("not a PNG");
        ByteBuffer header = null;
        var packed = new ByteArrayOutputStream();
        while (true) {
            int length = in.readInt();
            if (length < 0 || length > MAX_CHUNK_BYTES) throw new IOException("PNG chunk of " + length + " bytes");
            byte[] chunk = in.readNBytes(length + 4);
            if (chunk.length != length + 4) throw new IOException("PNG ends within a chunk");
            if (in.readInt() != crc(chunk)) throw new IOException("PNG chunk with a wrong checksum");
            String type = new String(chunk, 0, 4, StandardCharsets.US_ASCII);
            if (type.equals("IHDR")) header = ByteBuffer.wrap(chunk, 4, length).slice();
            if (type.equals("IDAT")) packed.write(chunk, 4, length);
            if (type.equals("IEND")) break;
        }
        if (header == null || header.remaining() != HEADER_BYTES) throw new IOException("PNG without a header");
        int columns = header.getInt(0), rows = header.getInt(4);
        if (header.get(8) != 16 || header.get(9) != GREY || header.get(12) != 0)
            throw new IOException("PNG is not 16-bit grey without interlace");
        if (columns < 1 || rows < 1 || (long) columns * rows > MAX_PIXELS)
            throw new IOException("PNG of " + columns + " x " + rows + " pixels");
        return new Grey16(columns, rows, values(packed.toByteArray(), columns, rows));
    }

    private static char[] values(byte[] packed, int columns, int rows) throws IOException {
        var values = new char[columns * rows];
        int stride = columns * 2;
        var above = new byte[stride];
        try (var raw = new InflaterInputStream(new ByteArrayInputStream(packed), new Inflater())) {
            for (int row = 0; row < rows; row++) {
                int filter = raw.read();
                byte[] line = raw.readNBytes(stride);
                if (line.length != stride) throw new IOException("PNG ends in row " + row);
                unfilter(filter, line, above);
                ByteBuffer.wrap(line).asCharBuffer().get(values, row * columns, columns);
                above = line;
            }
        }
        return values;
    }

    /** Filter types of ISO/IEC 15948, 9.2. */
    private static void unfilter(int filter, byte[] line, byte[] above) throws IOException {
        if (filter < 0 || filter > 4) throw new IOException("PNG filter " + filter);
        for (int i = 0; i < line.length; i++) {
            int left = i < 2 ? 0 : line[i - 2] & 0xff, up = above[i] & 0xff, corner = i < 2 ? 0 : above[i - 2] & 0xff;
            line[i] += (byte) switch (filter) {
                case 1 -> left;
                case 2 -> up;
                case 3 -> (left + up) / 2;
                case 4 -> paeth(left, up, corner);
                default -> 0;
            };
        }
    }

    private static int paeth(int left, int up, int corner) {
        int guess = left + up - corner;
        int toLeft = Math.abs(guess - left), toUp = Math.abs(guess - up), toCorner = Math.abs(guess - corner);
        if (toLeft <= toUp && toLeft <= toCorner) return left;
        return toUp <= toCorner ? up : corner;
    }

    private static byte[] header(int columns, int rows, int bits, int colourType) {
        return ByteBuffer.allocate(HEADER_BYTES).putInt(columns).putInt(rows).put((byte) bits).put((byte) colourType).array();
    }

    private static byte[] file(byte[] header, byte[] palette, byte[] raw, int level) {
        var out = new ByteArrayOutputStream(raw.length / 2 + 1024);
        out.writeBytes(SIGNATURE);
        chunk(out, "IHDR", header);
        if (palette.length > 0) chunk(out, "PLTE", palette);
        chunk(out, "IDAT", deflate(raw, level));
        chunk(out, "IEND", new byte[0]);
        return out.toByteArray();
    }

    private static byte[] deflate(byte[] raw, int level) {
        var deflater = new Deflater(level);
        try {
            deflater.setInput(raw);
            deflater.finish();
            var out = new ByteArrayOutputStream(raw.length / 2 + 64);
            var buffer = new byte[16 * 1024];
            while (!deflater.finished())
                out.write(buffer, 0, deflater.deflate(buffer));
            return out.toByteArray();
        } finally {
            deflater.end();
        }
    }

    private static void chunk(ByteArrayOutputStream out, String type, byte[] body) {
        var chunk = ByteBuffer.allocate(4 + body.length).put(type.getBytes(StandardCharsets.US_ASCII)).put(body).array();
        out.writeBytes(ByteBuffer.allocate(4).putInt(body.length).array());
        out.writeBytes(chunk);
        out.writeBytes(ByteBuffer.allocate(4).putInt(crc(chunk)).array());
    }

    private static int crc(byte[] chunk) {
        var crc = new CRC32();
        crc.update(chunk);
        return (int) crc.getValue();
    }
}
