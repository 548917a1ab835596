package onemap.gis.table.reading;

import java.io.Closeable;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import onemap.gis.table.Refused;
import onemap.gis.table.Texts;
import onemap.gis.table.guard.Faults;

/** Attributes of a shapefile, record by record (dBASE III to 7 tables as shapefiles use them). */
final class DbfFile implements Closeable {
    private static final int HEAD_BYTES = 32;
    private static final int FIELD_BYTES = 32;
    private static final byte END_OF_FIELDS = 0x0D;
    private static final byte DELETED = '*';
    private static final int LANGUAGE_AT = 29;

    /** @param nameBytes in the characters of the table */
    record Field(byte[] nameBytes, char type, int from, int length) {}

    private final DataInputStream in;
    private final byte[] record;
    private final List<Field> fields;
    private final int records;
    private final int languageId;
    private int read;

    private DbfFile(DataInputStream in, byte[] record, List<Field> fields, int records, int languageId) {
        this.in = in;
        this.record = record;
        this.fields = fields;
        this.records = records;
        this.languageId = languageId;
    }

    static DbfFile open(InputStream bytes, Faults faults) throws IOException, Refused {
        var in = new DataInputStream(bytes);
        var head = ByteBuffer.wrap(exactly(in, HEAD_BYTES, faults)).order(ByteOrder.LITTLE_ENDIAN);
        int records = head.getInt(4);
        int headBytes = Short.toUnsignedInt(head.getShort(8));
        int recordBytes = Short.toUnsignedInt(head.getShort(10));
        if (records < 0 || headBytes < HEAD_BYTES + 1 || recordBytes < 1)
            throw faults.damaged(".dbf 文件头不成立", "the head of the .dbf makes no sense")
                    .refused();
        byte[] described = exactly(in, headBytes - HEAD_BYTES, faults);
        var fields = new ArrayList<Field>();
        int from = 1;
        for (int at = 0; at + FIELD_BYTES <= described.length && described[at] != END_OF_FIELDS; at += FIELD_BYTES) {
            int length = described[at + 16] & 0xFF;
            // long texts: FoxPro keeps the high byte where others keep decimals
            if (described[at + 11] == 'C') length += (described[at + 17] & 0xFF) << 8;
            fields.add(new Field(upToZero(described, at, 11), (char) described[at + 11], from, length));
            from += length;
            if (fields.size() > faults.limits().mostColumns()) throw faults.tooManyColumns().refused();
        }
        if (from > recordBytes) throw faults.damaged(".dbf 字段长度之和超过记录长度", "the fields of the .dbf are longer than its records").refused();
        return new DbfFile(in, new byte[recordBytes], List.copyOf(fields), records, head.get(LANGUAGE_AT) & 0xFF);
    }

    List<Field> fields() { return fields; }

    int records() { return records; }

    /** The next record is read; whether there was one. */
    boolean next(Faults faults) throws IOException, Refused {
        if (read == records) return false;
        read++;
        try {
            in.readFully(record);
        } catch (EOFException end) {
            throw faults.damaged(".dbf 在此处中断,应有 " + records + " 条记录", "the .dbf ends here, it should have " + records + " records")
                    .atRow(read)
                    .refused();
        }
        return true;
    }

    boolean isDeleted() { return record[0] == DELETED; }

    String text(Field field, Charset charset) {
        byte[] raw = Arrays.copyOfRange(record, field.from, field.from + field.length);
        return switch (field.type) {
            case 'I', '+' -> raw.length == 4 ? String.valueOf(ByteBuffer.wrap(raw).order(ByteOrder.LITTLE_ENDIAN).getInt()) : "";
            case 'O' -> raw.length == 8 ? String.valueOf(ByteBuffer.wrap(raw).getDouble()) : "";
            case 'D' -> date(new String(raw, StandardCharsets.US_ASCII).strip());
            case 'N', 'F' -> number(new String(raw, StandardCharsets.US_ASCII).replace('\0', ' ').strip());
            default -> decoded(raw, charset);
        };
    }

    /** The characters: what the .cpg says, then the language of the head, then what the bytes themselves can be. */
    Charset charset(Optional<String> cpg, Faults faults) throws IOException, Refused {
        var declared = cpg.flatMap(DbfFile::named);
        if (declared.isPresent()) return declared.get();
        boolean utf8 = fields.stream().allMatch(field -> isUtf8(field.nameBytes));
        while (utf8 && next(faults))
            for (Field field : fields)
                utf8 &= field.type != 'C' || isUtf8(Arrays.copyOfRange(record, field.from, field.from + field.length));
        if (utf8) return StandardCharsets.UTF_8; // no text of another alphabet is UTF-8 by chance
        return switch (languageId) {
            case 0x4F, 0x78 -> Charset.forName("Big5");
            default -> CsvText.GB18030; // 0x4D and 0x7A say so, 0 and 0x57 say "as the machine", and the machines are here
        };
    }

    private static Optional<Charset> named(String cpg) {
        String name = cpg.replace("\uFEFF", "")
                .strip()
                .toUpperCase(java.util.Locale.ROOT)
                .replaceAll("^(ANSI|CP|OEM|WINDOWS)[ -]?(?=\\d)", "");
        return switch (name) {
            case "" -> Optional.empty();
            case "UTF-8", "UTF8", "65001" -> Optional.of(StandardCharsets.UTF_8);
            case "936", "GBK", "GB2312", "GB18030", "54936", "EUC-CN" -> Optional.of(CsvText.GB18030);
            case "950", "BIG5" -> Optional.of(Charset.forName("Big5"));
            case "1252", "ISO-8859-1", "8859_1", "88591" -> Optional.empty(); // ArcGIS writes these for whatever it did not know
            default -> Optional.empty();
        };
    }

    private static boolean isUtf8(byte[] raw) {
        int end = raw.length;
        while (end > 0 && (raw[end - 1] == ' ' || raw[end - 1] == 0))
            end--;
        var decoder = StandardCharsets.UTF_8.newDecoder();
        // a text as long as its field may be cut within its last character: what is left over is not asked
        return !decoder.decode(ByteBuffer.wrap(raw, 0, end), java.nio.CharBuffer.allocate(end + 1), end < raw.length).isError();
    }

    private static String decoded(byte[] raw, Charset charset) {
        String text = new String(raw, charset).replace("\0", "");
        return Texts.strip(text.endsWith("\uFFFD") ? text.substring(0, text.length() - 1) : text);
    }

    private static String date(String raw) {
        return raw.matches("\\d{8}") ? raw.substring(0, 4) + "-" + raw.substring(4, 6) + "-" + raw.substring(6) : raw;
    }

    /** Stars fill a number that was too long for its field. */
    private static String number(String raw) {
        return raw.startsWith("*") ? "" : raw;
    }

    private static byte[] upToZero(byte[] bytes, int from, int most) {
        int end = from;
        while (end < from + most && bytes[end] != 0)
            end++;
        return Arrays.copyOfRange(bytes, from, end);
    }

    private static byte[] exactly(DataInputStream in, int bytes, Faults faults) throws IOException, Refused {
        byte[] read = in.readNBytes(bytes);
        if (read.length < bytes) throw faults.damaged(".dbf 文件头不完整", "the head of the .dbf is cut").refused();
        return read;
    }

    @Override public void close() throws IOException { in.close(); }
}
