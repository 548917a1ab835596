package onemap.journal.archive;

import static onemap.journal.Samples.NOON;
import static onemap.journal.Samples.barePosition;
import static onemap.journal.Samples.done;
import static onemap.journal.Samples.level;
import static onemap.journal.Samples.position;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import onemap.journal.Draft;
import onemap.journal.Samples.HandClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What a GIS sees. */
@ExtendWith(NeedsPostgres.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ViewsTest {
    private static final List<String> VIEWS = List.of("shelters", "teams", "risk_points", "tracks", "track_points", "observations",
            "warnings",
            "alarms");

    private final HandClock clock = new HandClock();
    @TempDir Path temp;
    private Optional<String> filled = Optional.empty();

    private static Draft row(String register, String id, String more, String coordinates) {
        return Draft.of("loader", "register.put", "site:" + id, """
                {"type":"Feature","properties":{"register":"%s","id":"%s","name":"望海%s","town":"城关街道"%s},
                 "geometry":{"type":"Point","coordinates":%s}}""".formatted(register, id, id, more, coordinates))
                .withSealed("{\"keeper\":{\"name\":\"赵书记\",\"phone\":\"13900990001\"}}");
    }

    private static final String WARNING = """
            {"alert":{"profile":"12379","identifier":"w1","sender":"33109941600000","sent":"2026-07-18T10:00:00Z","status":"ACTUAL","messageType":"ALERT",
             "scope":"Public","note":"","references":[],"infos":[{"language":"zh-CN","event":"台风","level":"RED","expires":"2026-07-19T10:00:00Z",
             "headline":"台风红色预警","areas":[{"description":"望海县","polygons":[[{"lonDegrees":121.0,"latDegrees":29.0},{"lonDegrees":122.0,"latDegrees":29.0},
             {"lonDegrees":122.0,"latDegrees":30.0},{"lonDegrees":121.0,"latDegrees":29.0}]],
             "circles":[{"centre":{"lonDegrees":123.5,"latDegrees":29.5},"radiusMetres":1000.0}],"divisionCodes":[],"geocodes":[]}]}]},
             "receivedAt":"2026-07-18T10:00:01Z"}""";

    private static String alarm(String state, double value) {
        return """
                {"id":"threshold.mqtt:river.1","rule":"threshold","objectId":"mqtt:river","objectName":"望海站","place":{"lonDegrees":121.5,"latDegrees":29.2},
                 "severity":"RED","property":"waterLevel","value":%s,"limit":4.5,"unit":"m","raisedAt":"2026-07-18T11:00:00Z",
                 "observedAt":"2026-07-18T11:00:00Z","adviceKey":"a","state":"%s","acknowledgement":null,"returnedAt":null,"version":1}"""
                .formatted(value, state);
    }

    private String filled(PostgresCluster cluster) throws Exception {
        if (filled.isPresent()) return filled.get(); // nobody changes it
        String database = cluster.database();
        filled = Optional.of(database);
        try (var node = new Node(temp, clock)) {
            done(node.journal.append(List.of(
                    row("shelters", "s1", ",\"tier\":\"county\",\"capacityPersons\":609,\"beds\":182,\"generator\":true",
                            "[121.52242,29.2124]"),
                    row("shelters", "s2", "", "[121.6,29.3]"),
                    row("shelters", "s1", ",\"tier\":\"town\",\"capacityPersons\":700", "[121.53,29.22]"),
                    row("teams", "t1", ",\"strengthPersons\":55,\"sources\":[\"jt808:1\"]", "[121.5,29.2]"),
                    row("riskPoints", "r1", ",\"list\":\"FLASH_FLOOD\",\"threatenedPersons\":52", "[121.52,29.28]"),
                    row("stations", "river", ",\"sources\":[\"mqtt:river\"]", "[121.51,29.25]"),
                    Draft.of("feed:cap", "warning.received", "cap:w1", WARNING),
                    Draft.of("feed:cap", "warning.received", "cap:w2",
                            WARNING.replace("\"lonDegrees\":121.0", "\"lonDegrees\":null").replace("\"w1\"", "\"w2\"")),
                    Draft.of("rule:threshold", "alarm.raised", "mqtt:river", alarm("ACTIVE", 4.6)),
                    Draft.of("rule:threshold", "alarm.changed", "mqtt:river", alarm("ACTIVE", 5.2)),
                    Draft.of("console", "register.put", "site:odd", "{\"properties\":{\"register\":\"shelters\",\"name\":\"\\u0000\"}}"))));
            done(node.history.append(List.of(position("1", NOON), position("1", NOON.plusSeconds(60)), position("1", NOON.minusSeconds(60)),
                    barePosition("2", NOON), level("river", 5.2, NOON), level("nowhere", 1, NOON))));
            node.carried(cluster.settings(database));
        }
        return database;
    }

    private static List<List<String>> rows(PostgresCluster cluster, String database, String select) throws SQLException {
        try (var connection = cluster.connect(database); var statement = connection.createStatement()) {
            var found = new ArrayList<List<String>>();
            for (var row = statement.executeQuery(select); row.next();) {
                var values = new ArrayList<String>();
                for (int i = 1; i <= row.getMetaData().getColumnCount(); i++)
                    values.add(String.valueOf(row.getString(i)));
                found.add(values);
            }
            return found;
        }
    }

    @Test void eachViewHasAUniqueIdAndOneGeometryInWgs84AndNothingPersonal(PostgresCluster cluster) throws Exception {
        String database = filled(cluster);

        for (String view : VIEWS) {
            assertThat(rows(cluster, database,
                    "SELECT srid, coord_dimension FROM geometry_columns WHERE f_table_schema = 'onemap' AND f_table_name = '" + view
                            + "'"))
                    .as(view)
                    .containsExactly(List.of("4326", "2"));
            assertThat(rows(cluster, database, "SELECT count(*) = count(DISTINCT id), count(*) > 0 FROM onemap." + view)).as(view)
                    .containsExactly(
                            List.of("t", "t"));
            assertThat(rows(cluster, database, "SELECT count(*) FROM onemap." + view + " AS row WHERE row::text ~ '赵书记|13900990001'"))
                    .containsExactly(
                            List.of("0"));
        }
    }

    @Test void aRegisterShowsTheRowEnteredLast(PostgresCluster cluster) throws Exception {
        assertThat(rows(cluster, filled(cluster),
                "SELECT id, name, tier, capacity_persons, ST_AsText(place) FROM onemap.shelters ORDER BY id"))
                .containsExactly(List.of("site:s1", "望海s1", "town", "700", "POINT(121.53 29.22)"),
                        List.of("site:s2", "望海s2", "null", "null", "POINT(121.6 29.3)"));
    }

    @Test void aTrackIsWhereTheDeviceWasLastUnderItsRegisteredName(PostgresCluster cluster) throws Exception {
        assertThat(rows(cluster, filled(cluster), "SELECT id, name, observed_at AT TIME ZONE 'UTC', ST_X(place) FROM onemap.tracks"))
                .containsExactly(List.of("jt808:1", "望海t1", "2026-07-18 12:01:00.123456", "121.512345"));
    }

    @Test void aReadingStandsAtItsStation(PostgresCluster cluster) throws Exception {
        assertThat(rows(cluster, filled(cluster), "SELECT station, value, unit, ST_AsText(place) FROM onemap.observations ORDER BY value"))
                .containsExactly(List.of("mqtt:nowhere", "1", "m", "null"), List.of("望海river", "5.2", "m", "POINT(121.51 29.25)"));
    }

    @Test void aWarningHasItsPolygonsAndCirclesAndOneThatIsNoneLeavesTheOthersReadable(PostgresCluster cluster) throws Exception {
        assertThat(rows(cluster, filled(cluster),
                "SELECT id, level, headline, ST_NumGeometries(area), ST_IsValid(area) FROM onemap.warnings ORDER BY id"))
                .containsExactly(List.of("cap:w1", "RED", "台风红色预警", "2", "t"), List.of("cap:w2", "RED", "台风红色预警", "null", "null"));
    }

    @Test void anAlarmIsAsItWasToldLast(PostgresCluster cluster) throws Exception {
        assertThat(rows(cluster, filled(cluster), "SELECT object_name, value, limit_value, state FROM onemap.alarms"))
                .containsExactly(List.of("望海站", "5.2", "4.5", "ACTIVE"));
    }

    @Test void aDayHasPartitionsWithTheirIndexes(PostgresCluster cluster) throws Exception { assertThat(rows(cluster, filled(cluster),
            """
                    SELECT count(*) FILTER (WHERE indexdef LIKE '%USING brin (observed_at)'), count(*) FILTER (WHERE indexdef LIKE '%USING gist (place)')
                    FROM pg_indexes
                    WHERE schemaname = 'onemap' AND tablename = 'position_20260718'"""))
            .containsExactly(List.of("1", "1")); }
}
