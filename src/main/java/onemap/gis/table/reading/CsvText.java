package onemap.gis.table.reading;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import onemap.gis.table.Refused;
import onemap.gis.table.guard.Faults;

/** In which characters and with which delimiter a text table was written. */
record CsvText(Charset charset, int markBytes, char delimiter) {
    static final Charset GB18030 = Charset.forName("GB18030");
    private static final char[] DELIMITERS = {',', '\t', ';', '|'};
    private static final int HEAD_CHARACTERS = 64 * 1024;
    /** So many good characters of several bytes, and it was UTF-8 before it was damaged. */
    private static final int CERTAINLY_UTF8 = 20;

    static CsvText detect(Path file, Faults faults) throws IOException, Refused {
        byte[] head;
        try (InputStream in = Files.newInputStream(file)) {
            head = in.readNBytes(3);
        }
        if (starts(head, 0xEF, 0xBB, 0xBF)) return checked(file, StandardCharsets.UTF_8, 3, faults);
        if (starts(head, 0xFF, 0xFE)) return checked(file, StandardCharsets.UTF_16LE, 2, faults);
        if (starts(head, 0xFE, 0xFF)) return checked(file, StandardCharsets.UTF_16BE, 2, faults);
        var utf8 = Scan.of(file, StandardCharsets.UTF_8, 0);
        if (utf8.wrongLine == 0) return delimited(file, StandardCharsets.UTF_8, 0);
        if (utf8.wide >= CERTAINLY_UTF8 && utf8.wrong * CERTAINLY_UTF8 < utf8.wide) throw undecodable(utf8, faults);
        return checked(file, GB18030, 0, faults);
    }

    /** @throws IOException at a wrong byte, too */
    Reader open(Path file) throws IOException {
        var in = new BufferedInputStream(Files.newInputStream(file), 64 * 1024);
        in.skipNBytes(markBytes);
        return new BufferedReader(new InputStreamReader(in, strict(charset)));
    }

    private static CsvText checked(Path file, Charset charset, int markBytes, Faults faults) throws IOException, Refused {
        var scan = Scan.of(file, charset, markBytes);
        if (scan.wrongLine > 0) throw undecodable(scan, faults);
        return delimited(file, charset, markBytes);
    }

    private static Refused undecodable(Scan scan, Faults faults) {
        return faults.reason("encoding", "含有不属于该编码的字节(只支持 UTF-8、GBK/GB18030 和带 BOM 的 UTF-16)",
                "holds bytes that are no characters (UTF-8, GBK/GB18030 and UTF-16 with a mark are read)").atRow(scan.wrongLine).refused();
    }

    private static CharsetDecoder strict(Charset charset) {
        return charset.newDecoder().onMalformedInput(CodingErrorAction.REPORT).onUnmappableCharacter(CodingErrorAction.REPORT);
    }

    private static boolean starts(byte[] head, int... mark) {
        if (head.length < mark.length) return false;
        for (int i = 0; i < mark.length; i++)
            if ((head[i] & 0xFF) != mark[i]) return false;
        return true;
    }

    /** The one that stands in the first lines most evenly, outside of quotes. */
    private static CsvText delimited(Path file, Charset charset, int markBytes) throws IOException {
        var head = new char[HEAD_CHARACTERS];
        int length;
        try (Reader reader = new CsvText(charset, markBytes, ',').open(file)) {
            length = Math.max(0, reader.read(head, 0, head.length));
        }
        var counts = new int[DELIMITERS.length];
        boolean quoted = false;
        for (int i = 0; i < length; i++) {
            if (head[i] == '"') quoted = !quoted;
            for (int d = 0; d < DELIMITERS.length && !quoted; d++)
                if (head[i] == DELIMITERS[d]) counts[d]++;
        }
        int best = 0;
        for (int d = 1; d < DELIMITERS.length; d++)
            if (counts[d] > counts[best]) best = d;
        return new CsvText(charset, markBytes, DELIMITERS[best]);
    }

    /** What strict decoding of a whole file met. */
    private static final class Scan {
        private int wide;
        private int wrong;
        private int wrongLine;
        private int line = 1;

        static Scan of(Path file, Charset charset, int markBytes) throws IOException {
            var scan = new Scan();
            var decoder = strict(charset);
            var bytes = ByteBuffer.allocate(64 * 1024);
            var text = CharBuffer.allocate(64 * 1024);
            try (InputStream in = Files.newInputStream(file)) {
                in.skipNBytes(markBytes);
                for (boolean last = false; !last;) {
                    int got = in.read(bytes.array(), bytes.position(), bytes.remaining());
                    last = got < 0;
                    bytes.position(bytes.position() + Math.max(0, got)).flip();
                    scan.decode(decoder, bytes, text, last);
                    bytes.compact();
                }
            }
            return scan;
        }

        private void decode(CharsetDecoder decoder, ByteBuffer bytes, CharBuffer text, boolean last) {
            for (CoderResult result = CoderResult.OVERFLOW; !result.isUnderflow();) {
                result = decoder.decode(bytes, text, last);
                count(text.flip());
                text.clear();
                if (!result.isError()) continue;
                wrong++;
                if (wrongLine == 0) wrongLine = line;
                bytes.position(Math.min(bytes.limit(), bytes.position() + result.length()));
            }
        }

        private void count(CharBuffer text) {
            for (int i = 0; i < text.length(); i++) {
                char c = text.charAt(i);
                if (c == '\n') line++;
                if (c > 0x7F) wide++;
            }
        }
    }
}
