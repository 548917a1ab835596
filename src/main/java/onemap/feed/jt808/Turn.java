package onemap.feed.jt808;

import java.util.ArrayList;
import java.util.List;
import onemap.domain.Report;

/** What one read brought: the reports, the answers due when they are taken, and those due only when they are durable. */
final class Turn {
    /** Results of the general answer (8.2). */
    static final int OK = 0;
    static final int FAILED = 1;
    static final int WRONG = 2;
    static final int UNSUPPORTED = 3;

    private record Owed(Session session, Header header) {}

    private final List<Report> reports = new ArrayList<>();
    private final List<Owed> whenStored = new ArrayList<>(0);
    private final FrameWriter whenTaken = new FrameWriter();

    List<Report> reports() { return reports; }

    boolean owesStored() { return !whenStored.isEmpty(); }

    /** Bytes to send once the lanes have taken the reports; empty when nothing is owed. */
    byte[] answersWhenTaken() {
        return whenTaken.take();
    }

    /** Bytes to send once the disk has taken the reports, or has refused them. */
    byte[] answersWhenStored(int result) {
        var writer = new FrameWriter();
        for (Owed owed : whenStored)
            answer(writer, owed.session, owed.header, result);
        return writer.take();
    }

    void add(List<Report.Position> positions) { reports.addAll(positions); }

    void add(Report.Position position) { reports.add(position); }

    void answer(Session session, Header header, int result) { answer(whenTaken, session, header, result); }

    void answerWhenStored(Session session, Header header) { whenStored.add(new Owed(session, header)); }

    /** Answers that very frame, even if it is but a part of a message. */
    void answerPart(Header header, int platformSerial, int result) {
        whenTaken.answer(header, platformSerial, header.serial(), result);
    }

    void send(Session session, Header request, int messageId, byte[] body) {
        whenTaken.frame(request.with(messageId, session.nextSerial()), body);
    }

    /** A message that came in parts is answered part by part once it is whole (7.12 leaves the choice). */
    private static void answer(FrameWriter writer, Session session, Header header, int result) {
        for (int i = 0; i < header.parts(); i++)
            writer.answer(header, session.nextSerial(), header.firstSerial() + i & 0xffff, result);
    }
}
