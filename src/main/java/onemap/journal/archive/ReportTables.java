package onemap.journal.archive;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import onemap.domain.Report;
import onemap.journal.history.History;
import onemap.journal.history.Tail;
import org.postgresql.PGConnection;

/**
 * The writing end of the history in the archive: rows are copied into tables of the session and taken over from there, so that a row that is there
 * already stays. Belongs to one thread.
 */
final class ReportTables {
    private static final List<String> TABLES = List.of("position", "observation", "camera_status");
    private static final int POSITION_COLUMNS = 16;
    private static final int OBSERVATION_COLUMNS = 14;
    private static final int CAMERA_COLUMNS = 14;

    private final String node;
    private final Map<String, CopyRows> rows = Map.of("position", new CopyRows(), "observation", new CopyRows(), "camera_status",
            new CopyRows());
    private final Set<LocalDate> prepared = new HashSet<>();
    private Optional<PGConnection> session = Optional.empty();

    ReportTables(String node) { this.node = node; }

    /** How far the node's history is there; the node is known there afterwards. */
    History.Mark mark(Connection connection) throws SQLException {
        try (var insert = connection.prepareStatement("INSERT INTO onemap.forwarder(node, n) VALUES (?, 0) ON CONFLICT DO NOTHING");
                var select = connection.prepareStatement("SELECT day, n FROM onemap.forwarder WHERE node = ?")) {
            insert.setString(1, node);
            insert.executeUpdate();
            select.setString(1, node);
            var row = select.executeQuery();
            row.next();
            return new History.Mark(Optional.ofNullable(row.getObject(1, LocalDate.class)).map(LocalDate::toString).orElse(""),
                    row.getLong(2));
        }
    }

    /** Reports of one day, in order; how far it came is kept with them. */
    History.Mark add(Connection connection, List<Tail.Numbered> reports) throws SQLException {
        var mark = reports.getLast().at();
        var day = LocalDate.parse(mark.day());
        prepare(connection, day);
        rows.values().forEach(CopyRows::clear);
        for (var each : reports)
            switch (each.report()) {
                case Report.Position position -> add(day, each.at().row(), position);
                case Report.Observation observation -> add(day, each.at().row(), observation);
                case Report.CameraStatus camera -> add(day, each.at().row(), camera);
                case Report.WarningIssued warning -> throw new IllegalArgumentException(warning.source() + " belongs into the journal");
            }
        for (String table : TABLES)
            take(connection, table);
        keep(connection, day, mark.row());
        return mark;
    }

    private void prepare(Connection connection, LocalDate day) throws SQLException {
        var now = connection.unwrap(PGConnection.class);
        boolean known = session.filter(one -> one == now).isPresent();
        try (var statement = connection.createStatement()) {
            if (!known)
                for (String table : TABLES)
                statement.execute("CREATE TEMPORARY TABLE IF NOT EXISTS incoming_" + table + " (LIKE onemap." + table
                        + ") ON COMMIT DELETE ROWS");
        }
        if (known && prepared.contains(day)) return;
        try (var select = connection.prepareStatement("SELECT onemap.prepare_day(?)")) {
            select.setObject(1, day);
            select.execute();
        }
        if (!known) prepared.clear();
        session = Optional.of(now);
        prepared.add(day);
    }

    private void add(LocalDate day, long n, Report.Position position) {
        common(rows.get("position"), POSITION_COLUMNS, day, n, position).time(position.deviceTime())
                .nanos(position.observedAt())
                .nanos(position.receivedAt())
                .nanos(position.deviceTime().orElse(Instant.EPOCH))
                .int32(position.flags().bits())
                .int32(position.alarmBits())
                .number(position.altitudeMetres())
                .number(position.speedMetresPerSecond())
                .number(position.headingDegrees())
                .place(position.place());
    }

    private void add(LocalDate day, long n, Report.Observation observation) {
        common(rows.get("observation"), OBSERVATION_COLUMNS, day, n, observation).time(observation.deviceTime())
                .nanos(observation.observedAt())
                .nanos(observation.receivedAt())
                .nanos(observation.deviceTime().orElse(Instant.EPOCH))
                .int32(observation.flags().bits())
                .text(observation.property().name())
                .text(observation.property().unit())
                .number(observation.value());
    }

    private void add(LocalDate day, long n, Report.CameraStatus camera) {
        common(rows.get("camera_status"), CAMERA_COLUMNS, day, n, camera).time(Optional.empty())
                .nanos(camera.observedAt())
                .nanos(camera.receivedAt())
                .nanos(Instant.EPOCH)
                .text(camera.name())
                .bool(camera.online())
                .text(camera.streamUrl())
                .place(camera.place());
    }

    private CopyRows common(CopyRows row, int columns, LocalDate day, long n, Report report) {
        return row.row(columns)
                .day(day)
                .text(node)
                .int64(n)
                .text(report.source().value())
                .time(report.observedAt())
                .time(report.receivedAt());
    }

    private void take(Connection connection, String table) throws SQLException {
        if (rows.get(table).isEmpty()) return;
        var bytes = rows.get(table).ended();
        var copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn("COPY incoming_" + table + " FROM STDIN (FORMAT binary)");
        try {
            copy.writeToCopy(bytes.array(), 0, bytes.limit());
            copy.endCopy();
        } finally {
            if (copy.isActive()) copy.cancelCopy();
        }
        try (var statement = connection.createStatement()) {
            statement.executeUpdate("INSERT INTO onemap." + table + " SELECT * FROM incoming_" + table + " ON CONFLICT DO NOTHING");
            if (table.equals("position")) statement.executeUpdate("""
                    INSERT INTO onemap.newest_position
                    SELECT DISTINCT ON (source) source, observed_at, received_at, speed_metres_per_second, heading_degrees, place
                    FROM incoming_position
                    WHERE place IS NOT NULL
                    ORDER BY source, observed_at DESC
                    ON CONFLICT (source) DO UPDATE
                    SET observed_at = excluded.observed_at, received_at = excluded.received_at,
                        speed_metres_per_second = excluded.speed_metres_per_second, heading_degrees = excluded.heading_degrees,
                        place = excluded.place
                    WHERE excluded.observed_at > newest_position.observed_at""");
        }
    }

    private void keep(Connection connection, LocalDate day, long n) throws SQLException {
        try (var update = connection.prepareStatement("UPDATE onemap.forwarder SET day = ?, n = ? WHERE node = ?")) {
            update.setObject(1, day);
            update.setLong(2, n);
            update.setString(3, node);
            update.executeUpdate();
        }
    }
}
