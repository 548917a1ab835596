package onemap.corpus;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import onemap.domain.Report;
import onemap.feed.MalformedFrame;
import onemap.feed.mqtt.MqttTopic;
import onemap.feed.mqtt.ObservationDecoder;

/** Runs {@code corpus/mqtt}: a read is one PUBLISH, its topic, a blank and its payload. Who may publish is the session's, tested with sockets. */
public final class MqttCases implements CaseRunner {
    private static final int MAX_OBSERVATION_BYTES = 4096;

    @Override public String protocol() { return "mqtt"; }

    @Override public Outcome run(List<byte[]> reads) {
        var decoder = new ObservationDecoder(MAX_OBSERVATION_BYTES);
        var reports = new ArrayList<Report>();
        var refused = new ArrayList<String>();
        for (byte[] read : reads) {
            try {
                int blank = blankIn(read);
                var topic = MqttTopic.parse(new String(read, 0, blank, StandardCharsets.UTF_8));
                reports.add(decoder.decode(topic, Arrays.copyOfRange(read, Math.min(blank + 1, read.length), read.length), RECEIVED_AT));
            } catch (MalformedFrame malformed) {
                refused.add(malformed.reason());
            }
        }
        return new Outcome(List.of(), reports, refused, 0);
    }

    private static int blankIn(byte[] read) {
        int at = 0;
        while (at < read.length && read[at] != ' ')
            at++;
        return at;
    }
}
