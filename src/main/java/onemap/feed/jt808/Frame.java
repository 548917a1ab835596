package onemap.feed.jt808;

import java.util.Arrays;
import java.util.Optional;
import onemap.feed.MalformedFrame;

/** One message, unescaped and with a right checksum; its body is {@code bytes[from, to)}, which is never written to. */
public record Frame(Header header, byte[] bytes, int from, int to) {
    /** What stands between two delimiters, unescaped: header, body, checksum. */
    public static Frame parse(byte[] bytes, int from, int to) throws MalformedFrame {
        if (to - from <= Header.BYTES_2013) throw new MalformedFrame("too_short", to - from + " bytes between delimiters");
        if (BigEndian.xor(bytes, from, to) != 0) throw new MalformedFrame("checksum", "checksum does not match");
        var header = Header.read(bytes, from, to - 1);
        int body = to - 1 - from - header.headerBytes();
        if (body != header.bodyBytes())
            throw new MalformedFrame("length", "header tells a body of " + header.bodyBytes() + " bytes, here are " + body);
        if (header.part() < 1 || header.part() > header.parts())
            throw new MalformedFrame("subpackage_number", "part " + header.part() + " of " + header.parts());
        return new Frame(header, bytes, from + header.headerBytes(), to - 1);
    }

    /** The header of a frame that could not be parsed, when it can be trusted enough to answer: either length or checksum is right. */
    static Optional<Header> readableHeader(byte[] bytes, int from, int to) {
        try {
            var header = Header.read(bytes, from, to - 1);
            boolean lengthRight = to - 1 - from == header.headerBytes() + header.bodyBytes();
            return lengthRight || BigEndian.xor(bytes, from, to) == 0 ? Optional.of(header) : Optional.empty();
        } catch (MalformedFrame e) {
            return Optional.empty();
        }
    }

    int bodyBytes() { return to - from; }

    public byte[] body() { return Arrays.copyOfRange(bytes, from, to); }

    void needs(int bodyBytes) throws MalformedFrame {
        if (bodyBytes() < bodyBytes) throw new MalformedFrame("body_too_short", bodyBytes() + " bytes, needed " + bodyBytes);
    }
}
