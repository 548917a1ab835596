package onemap.feed.jt808;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import onemap.feed.FeedLedger;

/**
 * Puts messages sent in parts 分包 together again (2013 4.4.3, 7.12): parts of one message have consecutive serials, so message id, count and serial of the
 * first part name it. Bounded per device and in all; survives a reconnect. Lives on the feed's event loop.
 */
final class Reassembly {
    /** What a part is charged beside its bytes, and a message beside its parts: map entries and headers in heap. */
    static final int PART_OVERHEAD_BYTES = 128;
    static final int MESSAGE_OVERHEAD_BYTES = 256;
    /** A request for parts counts them in a BYTE (2013 table 6). */
    private static final int MOST_ASKED = 255;

    /** What a part did. */
    sealed interface Outcome {
        record Complete(byte[] body) implements Outcome {}

        record Waiting() implements Outcome {}

        /** The part is here already: its sender waits for something. */
        record Repeated(Missing missing) implements Outcome {}

        /** The message cannot be held. */
        record TooLarge() implements Outcome {}
    }

    /** Parts to ask for. */
    record Missing(Phone phone, int firstSerial, List<Integer> parts) {}

    private record Key(int messageId, int parts, int firstSerial) {}

    private static final class Message {
        private final Map<Integer, byte[]> parts = new HashMap<>();
        private int bytes;
        private long ageMillis;
        private long quietMillis;
    }

    private static final class Device {
        private final LinkedHashMap<Key, Message> messages = new LinkedHashMap<>(4, 0.75f, true);
        private int bytes;
    }

    private static final Outcome WAITING = new Outcome.Waiting();
    private static final Outcome TOO_LARGE = new Outcome.TooLarge();
    private final LinkedHashMap<Phone, Device> devices = new LinkedHashMap<>(16, 0.75f, true);
    private final Jt808Settings.Subpackages limits;
    private final FeedLedger ledger;
    private long bytes;

    Reassembly(Jt808Settings.Subpackages limits, FeedLedger ledger) {
        this.limits = limits;
        this.ledger = ledger;
    }

    Outcome add(Frame frame) {
        Header header = frame.header();
        int cost = frame.bodyBytes() + PART_OVERHEAD_BYTES;
        if (MESSAGE_OVERHEAD_BYTES + (long) header.parts() * PART_OVERHEAD_BYTES > limits.deviceBytes()) return tooLarge();
        var device = devices.computeIfAbsent(header.phone(), phone -> new Device());
        var key = new Key(header.messageId(), header.parts(), header.firstSerial());
        var message = device.messages.get(key);
        if (message == null) {
            message = new Message();
            device.messages.put(key, message);
            charge(device, message, MESSAGE_OVERHEAD_BYTES);
        }
        if (message.parts.containsKey(header.part())) return new Outcome.Repeated(missing(header.phone(), key, message));
        message.parts.put(header.part(), frame.body());
        message.quietMillis = 0;
        charge(device, message, cost);
        if (message.parts.size() == header.parts()) {
            drop(header.phone(), device, key);
            return new Outcome.Complete(joined(message, header.parts()));
        }
        return makeRoom(header.phone(), device, key) ? WAITING : tooLarge();
    }

    /** Lets time pass: what is too old is dropped, what has gone quiet is to be asked for. */
    List<Missing> elapse(long millis) {
        var missing = new ArrayList<Missing>();
        for (var each = devices.entrySet().iterator(); each.hasNext();) {
            var entry = each.next();
            elapse(millis, entry.getKey(), entry.getValue(), missing);
            if (entry.getValue().messages.isEmpty()) each.remove();
        }
        return missing;
    }

    long bytesHeld() { return bytes; }

    private void elapse(long millis, Phone phone, Device device, List<Missing> missing) {
        for (Iterator<Map.Entry<Key, Message>> each = device.messages.entrySet().iterator(); each.hasNext();) {
            var entry = each.next();
            var message = entry.getValue();
            message.ageMillis += millis;
            message.quietMillis += millis;
            if (message.ageMillis >= limits.seconds() * 1000L) {
                charge(device, message, -message.bytes);
                each.remove();
                ledger.note("subpackages_timeout");
            } else if (message.quietMillis >= limits.askSeconds() * 1000L) {
                missing.add(missing(phone, entry.getKey(), message));
                message.quietMillis = 0;
            }
        }
    }

    /** False when the message itself had to go. */
    private boolean makeRoom(Phone phone, Device device, Key latest) {
        while (device.bytes > limits.deviceBytes()) {
            ledger.note("limit_hit.subpackages_device");
            Key oldest = device.messages.firstEntry().getKey();
            drop(phone, device, oldest);
            if (oldest.equals(latest)) return false;
        }
        while (bytes > limits.totalBytes()) {
            ledger.note("limit_hit.subpackages_total");
            var oldestDevice = devices.firstEntry();
            Key oldest = oldestDevice.getValue().messages.firstEntry().getKey();
            drop(oldestDevice.getKey(), oldestDevice.getValue(), oldest);
            if (oldestDevice.getValue() == device && oldest.equals(latest)) return false;
        }
        return true;
    }

    private Outcome tooLarge() {
        ledger.note("subpackages_too_large");
        return TOO_LARGE;
    }

    private void drop(Phone phone, Device device, Key key) {
        var message = device.messages.remove(key);
        charge(device, message, -message.bytes);
        if (device.messages.isEmpty()) devices.remove(phone);
    }

    private void charge(Device device, Message message, int cost) {
        message.bytes += cost;
        device.bytes += cost;
        bytes += cost;
    }

    private static Missing missing(Phone phone, Key key, Message message) {
        var numbers = new ArrayList<Integer>();
        for (int part = 1; part <= key.parts && numbers.size() < MOST_ASKED; part++)
            if (!message.parts.containsKey(part)) numbers.add(part);
        return new Missing(phone, key.firstSerial, numbers);
    }

    private static byte[] joined(Message message, int parts) {
        int length = message.parts.values().stream().mapToInt(part -> part.length).sum();
        var body = new byte[length];
        int at = 0;
        for (int number = 1; number <= parts; number++) {
            byte[] part = message.parts.get(number);
            System.arraycopy(part, 0, body, at, part.length);
            at += part.length;
        }
        return body;
    }
}
