package onemap.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.random.RandomGenerator;
import onemap.journal.ChainCheck;
import onemap.journal.Entry;
import onemap.journal.disk.DataFolder;
import onemap.journal.history.History;
import onemap.journal.history.HistorySettings;
import onemap.journal.JournalSettings;
import onemap.journal.history.SqliteHistory;
import onemap.journal.SqliteJournal;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole server under load is killed as by {@code kill -9} at random moments, again and again on one data folder. The promise: HTTP 2xx, answers to
 * officers, MQTT PUBACK, 0x8001 to 0x0704 and to 0x0200 with alarm bits come after the disk. So whatever was answered is there, every time, once, and under
 * the name of who did it; how many kills stands in the system property {@code onemap.kills}.
 */
@Tag("kill")
class KillTest {
    private static final int KILLS = Integer.getInteger("onemap.kills", 20);
    private static final int MOST_ANSWERS = 400;
    private static final long SEED = 20260718;
    private static final JournalSettings JOURNAL = new JournalSettings(1 << 24, 5_000, 2, 60_000, "SHA-256");
    private static final HistorySettings HISTORY = new HistorySettings(3650, 1L << 40, 5, 100_000, 5_000, 2, 60_000);

    @TempDir Path temp;
    private final Acknowledged acknowledged = new Acknowledged();
    private final Instant start = InstantSource.system().instant().truncatedTo(ChronoUnit.SECONDS).minus(Duration.ofDays(100));
    private final Set<String> checkedKeys = new HashSet<>();
    private final Deeds deeds = new Deeds();

    @Test void nothingAnsweredIsLostWhenTheServerIsKilledAtRandomMoments() throws Exception {
        var random = new Random(SEED);
        var gauges = gauges();
        var watched = gauges.getFirst();
        var data = temp.resolve("data");
        var load = new Load(acknowledged, start, watched.station(), watched.limit());
        var officers = new OfficersLoad(data, acknowledged, deeds, start, gauges.subList(1, 4));

        // so that kills meet checkpoints and seals too
        var server = TestServer.start(data, "--set", "checkpointSeconds=1", "--set", "audit.everySeconds=1", "--set",
                "feeds.cameras.admission=any");
        try {
            for (int kill = 1; kill <= KILLS; kill++) {
                String when = "after kill " + kill + ", seed " + SEED;
                officers.begin(server);
                load.begin(server);
                acknowledged.awaitAnswers(1 + random.nextInt(MOST_ANSWERS), Duration.ofSeconds(120));
                server.kill9();
                load.awaitEnd();
                officers.awaitEnd();
                acknowledged.failIfFaulty();
                var wreck = Wreck.of(data, temp.resolve("copy" + kill));
                wreck.assertSound(when);
                deeds.assertRecorded(wreck.entries(when), when);
                server = server.restart();
                assertPictureHoldsWhatWasAnswered(server.web(), kill, watched.station());
                deeds.askAgain(server);
                deeds.assertShown(server, when);
                deeds.assertRepeatsAreToldTheSame(server, when);
            }
        } finally {
            server.close();
        }
        assertDiskHoldsWhatWasAnswered();
        System.out.println(KILLS + " kills, " + acknowledged.answers() + " answers (" + acknowledged.reports().size() + " reports, "
                + acknowledged.warnings().size() + " warnings, " + acknowledged.taken().size() + " alarms taken, " + deeds.size()
                + " deeds of officers), none lost; seed " + SEED);
    }

    private static List<OfficersLoad.Gauge> gauges() throws IOException {
        var gauges = new ArrayList<OfficersLoad.Gauge>();
        for (JsonNode station : Web.JSON.readTree(Path.of("config", "thresholds.json").toFile()).path("stations"))
            if (station.at("/levels/yellow").isNumber() && station.path("property").asText().equals("waterLevel"))
                gauges.add(new OfficersLoad.Gauge(station.path("station").asText(), station.at("/levels/yellow").asDouble()));
        return gauges;
    }

    private void assertPictureHoldsWhatWasAnswered(Web web, int kill, String gauge) {
        acknowledged.newest().forEach((id, observedAt) -> {
            String kind = id.startsWith("jt808:") ? "tracks" : id.startsWith("mqtt:") ? "stations" : "cameras";
            var feature = web.item(kind, id).body();
            assertThat(feature.at("/properties/observedAt").asText()).as("%s after kill %d, seed %d", id, kill, SEED).isNotEmpty();
            assertThat(Instant.parse(feature.at("/properties/observedAt").asText())).as("%s after kill %d, seed %d", id, kill, SEED)
                    .isAfterOrEqualTo(observedAt);
            if (kind.equals("tracks")) assertStandsWhereItWasThen(feature);
        });
        var warnings = web.items("warnings");
        assertThat(warnings.keySet()).as("after kill %d, seed %d", kill, SEED).containsAll(acknowledged.warnings());
        assertThat(warnings.values()).extracting(warning -> warning.at("/properties/state").asText())
                .as("none is over")
                .containsOnly("active");
        acknowledged.taken().forEach((key, taken) -> {
            if (checkedKeys.add(key))
                assertThat(web.acknowledge(taken.alarm(), key, "{}").body()).as("%s after kill %d, seed %d", key, kill, SEED)
                        .isEqualTo(taken.answer());
        });
        assertTakenAlarmsAreTaken(web, kill, gauge);
    }

    private void assertStandsWhereItWasThen(JsonNode track) {
        long n = Duration.between(start, Instant.parse(track.at("/properties/observedAt").asText())).toSeconds();
        assertThat(track.at("/geometry/coordinates/0").asDouble()).isEqualTo(Load.lonDegrees(n), within(1e-6));
    }

    private void assertTakenAlarmsAreTaken(Web web, int kill, String gauge) {
        var alarms = web.alarms().stream().filter(alarm -> alarm.at("/properties/objectId").asText().equals(gauge)).toList();
        assertThat(alarms).as("one alarm of a station after kill %d", kill).hasSizeLessThanOrEqualTo(1);
        for (var alarm : alarms) {
            boolean taken = acknowledged.taken().values().stream().anyMatch(each -> each.alarm().equals(alarm.path("id").asText()));
            if (taken) assertThat(alarm.at("/properties/acknowledged").asBoolean()).as("after kill %d, seed %d", kill, SEED).isTrue();
        }
    }

    /** Every single answer, not only the newest of each object. */
    private void assertDiskHoldsWhatWasAnswered() {
        var keys = new HashSet<String>();
        var warnings = new HashSet<String>();
        var reports = new HashSet<Acknowledged.Told>();
        try (var folder = DataFolder.open(temp.resolve("data"));
                var journal = new SqliteJournal(folder, JOURNAL, InstantSource.system(), RandomGenerator.of("L64X128MixRandom"));
                var history = new SqliteHistory(folder, HISTORY, InstantSource.system())) {
            var entries = new ArrayList<Entry>();
            journal.replay(1, entry -> {
                entries.add(entry);
                entry.idempotencyKey().ifPresent(keys::add);
                if (entry.kind().equals("warning.received")) warnings.add(entry.object());
            });
            history.replay(History.Mark.START, report -> reports.add(new Acknowledged.Told(report.source().value(), report.observedAt())));
            assertThat(journal.verifyAll()).isInstanceOf(ChainCheck.Sound.class);
            deeds.assertRecorded(entries, "at the end");
        }
        assertThat(keys).containsAll(acknowledged.taken().keySet());
        assertThat(warnings).containsAll(acknowledged.warnings());
        assertThat(reports).containsAll(acknowledged.reports());
    }
}
