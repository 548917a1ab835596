package onemap.journal.archive;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import net.postgis.jdbc.PGgeometry;
import net.postgis.jdbc.geometry.Point;
import onemap.domain.Flags;
import onemap.domain.LonLat;
import onemap.domain.ObservedProperty;
import onemap.domain.Report;
import onemap.domain.SourceId;
import onemap.journal.history.History;
import onemap.journal.history.Tail;
import org.postgresql.PGConnection;

/** The reading end of one node's history in the archive. Belongs to one connection. */
final class ReportReader {
    private final Connection connection;
    private final String node;

    ReportReader(Connection connection, String node) throws SQLException {
        this.connection = connection;
        this.node = node;
        connection.unwrap(PGConnection.class).addDataType("geometry", PGgeometry.class);
    }

    /** Days of which anything is there, oldest first. */
    List<LocalDate> days() throws SQLException {
        try (var select = connection.prepareStatement("""
                SELECT day FROM onemap.position WHERE node = ?
                UNION SELECT day FROM onemap.observation WHERE node = ?
                UNION SELECT day FROM onemap.camera_status WHERE node = ?
                ORDER BY day""")) {
            for (int i = 1; i <= 3; i++)
                select.setString(i, node);
            var days = new ArrayList<LocalDate>();
            for (var rows = select.executeQuery(); rows.next();)
                days.add(rows.getObject(1, LocalDate.class));
            return days;
        }
    }

    /** Reports of a day that follow that number, in the order of their numbers; none at its end. */
    List<Tail.Numbered> after(LocalDate day, long n, int most) throws SQLException {
        var found = new TreeMap<Long, Report>();
        long complete = Math.min(read("position", day, n, most, found, this::position),
                Math.min(read("observation", day, n, most, found, this::observation),
                        read("camera_status", day, n, most, found, this::camera)));
        return found.headMap(complete, true)
                .entrySet()
                .stream()
                .map(each -> new Tail.Numbered(new History.Mark(day.toString(), each.getKey()), each.getValue()))
                .toList();
    }

    private interface Making {
        Report from(ResultSet row) throws SQLException;
    }

    /** The number up to which nothing of the table is left out. */
    private long read(String table, LocalDate day, long n, int most, TreeMap<Long, Report> found, Making making) throws SQLException {
        try (var select = select(table, day, n, most)) {
            int count = 0;
            long last = n;
            for (var rows = select.executeQuery(); rows.next(); count++) {
                last = rows.getLong("n");
                found.put(last, making.from(rows));
            }
            return count < most ? Long.MAX_VALUE : last;
        }
    }

    private PreparedStatement select(String table, LocalDate day, long n, int most) throws SQLException {
        var select = connection.prepareStatement("SELECT * FROM onemap." + table + """

                WHERE day = ? AND node = ? AND n > ?
                ORDER BY n
                LIMIT ?""");
        select.setObject(1, day);
        select.setString(2, node);
        select.setLong(3, n);
        select.setInt(4, most);
        return select;
    }

    private Report position(ResultSet row) throws SQLException {
        return new Report.Position(source(row), time(row, "observed_at", "observed_nanos"), time(row, "received_at", "received_nanos"),
                deviceTime(row), place(row), number(row, "altitude_metres"), number(row, "speed_metres_per_second"),
                number(row, "heading_degrees"), row.getInt("alarm_bits"), new Flags(row.getInt("flags")));
    }

    private Report observation(ResultSet row) throws SQLException {
        return new Report.Observation(source(row), ObservedProperty.named(row.getString("property"), row.getString("unit")),
                number(row, "value"), time(row, "observed_at", "observed_nanos"), time(row, "received_at", "received_nanos"),
                deviceTime(row), new Flags(row.getInt("flags")));
    }

    private Report camera(ResultSet row) throws SQLException {
        return new Report.CameraStatus(source(row), row.getString("name"), place(row), Optional.ofNullable(row.getString("stream_url")),
                row.getBoolean("online"), time(row, "observed_at", "observed_nanos"), time(row, "received_at", "received_nanos"));
    }

    private static SourceId source(ResultSet row) throws SQLException { return new SourceId(row.getString("source")); }

    private static Instant time(ResultSet row, String column, String nanos) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant().plusNanos(row.getShort(nanos));
    }

    private static Optional<Instant> deviceTime(ResultSet row) throws SQLException {
        return Optional.ofNullable(row.getObject("device_time")).isEmpty()
                ? Optional.empty()
                : Optional.of(time(row, "device_time", "device_nanos"));
    }

    /** NULL is NaN: not told. */
    private static double number(ResultSet row, String column) throws SQLException {
        double value = row.getDouble(column);
        return row.wasNull() ? Double.NaN : value;
    }

    private static Optional<LonLat> place(ResultSet row) throws SQLException {
        return Optional.ofNullable((PGgeometry) row.getObject("place"))
                .map(stored -> (Point) stored.getGeometry())
                .map(point -> new LonLat(point.getX(), point.getY()));
    }
}
