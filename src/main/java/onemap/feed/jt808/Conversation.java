package onemap.feed.jt808;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import onemap.domain.Flag;
import onemap.domain.Flags;
import onemap.domain.Report;
import onemap.domain.SourceId;
import onemap.feed.Admission;
import onemap.feed.FeedLedger;
import onemap.feed.MalformedFrame;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The platform's side of one connection, without the socket: bytes in, reports and answers out, every frame in the books once. One thread. */
final class Conversation implements Framer.Sink {
    private static final Logger log = LoggerFactory.getLogger(Conversation.class);
    private static final Flags RESENT = Flags.of(Flag.RESENT);

    /** Whether a device's reports go in; else the reason they are refused under. */
    private enum Standing {
        ADMITTED(""), UNKNOWN("unknown_device"), NOT_AUTHENTICATED("not_authenticated");

        private final String reason;

        Standing(String reason) { this.reason = reason; }
    }

    private final Platform platform;
    private final FeedLedger ledger;
    private final String peer;
    private final Consumer<byte[]> outlet;
    private final Framer framer;
    private final PositionDecoder positions;
    private final Map<Phone, Session> sessions = new HashMap<>();
    private Turn turn = new Turn();
    private Instant receivedAt = Instant.EPOCH;
    private boolean settled;
    private int strangersSerial;

    /** {@code outlet} writes to the peer outside of an answer. */
    Conversation(Platform platform, String peer, Consumer<byte[]> outlet) {
        this.platform = platform;
        this.ledger = platform.ledger();
        this.peer = peer;
        this.outlet = outlet;
        this.framer = new Framer(platform.settings().limits().maxFrameBytes(), this);
        this.positions = new PositionDecoder(ledger);
    }

    /** Takes the bytes of one read and may write into them. */
    Turn read(byte[] chunk, Instant at) {
        turn = new Turn();
        receivedAt = at;
        framer.read(chunk);
        return turn;
    }

    /** The connection is gone; an unfinished frame is refused for that reason. */
    void end(String reason) {
        framer.finish(reason);
        sessions.values().forEach(platform.online()::closed);
        sessions.clear();
    }

    /** Whether somebody who may report has been heard. */
    boolean isSettled() { return settled; }

    boolean isMidFrame() { return framer.isMidFrame(); }

    /** Grows with every frame begun or ended. */
    long delimiters() { return framer.delimiters(); }

    /** Whether so much came without a delimiter that this is no JT/T 808. */
    boolean isLost() {
        return framer.bytesSinceDelimiter() > platform.settings().limits().maxSkippedBytes();
    }

    @Override public void frame(byte[] bytes, int from, int to) {
        try {
            if (take(Frame.parse(bytes, from, to))) ledger.frameCarrying();
            else
                ledger.frameControl();
        } catch (MalformedFrame bad) {
            refused(bad.reason(), bytes, from, to);
            int result = bad.reason().equals("too_many_devices") ? Turn.FAILED : Turn.WRONG;
            Frame.readableHeader(bytes, from, to)
                    .filter(header -> !isFromPlatform(header))
                    .ifPresent(header -> turn.answerPart(header, strayAnswerSerial(header), result));
        } catch (RuntimeException ours) {
            log.error("feed jt808: fault of ours at a frame of {}, which the quarantine keeps", peer, ours);
            refused("internal_error", bytes, from, to);
        }
    }

    @Override public void refused(String reason, byte[] bytes, int from, int to) {
        ledger.frameRejected(reason, Arrays.copyOfRange(bytes, from, to), peer);
    }

    /** Whether the frame carried reports. */
    private boolean take(Frame frame) throws MalformedFrame {
        Header header = frame.header();
        if (header.isEncrypted()) throw new MalformedFrame("encrypted", "encrypted bodies are not supported");
        Session session = session(header);
        if (!header.isSplit()) return message(frame, session);
        if (!MessageId.isUnderstood(header.messageId())) {
            if (!isFromPlatform(header)) turn.answerPart(header, session.nextSerial(), Turn.UNSUPPORTED);
            return false;
        }
        return switch (platform.reassembly().add(frame)) {
            case Reassembly.Outcome.Complete whole -> message(new Frame(header, whole.body(), 0, whole.body().length), session);
            case Reassembly.Outcome.Waiting waiting -> false;
            case Reassembly.Outcome.Repeated repeated -> {
                session.askFor(repeated.missing().firstSerial(), repeated.missing().parts());
                yield false;
            }
            case Reassembly.Outcome.TooLarge tooLarge -> {
                turn.answerPart(header, session.nextSerial(), Turn.FAILED);
                yield false;
            }
        };
    }

    private Session session(Header header) throws MalformedFrame {
        Session known = sessions.get(header.phone());
        if (known != null) return known;
        if (sessions.size() >= platform.settings().limits().maxDevicesPerConnection() || !platform.online().hasRoomFor(header.phone())) {
            ledger.note("limit_hit.devices");
            throw new MalformedFrame("too_many_devices", "no room for another device");
        }
        var session = new Session(header, SourceId.of(Jt808.NAME, header.phone().digits()), outlet);
        sessions.put(header.phone(), session);
        platform.online().opened(session);
        if (platform.settings().admission() == Admission.ANY) settled = true;
        return session;
    }

    /** A platform's own message sent to us is never answered: two platforms would answer each other for ever. */
    private static boolean isFromPlatform(Header header) {
        return header.messageId() >= 0x8000;
    }

    private int strayAnswerSerial(Header header) {
        Session session = sessions.get(header.phone());
        return session != null ? session.nextSerial() : strangersSerial++ & 0xffff;
    }

    private boolean message(Frame frame, Session session) throws MalformedFrame {
        return switch (frame.header().messageId()) {
            case MessageId.POSITION -> position(frame, session, 0);
            case MessageId.POSITION_ANSWER -> position(frame, session, 2);
            case MessageId.POSITION_BATCH -> batch(frame, session);
            default -> control(frame, session);
        };
    }

    private boolean position(Frame frame, Session session, int bytesBefore) throws MalformedFrame {
        frame.needs(bytesBefore + PositionDecoder.FIXED_BYTES);
        Header header = frame.header();
        Standing standing = standing(session);
        try {
            var position = positions.decode(frame.bytes(), frame.from() + bytesBefore, frame.to(), session.source(), receivedAt,
                    Flags.NONE);
            if (standing != Standing.ADMITTED) {
                refuseReports(standing.reason, 1);
                turn.answer(session, header, Turn.FAILED);
                return true;
            }
            turn.add(position);
            if (position.alarmBits() == 0) turn.answer(session, header, Turn.OK);
            else
                turn.answerWhenStored(session, header);
        } catch (MalformedFrame unusable) {
            refuseReports(unusable.reason(), 1);
            turn.answer(session, header, Turn.WRONG);
        }
        return true;
    }

    /** 定位数据批量上传 (2013 8.49): count(2) type(1) {length(2) position}. One bad item costs only itself. */
    private boolean batch(Frame frame, Session session) throws MalformedFrame {
        frame.needs(3);
        int told = BigEndian.word(frame.bytes(), frame.from());
        Flags known = frame.bytes()[frame.from() + 2] == 1 ? RESENT : Flags.NONE;
        var usable = new ArrayList<Report.Position>(Math.min(told, frame.bodyBytes() / PositionDecoder.FIXED_BYTES));
        int items = 0;
        for (int at = frame.from() + 3; items < told && at < frame.to(); items++)
            at = batchItem(frame, at, session, known, usable);
        if (items != told) ledger.note("batch_count_wrong");
        Standing standing = standing(session);
        if (standing != Standing.ADMITTED) {
            refuseReports(standing.reason, usable.size());
            turn.answer(session, frame.header(), Turn.FAILED);
        } else if (usable.isEmpty()) turn.answer(session, frame.header(), items == 0 ? Turn.OK : Turn.WRONG);
        else {
            turn.add(usable);
            turn.answerWhenStored(session, frame.header());
        }
        return items > 0;
    }

    /** Where the next item begins. */
    private int batchItem(Frame frame, int at, Session session, Flags known, List<Report.Position> usable) {
        int from = at + 2;
        int to = from <= frame.to() ? from + BigEndian.word(frame.bytes(), at) : from;
        if (to > frame.to() || from > frame.to()) {
            refuseReports("item_truncated", 1);
            return frame.to();
        }
        try {
            usable.add(positions.decode(frame.bytes(), from, to, session.source(), receivedAt, known));
        } catch (MalformedFrame unusable) {
            refuseReports(unusable.reason(), 1);
        }
        return to;
    }

    private boolean control(Frame frame, Session session) throws MalformedFrame {
        Header header = frame.header();
        switch (header.messageId()) {
            case MessageId.DEVICE_ANSWER -> {
            }
            case MessageId.HEARTBEAT ->
                turn.answer(session, header, standing(session) == Standing.UNKNOWN ? Turn.FAILED : Turn.OK);
            case MessageId.LOGOUT -> {
                session.logOut();
                turn.answer(session, header, Turn.OK);
            }
            case MessageId.REGISTER -> register(frame, session);
            case MessageId.AUTHENTICATE -> authenticate(frame, session);
            case MessageId.ASK_TIME ->
                turn.send(session, header, MessageId.TELL_TIME, BeijingTime.write(LocalDateTime.ofInstant(receivedAt, ZoneOffset.UTC)));
            case MessageId.VENDOR_ASK_TIME -> turn.send(session, header, MessageId.VENDOR_TELL_TIME, vendorTime());
            default -> {
                if (!isFromPlatform(header)) turn.answer(session, header, Turn.UNSUPPORTED);
            }
        }
        return false;
    }

    /** 终端注册应答 (8.6): serial(2) result(1) code; 4 = no such terminal in the database. */
    private void register(Frame frame, Session session) throws MalformedFrame {
        session.register(Registration.read(frame));
        boolean unknown = standing(session) == Standing.UNKNOWN;
        byte[] code = unknown ? new byte[0] : platform.codes().codeOf(session.phone());
        var body = new byte[3 + code.length];
        body[0] = (byte) (frame.header().serial() >> 8);
        body[1] = (byte) frame.header().serial();
        body[2] = (byte) (unknown ? 4 : 0);
        System.arraycopy(code, 0, body, 3, code.length);
        turn.send(session, frame.header(), MessageId.REGISTER_ANSWER, body);
    }

    private void authenticate(Frame frame, Session session) {
        boolean right = platform.codes().holdsCode(frame);
        if (!right) ledger.note("auth_failed");
        boolean welcome = right && standing(session) != Standing.UNKNOWN;
        if (welcome) {
            session.authenticate();
            settled = true;
        }
        turn.answer(session, frame.header(), welcome ? Turn.OK : Turn.FAILED);
    }

    /** year(2) month day hour minute second in UTC, result(1). */
    private byte[] vendorTime() {
        var utc = LocalDateTime.ofInstant(receivedAt, ZoneOffset.UTC);
        return new byte[]{(byte) (utc.getYear() >> 8), (byte) utc.getYear(), (byte) utc.getMonthValue(), (byte) utc.getDayOfMonth(),
                (byte) utc.getHour(), (byte) utc.getMinute(), (byte) utc.getSecond(), 0};
    }

    private Standing standing(Session session) {
        if (platform.settings().admission() == Admission.ANY) return Standing.ADMITTED;
        if (!platform.registered().test(session.source())) {
            ledger.deviceRefused(session.source().value(), peer);
            return Standing.UNKNOWN;
        }
        return session.isAuthenticated() ? Standing.ADMITTED : Standing.NOT_AUTHENTICATED;
    }

    private void refuseReports(String reason, int count) {
        ledger.reportsReceived(count);
        ledger.reportsRejected(reason, count);
    }
}
