package onemap.gis.mvt;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** The little of Protocol Buffers' wire format that a vector tile needs. */
final class Protobuf {
    private static final int VARINT = 0;
    private static final int BYTES = 2;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    Protobuf number(int field, long value) {
        varint((long) field << 3 | VARINT);
        varint(value);
        return this;
    }

    Protobuf text(int field, String value) { return bytes(field, value.getBytes(StandardCharsets.UTF_8)); }

    Protobuf bytes(int field, byte[] value) {
        varint((long) field << 3 | BYTES);
        varint(value.length);
        out.writeBytes(value);
        return this;
    }

    /** Numbers one after the other, without their field. */
    Protobuf varint(long value) {
        long rest = value;
        for (; (rest & ~0x7FL) != 0; rest >>>= 7)
            out.write((int) (rest & 0x7F | 0x80));
        out.write((int) rest);
        return this;
    }

    byte[] bytes() { return out.toByteArray(); }

    int size() { return out.size(); }
}
