package onemap.journal.history;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import onemap.domain.LonLat;
import onemap.domain.ObservedProperty;
import onemap.domain.Report;
import onemap.journal.disk.EpochNanos;
import onemap.journal.disk.Sqlite;
import org.sqlite.SQLiteErrorCode;

/**
 * The writing end of one day's file. Belongs to one thread.
 * <p>
 * Decided by measurement (10,000 sources, 2 cores, JDK 25, rows per CPU-second):
 * <ul>
 * <li>An index on (source, observed_at) kept while inserting costs ten times the insert (batches of 1000: 500,000 → 56,000), since every row
 * touches another page. So positions get theirs when the day is over ({@link DayIndexer}), and today's are found by a scan. Readings come a hundred
 * times more rarely and are looked at far more often: theirs is kept.
 * <li>64 rows a statement instead of one in a batch: 520,000 → 570,000. Pages of 16 KiB instead of 4: → 700,000.
 * <li>Floating point and nanoseconds as told, instead of scaled integers: 5 % slower, 64 bytes a row instead of 47. What is read is then exactly
 * what was told, and no unit is hidden in a number.
 * </ul>
 */
final class DayFile implements AutoCloseable {
    static final int PAGE_BYTES = 16 * 1024;
    private static final int VERSION = 1;
    private static final int ROWS_TOGETHER = 64;
    private static final int POSITION_COLUMNS = 12;
    /** Names of sources kept in heap; a full map is emptied and fills itself again from the table. */
    private static final int MAX_NAMES_IN_HEAP = 200_000;
    /** A damaged file is looked for that long when it is opened; a big sound one is not read to its end. */
    private static final Duration CHECK_TIME = Duration.ofSeconds(1);
    /** A fresh file that replaces a damaged one numbers its rows beyond any the damaged one can have had. */
    private static final int REPLACEMENT_SHIFT = 40;

    private static final List<String> SCHEMA = List.of("""
            CREATE TABLE IF NOT EXISTS source(
                id INTEGER PRIMARY KEY,
                name TEXT NOT NULL UNIQUE)""", """
            CREATE TABLE IF NOT EXISTS property(
                id INTEGER PRIMARY KEY,
                name TEXT NOT NULL,
                unit TEXT NOT NULL,
                UNIQUE(name, unit))""", """
            CREATE TABLE IF NOT EXISTS position(
                n INTEGER PRIMARY KEY,
                source INTEGER NOT NULL,
                observed_at INTEGER NOT NULL,
                received_at INTEGER NOT NULL,
                device_time INTEGER,
                lon_degrees REAL,
                lat_degrees REAL,
                altitude_metres REAL,
                speed_metres_per_second REAL,
                heading_degrees REAL,
                alarm_bits INTEGER NOT NULL,
                flags INTEGER NOT NULL)""", """
            CREATE TABLE IF NOT EXISTS observation(
                n INTEGER PRIMARY KEY,
                source INTEGER NOT NULL,
                property INTEGER NOT NULL,
                value REAL,
                observed_at INTEGER NOT NULL,
                received_at INTEGER NOT NULL,
                device_time INTEGER,
                flags INTEGER NOT NULL)""", """
            CREATE INDEX IF NOT EXISTS observation_by_source
            ON observation(source, property, observed_at)""", """
            CREATE TABLE IF NOT EXISTS camera_status(
                n INTEGER PRIMARY KEY,
                source INTEGER NOT NULL,
                name TEXT NOT NULL,
                lon_degrees REAL,
                lat_degrees REAL,
                stream_url TEXT,
                online INTEGER NOT NULL,
                observed_at INTEGER NOT NULL,
                received_at INTEGER NOT NULL)""");

    private final LocalDate day;
    private final Connection connection;
    private final PreparedStatement insertPositions;
    private final PreparedStatement insertPosition;
    private final PreparedStatement insertObservation;
    private final PreparedStatement insertCamera;
    private final Map<String, Long> sourceIds = new HashMap<>();
    private final Map<ObservedProperty, Long> propertyIds = new HashMap<>();
    private final Report.Position[] positions = new Report.Position[ROWS_TOGETHER];
    private final long[] positionRows = new long[ROWS_TOGETHER];
    private int waitingPositions;
    private boolean waitingObservations;
    private boolean waitingCameras;
    private long row;

    /** Opens or begins the file; damage shows as an exception for which {@link Sqlite#isDamage} holds. */
    DayFile(LocalDate day, DayFiles files) throws SQLException {
        this.day = day;
        connection = open(files.path(day));
        try {
            row = Math.max(lastRow(connection), files.countDamaged(day) << REPLACEMENT_SHIFT);
            connection.setAutoCommit(false);
            String values = "(" + String.join(", ", Collections.nCopies(POSITION_COLUMNS, "?")) + ")";
            insertPosition = connection.prepareStatement("INSERT INTO position VALUES " + values);
            insertPositions = connection
                    .prepareStatement("INSERT INTO position VALUES " + String.join(", ", Collections.nCopies(ROWS_TOGETHER, values)));
            insertObservation = connection.prepareStatement("INSERT INTO observation VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
            insertCamera = connection.prepareStatement("INSERT INTO camera_status VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)");
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    private static Connection open(Path file) throws SQLException {
        var connection = Sqlite.writer(file, PAGE_BYTES);
        try (var statement = connection.createStatement()) {
            check(connection);
            if (statement.executeQuery("PRAGMA user_version").getInt(1) > VERSION)
                throw new SQLException(file.getFileName() + " was written by a newer version of this program");
            for (var sql : SCHEMA)
                statement.execute(sql);
            statement.execute("PRAGMA user_version = " + VERSION);
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    private static void check(Connection connection) throws SQLException {
        try {
            String found = Sqlite.within(CHECK_TIME, connection, c -> {
                try (var statement = c.createStatement()) {
                    return statement.executeQuery("PRAGMA quick_check(1)").getString(1);
                }
            });
            if (!found.equals("ok")) throw new SQLException(found, null, SQLiteErrorCode.SQLITE_CORRUPT.code);
        } catch (SQLException e) {
            if (!Sqlite.hasCode(e, SQLiteErrorCode.SQLITE_INTERRUPT)) throw e; // sound as far as the time went
        }
    }

    static long lastRow(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            return statement.executeQuery("""
                    SELECT max(
                        coalesce((SELECT max(n) FROM position), 0),
                        coalesce((SELECT max(n) FROM observation), 0),
                        coalesce((SELECT max(n) FROM camera_status), 0))""").getLong(1);
        }
    }

    LocalDate day() { return day; }

    /** Number of the last report stored. */
    long row() { return row; }

    /** Durable with the next {@link #commit()}. When either throws, the file must be closed: nothing since the last commit is stored. */
    void store(List<Report> reports) throws SQLException {
        for (var report : reports)
            switch (report) {
                case Report.Position position -> addPosition(position);
                case Report.Observation observation -> addObservation(observation);
                case Report.CameraStatus camera -> addCamera(camera);
                case Report.WarningIssued warning -> throw new IllegalArgumentException(warning.source() + " belongs into the journal");
            }
    }

    /** The same under the number it had before; numbers only grow. */
    void restore(long number, Report report) throws SQLException {
        if (number <= row) throw new SQLException("row " + number + " does not come after row " + row);
        row = number - 1;
        store(List.of(report));
    }

    void commit() throws SQLException {
        flushPositions();
        if (waitingObservations) insertObservation.executeBatch();
        if (waitingCameras) insertCamera.executeBatch();
        waitingObservations = false;
        waitingCameras = false;
        connection.commit();
    }

    private void addPosition(Report.Position position) throws SQLException {
        positions[waitingPositions] = position;
        positionRows[waitingPositions] = ++row;
        if (++waitingPositions == ROWS_TOGETHER) flushPositions();
    }

    private void flushPositions() throws SQLException {
        boolean together = waitingPositions == ROWS_TOGETHER;
        for (int i = 0; i < waitingPositions; i++) {
            if (together) bind(insertPositions, i * POSITION_COLUMNS, positionRows[i], positions[i]);
            else {
                bind(insertPosition, 0, positionRows[i], positions[i]);
                insertPosition.addBatch();
            }
        }
        if (together) insertPositions.executeUpdate();
        else if (waitingPositions > 0) insertPosition.executeBatch();
        waitingPositions = 0;
    }

    private void bind(PreparedStatement insert, int before, long n, Report.Position position) throws SQLException {
        var place = position.place();
        insert.setLong(before + 1, n);
        insert.setLong(before + 2, sourceId(position.source().value()));
        insert.setLong(before + 3, EpochNanos.of(position.observedAt()));
        insert.setLong(before + 4, EpochNanos.of(position.receivedAt()));
        setTime(insert, before + 5, position.deviceTime());
        insert.setDouble(before + 6, place.isPresent() ? place.get().lonDegrees() : Double.NaN); // SQLite stores NaN as NULL
        insert.setDouble(before + 7, place.isPresent() ? place.get().latDegrees() : Double.NaN);
        insert.setDouble(before + 8, position.altitudeMetres());
        insert.setDouble(before + 9, position.speedMetresPerSecond());
        insert.setDouble(before + 10, position.headingDegrees());
        insert.setInt(before + 11, position.alarmBits());
        insert.setInt(before + 12, position.flags().bits());
    }

    private void addObservation(Report.Observation observation) throws SQLException {
        insertObservation.setLong(1, ++row);
        insertObservation.setLong(2, sourceId(observation.source().value()));
        insertObservation.setLong(3, propertyId(observation.property()));
        insertObservation.setDouble(4, observation.value());
        insertObservation.setLong(5, EpochNanos.of(observation.observedAt()));
        insertObservation.setLong(6, EpochNanos.of(observation.receivedAt()));
        setTime(insertObservation, 7, observation.deviceTime());
        insertObservation.setInt(8, observation.flags().bits());
        insertObservation.addBatch();
        waitingObservations = true;
    }

    private void addCamera(Report.CameraStatus camera) throws SQLException {
        insertCamera.setLong(1, ++row);
        insertCamera.setLong(2, sourceId(camera.source().value()));
        insertCamera.setString(3, camera.name());
        insertCamera.setDouble(4, camera.place().map(LonLat::lonDegrees).orElse(Double.NaN));
        insertCamera.setDouble(5, camera.place().map(LonLat::latDegrees).orElse(Double.NaN));
        if (camera.streamUrl().isPresent()) insertCamera.setString(6, camera.streamUrl().get());
        else
            insertCamera.setNull(6, Types.VARCHAR);
        insertCamera.setInt(7, camera.online() ? 1 : 0);
        insertCamera.setLong(8, EpochNanos.of(camera.observedAt()));
        insertCamera.setLong(9, EpochNanos.of(camera.receivedAt()));
        insertCamera.addBatch();
        waitingCameras = true;
    }

    private static void setTime(PreparedStatement insert, int column, Optional<Instant> time) throws SQLException {
        if (time.isPresent()) insert.setLong(column, EpochNanos.of(time.get()));
        else
            insert.setNull(column, Types.INTEGER);
    }

    private long sourceId(String name) throws SQLException {
        var known = sourceIds.get(name);
        if (known != null) return known;
        if (sourceIds.size() == MAX_NAMES_IN_HEAP) sourceIds.clear();
        long id = idOf("SELECT id FROM source WHERE name = ?", "INSERT INTO source(name) VALUES (?) RETURNING id", name);
        sourceIds.put(name, id);
        return id;
    }

    private long propertyId(ObservedProperty property) throws SQLException {
        var known = propertyIds.get(property);
        if (known != null) return known;
        if (propertyIds.size() == MAX_NAMES_IN_HEAP) propertyIds.clear();
        long id = idOf("SELECT id FROM property WHERE name = ? AND unit = ?", "INSERT INTO property(name, unit) VALUES (?, ?) RETURNING id",
                property.name(), property.unit());
        propertyIds.put(property, id);
        return id;
    }

    private long idOf(String find, String insert, String... keys) throws SQLException {
        for (var sql : List.of(find, insert))
            try (var statement = connection.prepareStatement(sql)) {
                for (int i = 0; i < keys.length; i++)
                    statement.setString(i + 1, keys[i]);
                var rows = statement.executeQuery();
                if (rows.next()) return rows.getLong(1);
            }
        throw new SQLException("no id from: " + insert);
    }

    @Override public void close() throws SQLException { connection.close(); }
}
