package onemap.feed.jt808;

import java.util.Arrays;

/** Writes messages as they go over the wire, one behind the other: header, body, checksum, escaped (2013 4.4.2). One thread. */
public final class FrameWriter {
    private byte[] out = new byte[64];
    private int size;
    private int checksum;

    /** One message; length and split bits of the header's properties are set here. */
    public void frame(Header header, byte[] body) {
        if (body.length > Header.BODY_LENGTH) throw new IllegalArgumentException("body of " + body.length + " bytes");
        boolean split = header.parts() > 1;
        begin(header.messageId(), header.properties() & ~(Header.BODY_LENGTH | Header.SPLIT) | body.length | (split ? Header.SPLIT : 0),
                header.protocolVersion(), header.phone(), header.serial());
        if (split) {
            word(header.parts());
            word(header.part());
        }
        for (byte b : body)
            octet(b);
        end();
    }

    /** General answer of the platform 平台通用应答 (8.2) to the message with that serial. */
    void answer(Header request, int serial, int answeredSerial, int result) {
        begin(MessageId.PLATFORM_ANSWER, request.properties() & Header.FORM_2019 | 5, request.protocolVersion(), request.phone(), serial);
        word(answeredSerial);
        word(request.messageId());
        octet(result);
        end();
    }

    public boolean isEmpty() { return size == 0; }

    /** Everything written since the last call. */
    public byte[] take() {
        byte[] taken = Arrays.copyOf(out, size);
        size = 0;
        return taken;
    }

    private void begin(int messageId, int properties, int protocolVersion, Phone phone, int serial) {
        int most = 2 * (Header.BYTES_2019 + 4 + (properties & Header.BODY_LENGTH) + 1) + 2;
        if (size + most > out.length) out = Arrays.copyOf(out, Math.max(2 * out.length, size + most));
        checksum = 0;
        out[size++] = Framer.DELIMITER;
        word(messageId);
        word(properties);
        boolean is2019 = (properties & Header.FORM_2019) != 0;
        if (is2019) {
            octet(protocolVersion);
            word(phone.high());
            word((int) (phone.low() >>> 48));
        }
        for (int shift = 40; shift >= 0; shift -= 8)
            octet((int) (phone.low() >>> shift));
        word(serial);
    }

    private void word(int value) {
        octet(value >> 8);
        octet(value);
    }

    private void octet(int value) {
        byte b = (byte) value;
        checksum ^= b;
        escaped(b);
    }

    private void escaped(byte b) {
        if (b == Framer.DELIMITER || b == Framer.ESCAPE) {
            out[size++] = Framer.ESCAPE;
            out[size++] = (byte) (b == Framer.ESCAPE ? 1 : 2);
        } else
            out[size++] = b;
    }

    private void end() {
        escaped((byte) checksum);
        out[size++] = Framer.DELIMITER;
    }
}
