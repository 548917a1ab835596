package onemap.feed.jt808;

import onemap.feed.MalformedFrame;

/**
 * Header of a message 消息头 (2013 4.4.3, 2019 4.4.3).
 *
 * @param properties      as on the wire: bits 0–9 body length, 10–12 encryption, 13 sent in parts, 14 the 2019 form
 * @param protocolVersion byte after the properties in the 2019 form, else 0
 * @param serial          message serial number 消息流水号
 * @param parts           how many the message comes in, 1 unless bit 13 is set
 * @param part            which of them this is, from 1
 */
public record Header(int messageId, int properties, int protocolVersion, Phone phone, int serial, int parts, int part) {
    static final int BODY_LENGTH = 0x03ff;
    static final int ENCRYPTION = 0x1c00;
    static final int SPLIT = 0x2000;
    static final int FORM_2019 = 0x4000;
    static final int BYTES_2013 = 12;
    static final int BYTES_2019 = 17;

    /** A header in the form of 2011 and 2013, 6-byte phone. */
    public static Header of2013(int messageId, Phone phone, int serial) {
        if (!phone.fitsSixBytes()) throw new IllegalArgumentException("phone " + phone.digits() + " has more than 12 digits");
        return new Header(messageId, 0, 0, phone, serial, 1, 1);
    }

    /** A header in the form of 2019, protocol version 1, 10-byte phone. */
    public static Header of2019(int messageId, Phone phone, int serial) {
        return new Header(messageId, FORM_2019, 1, phone, serial, 1, 1);
    }

    static Header read(byte[] bytes, int from, int to) throws MalformedFrame {
        int length = to - from;
        if (length < BYTES_2013) throw new MalformedFrame("too_short", length + " bytes are no header");
        int properties = BigEndian.word(bytes, from + 2);
        boolean is2019 = (properties & FORM_2019) != 0;
        boolean split = (properties & SPLIT) != 0;
        int plain = is2019 ? BYTES_2019 : BYTES_2013;
        if (length < plain + (split ? 4 : 0)) throw new MalformedFrame("too_short", length + " bytes are no header of that form");
        return new Header(BigEndian.word(bytes, from), properties, is2019 ? bytes[from + 4] & 0xff : 0,
                is2019 ? Phone.tenBytes(bytes, from + 5) : Phone.sixBytes(bytes, from + 4), BigEndian.word(bytes, from + plain - 2),
                split ? BigEndian.word(bytes, from + plain) : 1, split ? BigEndian.word(bytes, from + plain + 2) : 1);
    }

    int headerBytes() { return (is2019() ? BYTES_2019 : BYTES_2013) + (isSplit() ? 4 : 0); }

    int bodyBytes() { return properties & BODY_LENGTH; }

    public boolean is2019() { return (properties & FORM_2019) != 0; }

    boolean isSplit() { return (properties & SPLIT) != 0; }

    boolean isEncrypted() { return (properties & ENCRYPTION) != 0; }

    /** Serial of the first part; parts are numbered consecutively (7.12). */
    int firstSerial() { return serial - part + 1 & 0xffff; }

    /** The header of another message to or from the same device, in the same form. */
    public Header with(int otherMessageId, int otherSerial) {
        return new Header(otherMessageId, properties & FORM_2019, protocolVersion, phone, otherSerial, 1, 1);
    }
}
