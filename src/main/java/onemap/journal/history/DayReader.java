package onemap.journal.history;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import onemap.domain.Flags;
import onemap.domain.LonLat;
import onemap.domain.ObservedProperty;
import onemap.domain.Report;
import onemap.domain.SourceId;
import onemap.journal.disk.EpochNanos;

/** Reports out of one day's file. Keeps the names it has read, so it belongs to one file and one thread. */
final class DayReader {
    private static final String POSITION = "n, source, observed_at, received_at, device_time, lon_degrees, lat_degrees, altitude_metres, "
            + "speed_metres_per_second, heading_degrees, alarm_bits, flags";
    private static final String OBSERVATION = "n, source, property, value, observed_at, received_at, device_time, flags";
    private static final String CAMERA = "n, source, name, lon_degrees, lat_degrees, stream_url, online, observed_at, received_at";

    private final Map<Long, SourceId> sources = new HashMap<>();
    private final Map<Long, ObservedProperty> properties = new HashMap<>();

    /** Row numbers of a file; they run without gaps. */
    record Rows(long first, long last) {}

    Rows rows(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            long first = statement.executeQuery("""
                    SELECT min(n)
                    FROM (SELECT min(n) AS n FROM position
                          UNION ALL SELECT min(n) FROM observation
                          UNION ALL SELECT min(n) FROM camera_status)""").getLong(1);
            return new Rows(first, DayFile.lastRow(connection));
        }
    }

    /** Reports of {@code first} ≤ row < {@code first + count}, in the order of storing. */
    List<Report> piece(Connection connection, long first, int count) throws SQLException {
        return Arrays.stream(rows(connection, first, count)).filter(Objects::nonNull).toList();
    }

    /** The same with their numbers. */
    List<Tail.Numbered> numbered(Connection connection, LocalDate day, long first, int count) throws SQLException {
        var reports = rows(connection, first, count);
        var numbered = new ArrayList<Tail.Numbered>(count);
        String name = day.toString();
        for (int i = 0; i < count; i++)
            if (reports[i] != null) numbered.add(new Tail.Numbered(new History.Mark(name, first + i), reports[i]));
        return numbered;
    }

    private Report[] rows(Connection connection, long first, int count) throws SQLException {
        var reports = new Report[count];
        fill(reports, connection, "SELECT " + POSITION + " FROM position", first, this::position);
        fill(reports, connection, "SELECT " + OBSERVATION + " FROM observation", first, this::observation);
        fill(reports, connection, "SELECT " + CAMERA + " FROM camera_status", first, this::camera);
        return reports;
    }

    private interface Making<T> {
        T from(Connection connection, ResultSet row) throws SQLException;
    }

    private static void fill(Report[] reports, Connection connection, String selectFrom, long first, Making<Report> making)
            throws SQLException {
        try (var select = connection.prepareStatement(selectFrom + " WHERE n >= ? AND n < ?")) {
            select.setLong(1, first);
            select.setLong(2, first + reports.length);
            for (var rows = select.executeQuery(); rows.next();)
                reports[(int) (rows.getLong(1) - first)] = making.from(connection, rows);
        }
    }

    List<Report.Position> positions(Connection connection, String source, Instant from, Instant to, int limit) throws SQLException {
        try (var select = connection.prepareStatement("SELECT " + POSITION + """

                FROM position
                WHERE source = (SELECT id FROM source WHERE name = ?)
                  AND observed_at >= ? AND observed_at < ?
                ORDER BY observed_at, n
                LIMIT ?""")) {
            select.setString(1, source);
            return list(connection, select, 2, from, to, limit, this::position);
        }
    }

    List<Report.Observation> observations(Connection connection, String source, String property, Instant from, Instant to, int limit)
            throws SQLException {
        try (var select = connection.prepareStatement("SELECT " + OBSERVATION + """

                FROM observation
                WHERE source = (SELECT id FROM source WHERE name = ?)
                  AND property IN (SELECT id FROM property WHERE name = ?)
                  AND observed_at >= ? AND observed_at < ?
                ORDER BY observed_at, n
                LIMIT ?""")) {
            select.setString(1, source);
            select.setString(2, property);
            return list(connection, select, 3, from, to, limit, this::observation);
        }
    }

    private static <T> List<T> list(Connection connection, PreparedStatement select, int next, Instant from, Instant to, int limit,
            Making<T> making) throws SQLException {
        select.setLong(next, EpochNanos.of(from));
        select.setLong(next + 1, EpochNanos.of(to));
        select.setInt(next + 2, limit);
        var found = new ArrayList<T>();
        for (var rows = select.executeQuery(); rows.next();)
            found.add(making.from(connection, rows));
        return found;
    }

    private Report.Position position(Connection connection, ResultSet row) throws SQLException {
        return new Report.Position(source(connection, row.getLong(2)), time(row, 3), time(row, 4), optionalTime(row, 5), place(row, 6),
                number(row, 8), number(row, 9), number(row, 10), row.getInt(11), new Flags(row.getInt(12)));
    }

    private Report.Observation observation(Connection connection, ResultSet row) throws SQLException {
        return new Report.Observation(source(connection, row.getLong(2)), property(connection, row.getLong(3)), number(row, 4),
                time(row, 5), time(row, 6), optionalTime(row, 7), new Flags(row.getInt(8)));
    }

    private Report.CameraStatus camera(Connection connection, ResultSet row) throws SQLException {
        return new Report.CameraStatus(source(connection, row.getLong(2)), row.getString(3), place(row, 4),
                Optional.ofNullable(row.getString(6)), row.getInt(7) != 0, time(row, 8), time(row, 9));
    }

    private static Instant time(ResultSet row, int column) throws SQLException { return EpochNanos.toInstant(row.getLong(column)); }

    private static Optional<Instant> optionalTime(ResultSet row, int column) throws SQLException {
        long nanos = row.getLong(column);
        return nanos == 0 && row.wasNull() ? Optional.empty() : Optional.of(EpochNanos.toInstant(nanos));
    }

    private static Optional<LonLat> place(ResultSet row, int lonColumn) throws SQLException {
        double lon = number(row, lonColumn);
        return Double.isNaN(lon) ? Optional.empty() : Optional.of(new LonLat(lon, row.getDouble(lonColumn + 1)));
    }

    /** NULL is NaN: not told. */
    private static double number(ResultSet row, int column) throws SQLException {
        double value = row.getDouble(column);
        return value == 0 && row.wasNull() ? Double.NaN : value;
    }

    private SourceId source(Connection connection, long id) throws SQLException {
        var known = sources.get(id);
        if (known != null) return known;
        var source = new SourceId(named(connection, "SELECT name FROM source WHERE id = ?", id)[0]);
        sources.put(id, source);
        return source;
    }

    private ObservedProperty property(Connection connection, long id) throws SQLException {
        var known = properties.get(id);
        if (known != null) return known;
        var stored = named(connection, "SELECT name, unit FROM property WHERE id = ?", id);
        var property = ObservedProperty.named(stored[0], stored[1]);
        properties.put(id, property);
        return property;
    }

    private static String[] named(Connection connection, String sql, long id) throws SQLException {
        try (var select = connection.prepareStatement(sql)) {
            select.setLong(1, id);
            var rows = select.executeQuery();
            if (!rows.next()) throw new SQLException("no row of id " + id + " for: " + sql);
            var texts = new String[rows.getMetaData().getColumnCount()];
            for (int i = 0; i < texts.length; i++)
                texts[i] = rows.getString(i + 1);
            return texts;
        }
    }
}
