package onemap.feed.jt808;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import onemap.domain.SourceId;

/** One device on one connection: who it is, how it wants to be spoken to, where the platform's serial numbers stand. Lives on the feed's event loop. */
final class Session {
    private final Header form;
    private final SourceId source;
    private final Consumer<byte[]> outlet;
    private boolean authenticated;
    private Optional<Registration> registration = Optional.empty();
    private int serial;

    /**
     * @param first  header of the first message; answers outside a request take its form
     * @param outlet writes to the device outside of an answer
     */
    Session(Header first, SourceId source, Consumer<byte[]> outlet) {
        this.form = first;
        this.source = source;
        this.outlet = outlet;
    }

    Phone phone() { return form.phone(); }

    SourceId source() { return source; }

    boolean isAuthenticated() { return authenticated; }

    Optional<Registration> registration() { return registration; }

    void authenticate() { authenticated = true; }

    void logOut() { authenticated = false; }

    void register(Registration told) { registration = Optional.of(told); }

    /** The platform's message serial number, from 0, wrapping (4.4.3). */
    int nextSerial() { return serial++ & 0xffff; }

    /** Asks for parts again 补传分包请求 (8.4): the count is a BYTE in 2013, a WORD in 2019. */
    void askFor(int firstSerial, List<Integer> parts) {
        int head = form.is2019() ? 4 : 3;
        var body = new byte[head + 2 * parts.size()];
        body[0] = (byte) (firstSerial >> 8);
        body[1] = (byte) firstSerial;
        body[head - 1] = (byte) parts.size();
        for (int i = 0; i < parts.size(); i++) {
            body[head + 2 * i] = (byte) (parts.get(i) >> 8);
            body[head + 2 * i + 1] = (byte) (int) parts.get(i);
        }
        var writer = new FrameWriter();
        writer.frame(form.with(MessageId.ASK_PARTS, nextSerial()), body);
        outlet.accept(writer.take());
    }
}
