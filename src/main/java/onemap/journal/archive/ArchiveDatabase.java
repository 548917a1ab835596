package onemap.journal.archive;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/** The way to the archive: connections that wait for nothing longer than the settings say, and the schema. Thread-safe. */
final class ArchiveDatabase implements AutoCloseable {
    private static final String SCHEMA = "onemap";
    private static final String MIGRATIONS = "classpath:onemap/journal/archive/schema";
    /** The pool waits longer than the driver, so that it knows what the driver said. */
    private static final long LONGER_MILLIS = 1500;
    private static final long VALIDATION_MILLIS = 1000;

    private final ArchiveSettings settings;
    private final String password;
    private final HikariDataSource pool;
    private volatile Optional<Connection> used = Optional.empty();

    /** Throws {@link ArchiveFailed} when the password cannot be read; connects later. */
    ArchiveDatabase(ArchiveSettings settings) {
        this.settings = settings;
        password = password(settings);
        var config = new HikariConfig();
        config.setPoolName("archive");
        config.setJdbcUrl(settings.url());
        config.setUsername(settings.user());
        config.setPassword(password);
        config.setAutoCommit(false);
        config.setMaximumPoolSize(settings.connections());
        config.setMinimumIdle(0);
        config.setInitializationFailTimeout(-1);
        config.setConnectionTimeout(settings.connect().toMillis() + LONGER_MILLIS);
        config.setValidationTimeout(VALIDATION_MILLIS);
        properties(settings).forEach(config::addDataSourceProperty);
        pool = new HikariDataSource(config);
    }

    private static String password(ArchiveSettings settings) {
        if (settings.passwordFile().isEmpty()) return "";
        var file = Path.of(settings.passwordFile());
        try (var lines = Files.newBufferedReader(file)) {
            return Optional.ofNullable(lines.readLine()).orElse("");
        } catch (IOException e) {
            throw ArchiveFailed.ofPasswordFile(settings, file, e);
        }
    }

    private static Map<String, String> properties(ArchiveSettings settings) {
        var properties = new HashMap<String, String>();
        properties.put("ApplicationName", "onemap");
        properties.put("connectTimeout", seconds(settings.connect().toSeconds()));
        properties.put("loginTimeout", seconds(settings.connect().toSeconds()));
        properties.put("socketTimeout", seconds(settings.answer().toSeconds()));
        properties.put("tcpKeepAlive", "true");
        properties.put("reWriteBatchedInserts", "true");
        properties.put("logServerErrorDetail", "false"); // messages go to the log and to /healthz: no values of rows in them
        return properties;
    }

    /** To the driver 0 is for ever. */
    private static String seconds(long seconds) { return Long.toString(Math.max(1, seconds)); }

    /** Something done in one transaction. */
    interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    /** All or nothing; throws {@link ArchiveFailed} when the database refuses or does not answer: then whether it was done is asked anew. */
    <T> T transact(Work<T> work) {
        try (var connection = pool.getConnection()) {
            used = Optional.of(connection);
            try {
                T done = work.on(connection);
                connection.commit();
                return done;
            } catch (SQLException | RuntimeException e) {
                undo(connection);
                throw e;
            }
        } catch (SQLException e) {
            throw ArchiveFailed.of(settings, e);
        } finally {
            used = Optional.empty();
        }
    }

    /** On a broken connection the database does it. */
    private static void undo(Connection connection) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            // what broke it is told
        }
    }

    /** PostGIS and the tables are there afterwards, as this program knows them. */
    void prepare() {
        transact(this::requirePostgis);
        try {
            Flyway.configure(ArchiveDatabase.class.getClassLoader())
                    .dataSource(settings.url(), settings.user(), password)
                    .jdbcProperties(properties(settings))
                    .schemas(SCHEMA)
                    .locations(MIGRATIONS)
                    .load()
                    .migrate();
        } catch (FlywayException e) {
            throw ArchiveFailed.of(settings, e);
        }
    }

    private Void requirePostgis(Connection connection) throws SQLException {
        if (exists(connection, "SELECT 1 FROM pg_extension WHERE extname = 'postgis'")) return null;
        if (!exists(connection, "SELECT 1 FROM pg_available_extensions WHERE name = 'postgis'"))
            throw new ArchiveFailed(settings, "this PostgreSQL has no PostGIS: install it (Debian: postgresql-15-postgis-3) 未安装 PostGIS");
        try (var statement = connection.createStatement()) {
            statement.execute("CREATE EXTENSION postgis");
            return null;
        } catch (SQLException e) {
            throw new ArchiveFailed(settings,
                    "the database has no PostGIS: let its administrator run CREATE EXTENSION postgis in it 数据库未启用 PostGIS");
        }
    }

    /** Whether a node ever carried anything here. */
    boolean hasTables() {
        return transact(connection -> exists(connection, "SELECT 1 WHERE to_regclass('onemap.forwarder') IS NOT NULL"));
    }

    private static boolean exists(Connection connection, String select) throws SQLException {
        try (var statement = connection.createStatement()) {
            return statement.executeQuery(select).next();
        }
    }

    /** Ends what is waiting for an answer, from another thread. */
    void abort() {
        used.ifPresent(connection -> {
            try {
                connection.abort(Runnable::run);
            } catch (SQLException e) {
                // it is gone already
            }
        });
    }

    @Override public void close() { pool.close(); }
}
