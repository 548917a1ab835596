package onemap.journal.archive;

import static onemap.journal.Samples.NOON;
import static onemap.journal.Samples.done;
import static onemap.journal.Samples.draft;
import static onemap.journal.Samples.position;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import onemap.domain.Report;
import onemap.journal.Child;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** {@code kill -9} of the server while it records and carries. */
@ExtendWith(NeedsPostgres.class)
class ForwarderKillTest {
    private static final int KILLS = 2;
    private static final int BATCHES_BEFORE_KILL = 40;
    private static final int BATCH = 200;

    @TempDir Path temp;

    /** Records and carries until it is killed; says each batch that is durable. */
    static final class Recording {
        public static void main(String[] arguments) throws Exception {
            var node = new Node(Path.of(arguments[0]), InstantSource.system());
            node.forward(PostgresCluster.settings(arguments[1], Path.of(arguments[2])));
            for (int batch = 0;; batch++) {
                var reports = new ArrayList<Report>();
                for (int i = 0; i < BATCH; i++)
                    reports.add(position("dev" + i, NOON.plusMillis(batch)));
                done(node.history.append(reports));
                done(node.journal.append(List.of(draft(batch))));
                Child.say("batch " + batch);
            }
        }
    }

    @Test void everythingArrivesExactlyOnceThoughTheServerIsKilledInBetween(PostgresCluster cluster) throws Exception {
        String database = cluster.database();
        int acknowledged = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            var out = temp.resolve("out" + kill);
            try (var child = Child.start(out, Recording.class, temp.resolve("data").toString(), cluster.url(database),
                    cluster.passwordFile().toString())) {
                child.awaitLineCount(BATCHES_BEFORE_KILL * (kill + 1));
                child.kill();
                acknowledged += child.lines().size();
            }
        }

        try (var node = new Node(temp.resolve("data"), InstantSource.system())) {
            node.carried(cluster.settings(database));

            long stored = node.reports().size();
            assertThat(stored).isGreaterThanOrEqualTo((long) acknowledged * BATCH);
            try (var connection = cluster.connect(database); var statement = connection.createStatement()) {
                var row = statement.executeQuery("SELECT (SELECT count(*) FROM onemap.position), (SELECT count(*) FROM onemap.entry)");
                row.next();
                assertThat(row.getLong(1)).isEqualTo(stored);
                assertThat(row.getLong(2)).isEqualTo(node.journal.head().seq());
            }
        }
    }
}
