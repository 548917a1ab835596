package onemap.feed.cap;

import java.util.List;
import onemap.feed.Admission;

/**
 * How warnings are taken.
 *
 * @param admission  {@code registered}: only the senders listed
 * @param senders    CAP sender, or 14-digit sender code of the 12379 profile
 * @param dropFolder watched folder, relative to the data folder; empty for none
 * @param pollMillis between two looks into the folder; a file is taken when it has not grown between them
 */
public record CapSettings(Admission admission, List<String> senders, String dropFolder, int pollMillis) {
    public CapSettings {
        senders = List.copyOf(senders);
        if (admission == Admission.REGISTERED && senders.isEmpty())
            throw new IllegalArgumentException("senders: is empty, so admission \"registered\" would take nothing");
        if (pollMillis < 100 || pollMillis > 3_600_000)
            throw new IllegalArgumentException("pollMillis: " + pollMillis + " is not within 100 to 3600000");
    }

    boolean admits(String sender) { return admission == Admission.ANY || senders.contains(sender); }
}
