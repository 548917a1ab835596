package onemap.drill;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import onemap.feed.MalformedFrame;
import onemap.feed.jt808.BeijingTime;
import onemap.feed.jt808.Frame;
import onemap.feed.jt808.FrameWriter;
import onemap.feed.jt808.Framer;
import onemap.feed.jt808.Header;
import onemap.feed.jt808.MessageId;
import onemap.feed.jt808.Phone;

/**
 * A JT/T 808 terminal without its socket: makes the frames a device sends, reads the answers a platform owes. Each call takes the next serial number.
 * One thread.
 */
public final class Jt808Device {
    private static final Charset GBK = Charset.forName("GBK");
    private static final byte[] IMEI = "000000000000000".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] SOFTWARE_VERSION = new byte[20];

    /** Which form of header and bodies the device speaks. */
    public enum Edition {
        V2013, V2019
    }

    /**
     * One position as the device knows it.
     *
     * @param speedMetresPerSecond sent in steps of 0.1 km/h
     * @param alarmBits            alarm word, 2013 table 24
     * @param statusBits           status word, 2013 table 25; the hemisphere bits are set from the place
     */
    public record Fix(double lonDegrees, double latDegrees, double altitudeMetres, double speedMetresPerSecond, double headingDegrees,
            Instant at, int alarmBits, int statusBits) {
        /** Engine on and positioned, no alarm. */
        public static Fix driving(double lonDegrees, double latDegrees, double speedMetresPerSecond, double headingDegrees, Instant at) {
            return new Fix(lonDegrees, latDegrees, 0, speedMetresPerSecond, headingDegrees, at, 0, 0b11);
        }
    }

    /** What a platform said. */
    public sealed interface Answer {
        /** 平台通用应答 0x8001; result 0 ok, 1 failed, 2 message wrong, 3 unsupported, 4 alarm confirmed. */
        record General(int serial, int messageId, int result) implements Answer {}

        /** 终端注册应答 0x8100; {@code code} is empty unless result is 0. */
        record Registered(int serial, int result, String code) implements Answer {}

        /** Anything else, with its body. */
        record Other(int messageId, byte[] body) implements Answer {}
    }

    private final Phone phone;
    private final Edition edition;
    private final FrameWriter writer = new FrameWriter();
    private final List<Answer> heard = new ArrayList<>();
    private final Framer framer = new Framer(2048, new Ear());
    private int serial;

    /** {@code phone}: at most 12 digits in 2013, 20 in 2019. */
    public Jt808Device(String phone, Edition edition) {
        this.phone = Phone.of(phone);
        this.edition = edition;
    }

    /** Serial number the next frame will carry. */
    public int nextSerial() { return serial & 0xffff; }

    /** 0x0100; {@code plate} as on the vehicle. */
    public byte[] register(int province, int city, String plate, int plateColour) {
        boolean is2013 = edition == Edition.V2013;
        var body = new ByteArrayOutputStream();
        body.writeBytes(ByteBuffer.allocate(4).putShort((short) province).putShort((short) city).array());
        body.writeBytes(padded("ONEMP", is2013 ? 5 : 11));
        body.writeBytes(padded("SIMULATOR", is2013 ? 20 : 30));
        body.writeBytes(padded(phone.digits(), is2013 ? 7 : 30));
        body.write(plateColour);
        body.writeBytes(plate.getBytes(GBK));
        return frame(MessageId.REGISTER, body.toByteArray());
    }

    /** 0x0102 with the code of the platform's 0x8100. */
    public byte[] authenticate(String code) {
        byte[] told = code.getBytes(GBK);
        if (edition == Edition.V2013) return frame(MessageId.AUTHENTICATE, told);
        var body = new ByteArrayOutputStream();
        body.write(told.length);
        body.writeBytes(told);
        body.writeBytes(IMEI);
        body.writeBytes(SOFTWARE_VERSION);
        return frame(MessageId.AUTHENTICATE, body.toByteArray());
    }

    /** 0x0002. */
    public byte[] heartbeat() { return frame(MessageId.HEARTBEAT, new byte[0]); }

    /** 0x0003. */
    public byte[] logout() { return frame(MessageId.LOGOUT, new byte[0]); }

    /** 0x0200. */
    public byte[] position(Fix fix) { return frame(MessageId.POSITION, body(fix)); }

    /** 0x0704; {@code resent} for positions kept in a blind area 盲区补报. Small enough for one frame: at most 34. */
    public byte[] batch(List<Fix> fixes, boolean resent) {
        return frame(MessageId.POSITION_BATCH, batchBody(fixes, resent));
    }

    /** 0x0704 in parts of at most that many bytes, one frame each. */
    public List<byte[]> batchInParts(List<Fix> fixes, boolean resent, int partBytes) {
        byte[] body = batchBody(fixes, resent);
        int parts = (body.length + partBytes - 1) / partBytes;
        var frames = new ArrayList<byte[]>();
        for (int part = 1; part <= parts; part++) {
            Header whole = header(MessageId.POSITION_BATCH);
            int from = (part - 1) * partBytes;
            writer.frame(new Header(whole.messageId(), whole.properties(), whole.protocolVersion(), phone, whole.serial(), parts, part),
                    Arrays.copyOfRange(body, from, Math.min(body.length, from + partBytes)));
            frames.add(writer.take());
        }
        return frames;
    }

    /** Any other message. */
    public byte[] frame(int messageId, byte[] body) {
        writer.frame(header(messageId), body);
        return writer.take();
    }

    /** The answers completed by these bytes of the platform. */
    public List<Answer> hear(byte[] bytes) {
        framer.read(bytes.clone());
        var answers = List.copyOf(heard);
        heard.clear();
        return answers;
    }

    private Header header(int messageId) {
        int number = serial++ & 0xffff;
        return edition == Edition.V2013 ? Header.of2013(messageId, phone, number) : Header.of2019(messageId, phone, number);
    }

    private static byte[] batchBody(List<Fix> fixes, boolean resent) {
        var body = new ByteArrayOutputStream();
        body.writeBytes(ByteBuffer.allocate(3).putShort((short) fixes.size()).put((byte) (resent ? 1 : 0)).array());
        for (Fix fix : fixes) {
            byte[] item = body(fix);
            body.writeBytes(ByteBuffer.allocate(2).putShort((short) item.length).array());
            body.writeBytes(item);
        }
        return body.toByteArray();
    }

    /** Table 23, without additional items. */
    private static byte[] body(Fix fix) {
        int hemispheres = (fix.latDegrees < 0 ? 1 << 2 : 0) | (fix.lonDegrees < 0 ? 1 << 3 : 0);
        return ByteBuffer.allocate(28)
                .putInt(fix.alarmBits)
                .putInt(fix.statusBits & ~0b1100 | hemispheres)
                .putInt((int) Math.round(Math.abs(fix.latDegrees) * 1e6))
                .putInt((int) Math.round(Math.abs(fix.lonDegrees) * 1e6))
                .putShort((short) Math.round(fix.altitudeMetres))
                .putShort((short) Math.round(fix.speedMetresPerSecond * 36))
                .putShort((short) (Math.round(fix.headingDegrees) % 360))
                .put(BeijingTime.write(fix.at))
                .array();
    }

    private static byte[] padded(String text, int bytes) { return Arrays.copyOf(text.getBytes(StandardCharsets.US_ASCII), bytes); }

    private final class Ear implements Framer.Sink {
        @Override public void frame(byte[] bytes, int from, int to) {
            try {
                heard.add(answer(Frame.parse(bytes, from, to)));
            } catch (MalformedFrame e) {
                throw new IllegalStateException("the platform sent a bad frame: " + e.reason(), e);
            }
        }

        @Override public void refused(String reason, byte[] bytes, int from, int to) {
            throw new IllegalStateException("the platform sent no frame: " + reason);
        }
    }

    private static Answer answer(Frame frame) {
        var body = ByteBuffer.wrap(frame.body());
        return switch (frame.header().messageId()) {
            case MessageId.PLATFORM_ANSWER -> new Answer.General(body.getShort() & 0xffff, body.getShort() & 0xffff, body.get());
            case MessageId.REGISTER_ANSWER ->
                new Answer.Registered(body.getShort() & 0xffff, body.get(), GBK.decode(body).toString());
            default -> new Answer.Other(frame.header().messageId(), frame.body());
        };
    }
}
