package onemap.story;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import onemap.drill.Jt808Device.Answer;
import onemap.drill.Jt808Device.Fix;
import onemap.drill.Jt808Device;

/** A JT/T 808-2013 tracker on a plain socket; every call that sends waits for the answer the platform owes. One thread. */
public final class Tracker implements AutoCloseable {
    static final int OK = 0;
    static final int FAILED = 1;
    static final int WRONG = 2;
    private static final int PATIENCE_MILLIS = 30_000;

    private final Jt808Device device;
    private final Socket socket;
    private final ArrayDeque<Answer> heard = new ArrayDeque<>();

    Tracker(int port, String phone) {
        device = new Jt808Device(phone, Jt808Device.Edition.V2013);
        try {
            socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setSoTimeout(PATIENCE_MILLIS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static Fix at(double lonDegrees, double latDegrees, Instant at) { return Fix.driving(lonDegrees, latDegrees, 10, 90, at); }

    /** With an emergency button pressed 紧急报警, 2013 table 24 bit 0. */
    public static Fix alarming(double lonDegrees, double latDegrees, Instant at) {
        return new Fix(lonDegrees, latDegrees, 0, 10, 90, at, 1, 0b11);
    }

    Jt808Device device() { return device; }

    /** Result of 0x8100 and, when it was 0, of the authentication that follows. */
    public int signIn() {
        var registered = register();
        return registered.result() != OK ? registered.result() : say(device.authenticate(registered.code()));
    }

    Answer.Registered register() {
        send(device.register(33, 1099, "浙X0001应急", 1));
        return (Answer.Registered) hear();
    }

    public int report(Fix fix) { return say(device.position(fix)); }

    int batch(List<Fix> fixes) { return say(device.batch(fixes, true)); }

    /** Sends one message and returns the result of its 0x8001. */
    int say(byte[] frame) {
        int serial = device.nextSerial() - 1 & 0xffff;
        send(frame);
        var answer = (Answer.General) hear();
        if (answer.serial() != serial) throw new AssertionError("asked " + serial + ", answered " + answer);
        return answer.result();
    }

    void send(byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The next answer of the platform. */
    Answer hear() {
        var bytes = new byte[4096];
        while (heard.isEmpty()) {
            int length = read(bytes);
            if (length < 0) throw new UncheckedIOException(new IOException("the platform closed the line"));
            heard.addAll(device.hear(Arrays.copyOf(bytes, length)));
        }
        return heard.remove();
    }

    /** Waits until the platform has closed the line. */
    void awaitHangUp() {
        var bytes = new byte[4096];
        while (read(bytes) >= 0) {
        }
    }

    private int read(byte[] bytes) {
        try {
            return socket.getInputStream().read(bytes);
        } catch (SocketTimeoutException e) {
            throw new AssertionError("the platform said nothing for " + PATIENCE_MILLIS + " ms", e);
        } catch (IOException reset) {
            return -1;
        }
    }

    @Override public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
