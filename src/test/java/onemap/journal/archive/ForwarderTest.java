package onemap.journal.archive;

import static onemap.journal.Samples.NOON;
import static onemap.journal.Samples.barePosition;
import static onemap.journal.Samples.camera;
import static onemap.journal.Samples.done;
import static onemap.journal.Samples.draft;
import static onemap.journal.Samples.level;
import static onemap.journal.Samples.position;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import onemap.domain.Report;
import onemap.journal.Samples.HandClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(NeedsPostgres.class)
class ForwarderTest {
    private static final int POSITIONS = 50_000;
    private static final int BATCH = 1000;
    private static final int ENTRIES = 3000;

    private final HandClock clock = new HandClock();
    @TempDir Path temp;

    private static long count(PostgresCluster cluster, String database, String select) throws SQLException {
        try (var connection = cluster.connect(database); var statement = connection.createStatement()) {
            var row = statement.executeQuery(select);
            row.next();
            return row.getLong(1);
        }
    }

    private static void execute(PostgresCluster cluster, String database, String sql) throws SQLException {
        try (var connection = cluster.connect(database); var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Test void everythingArrivesExactlyOnceThoughTheDatabaseIsKilledInBetween(PostgresCluster cluster) throws Exception {
        String database = cluster.database();
        try (var node = new Node(temp, clock); var forwarder = node.forward(cluster.settings(database))) {
            for (int from = 0; from < POSITIONS; from += BATCH) {
                var batch = new ArrayList<Report>();
                for (int i = from; i < from + BATCH; i++)
                    batch.add(position("dev" + i % 500, NOON.plusMillis(i)));
                done(node.history.append(batch));
                done(node.journal.append(IntStream.range(0, ENTRIES * BATCH / POSITIONS).mapToObj(i -> draft(i)).toList()));
                if (from == POSITIONS / 4 || from == POSITIONS / 2) {
                    Node.eventually(() -> forwarder.state().up(), () -> forwarder.state().line());
                    cluster.kill();
                }
                if (from == POSITIONS / 4 + 3 * BATCH || from == POSITIONS / 2 + 3 * BATCH) cluster.startServer();
                if (from == POSITIONS * 3 / 4) clock.advance(Duration.ofDays(1)); // a second file, a second partition
            }

            Node.waitUntilCarried(forwarder);

            assertThat(count(cluster, database, "SELECT count(*) FROM onemap.position")).isEqualTo(POSITIONS);
            assertThat(count(cluster, database, "SELECT count(DISTINCT observed_at) FROM onemap.position")).isEqualTo(POSITIONS);
            assertThat(count(cluster, database, "SELECT count(*) FROM onemap.entry")).isEqualTo(ENTRIES);
            assertThat(count(cluster, database, "SELECT count(*) FROM onemap.tracks")).isEqualTo(500);
            assertThat(forwarder.state().conflicts()).isEmpty();
            assertThat(forwarder.holds(node.journal.node(), ENTRIES)).isTrue();
            assertThat(forwarder.holds(node.journal.node(), ENTRIES + 1)).isFalse();
        }
    }

    @Test void rowsThatAreThereAlreadyAreNotDoubledWhenTheArchiveForgetsHowFarItCame(PostgresCluster cluster) throws Exception {
        String database = cluster.database();
        try (var node = new Node(temp, clock)) {
            done(node.history.append(List.of(position("1", NOON), level("river", 3.5, NOON), camera("c", Optional.empty(), NOON),
                    barePosition("2", NOON))));
            node.carried(cluster.settings(database));
            execute(cluster, database, "UPDATE onemap.forwarder SET day = NULL, n = 0");

            node.carried(cluster.settings(database));

            assertThat(count(cluster, database, "SELECT count(*) FROM onemap.position")).isEqualTo(2);
            assertThat(count(cluster, database, "SELECT count(*) FROM onemap.observation")).isEqualTo(1);
            assertThat(count(cluster, database, "SELECT count(*) FROM onemap.camera_status")).isEqualTo(1);
        }
    }

    @Test void anEntryThatSomebodyPutIntoTheArchiveIsShownAndNotWrittenOver(PostgresCluster cluster) throws Exception {
        String database = cluster.database();
        try (var node = new Node(temp, clock)) {
            done(node.journal.append(List.of(draft(1), draft(2))));
            node.carried(cluster.settings(database));
            execute(cluster, database, "UPDATE onemap.entry SET hash = decode(repeat('ab', 32), 'hex') WHERE seq = 2");
            done(node.journal.append(List.of(draft(3))));

            try (var forwarder = node.forward(cluster.settings(database))) {
                Node.eventually(() -> !forwarder.state().conflicts().isEmpty(), () -> forwarder.state().line());

                assertThat(forwarder.state().conflicts().getFirst()).contains("entry 2 of node " + node.journal.node());
                assertThat(forwarder.state().lagEntries()).isPositive();
                assertThat(forwarder.holds(node.journal.node(), 2)).isFalse();
            }
            assertThat(count(cluster, database, "SELECT count(*) FROM onemap.entry")).isEqualTo(2);
        }
    }

    @Test void nothingWaitsForAnArchiveThatNeverAnswers(PostgresCluster cluster) throws Exception {
        try (var deaf = new ServerSocket(0, 50, InetAddress.getLoopbackAddress()); var node = new Node(temp, clock)) {
            var settings = cluster.settings("any").at("jdbc:postgresql://127.0.0.1:" + deaf.getLocalPort() + "/any", "nobody", "");
            var forwarder = node.forward(settings);

            done(node.journal.append(List.of(draft(1))));
            done(node.history.append(List.of(position("1", NOON))));
            Node.eventually(() -> forwarder.state().problem().contains("cannot be reached"), () -> forwarder.state().line());

            assertThat(forwarder.state().up()).isFalse();
            assertThat(forwarder.state().lagEntries()).isEqualTo(1);
            assertThat(forwarder.state().lagReports()).isEqualTo(1);
            long from = System.nanoTime();
            forwarder.close();
            assertThat(Duration.ofNanos(System.nanoTime() - from)).isLessThan(Duration.ofSeconds(5));
        }
    }

    private String problem(ArchiveSettings settings) {
        try (var node = new Node(temp, clock); var forwarder = node.forward(settings)) {
            Node.eventually(() -> forwarder.state().problem().startsWith("archive "), () -> forwarder.state().line());
            return forwarder.state().problem();
        }
    }

    @Test void aWrongPasswordIsToldInOneLine(PostgresCluster cluster) throws Exception {
        String database = cluster.database();
        var file = Files.writeString(temp.resolveSibling(temp.getFileName() + ".password"), "wrong\n");

        String problem = problem(cluster.settings(database).at(cluster.url(database), PostgresCluster.USER, file.toString()));

        assertThat(problem).contains("user keeper is refused", "archive.passwordFile", "口令错误")
                .doesNotContain("wrong\n", PostgresCluster.PASSWORD, "\n");
        Files.delete(file);
    }

    @Test void aMissingPasswordIsToldInOneLine(PostgresCluster cluster) {
        assertThat(problem(cluster.settings("x").at(cluster.url("x"), PostgresCluster.USER, ""))).contains("user keeper is refused")
                .doesNotContain("\n");
    }

    @Test void aPasswordFileThatIsNotThereIsToldInOneLine(PostgresCluster cluster) {
        assertThat(problem(cluster.settings("x").at(cluster.url("x"), PostgresCluster.USER, temp.resolve("none").toString())))
                .contains("cannot be read 口令文件无法读取")
                .doesNotContain("\n");
    }

    @Test void aDatabaseThatIsNotThereIsToldInOneLine(PostgresCluster cluster) {
        assertThat(problem(cluster.settings("nowhere"))).contains("/nowhere: there is no such database 数据库不存在").doesNotContain("\n");
    }

    @Test void aDatabaseWithoutPostgisIsToldInOneLine(PostgresCluster cluster) throws Exception {
        String database = cluster.databaseWithoutPostgis();
        execute(cluster, database, "CREATE ROLE plain LOGIN PASSWORD '" + PostgresCluster.PASSWORD + "'");

        var settings = cluster.settings(database);

        assertThat(problem(settings.at(settings.url(), "plain", settings.passwordFile()))).contains("CREATE EXTENSION postgis")
                .doesNotContain("\n");
    }
}
