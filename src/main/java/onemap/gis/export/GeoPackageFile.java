package onemap.gis.export;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.io.ByteOrderValues;
import org.locationtech.jts.io.WKBWriter;

/** Writes a GeoPackage (OGC 12-128r18): a SQLite file with a table for each layer, in WGS-84. */
final class GeoPackageFile {
    private static final int SRID = 4326;
    /** Table 1: always with milliseconds. */
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
    private static final String WGS84 = "GEOGCS[\"WGS 84\",DATUM[\"WGS_1984\",SPHEROID[\"WGS 84\",6378137,298.257223563,AUTHORITY[\"EPSG\",\"7030\"]],"
            + "AUTHORITY[\"EPSG\",\"6326\"]],PRIMEM[\"Greenwich\",0],UNIT[\"degree\",0.0174532925199433],AUTHORITY[\"EPSG\",\"4326\"]]";
    /** The tables that every GeoPackage has (annex C), "GPKG" as the application and version 1.3. */
    private static final String[] PREPARED = {"PRAGMA synchronous = OFF", "PRAGMA application_id = 1196444487",
            "PRAGMA user_version = 10300",
            """
                    CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT NOT NULL, srs_id INTEGER NOT NULL PRIMARY KEY, organization TEXT NOT NULL,
                      organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL, description TEXT)""",
            """
                    CREATE TABLE gpkg_contents (table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL, identifier TEXT UNIQUE,
                      description TEXT DEFAULT '', last_change DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')),
                      min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE, srs_id INTEGER,
                      CONSTRAINT fk_gc_r_srs_id FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id))""",
            """
                    CREATE TABLE gpkg_geometry_columns (table_name TEXT NOT NULL, column_name TEXT NOT NULL, geometry_type_name TEXT NOT NULL,
                      srs_id INTEGER NOT NULL, z TINYINT NOT NULL, m TINYINT NOT NULL,
                      CONSTRAINT pk_geom_cols PRIMARY KEY (table_name, column_name), CONSTRAINT uk_gc_table_name UNIQUE (table_name),
                      CONSTRAINT fk_gc_tn FOREIGN KEY (table_name) REFERENCES gpkg_contents(table_name),
                      CONSTRAINT fk_gc_srs FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys (srs_id))""",
            "INSERT INTO gpkg_spatial_ref_sys VALUES ('Undefined Cartesian', -1, 'NONE', -1, 'undefined', NULL)",
            "INSERT INTO gpkg_spatial_ref_sys VALUES ('Undefined geographic', 0, 'NONE', 0, 'undefined', NULL)"};

    private GeoPackageFile() {}

    static void write(Export export, Path file) throws IOException {
        try (Connection db = DriverManager.getConnection("jdbc:sqlite:" + file)) {
            try (Statement statement = db.createStatement()) {
                for (String each : PREPARED)
                    statement.executeUpdate(each);
            }
            db.setAutoCommit(false);
            run(db, "INSERT INTO gpkg_spatial_ref_sys VALUES ('WGS 84', ?, 'EPSG', ?, ?, 'longitude, latitude')", SRID, SRID, WGS84);
            for (Layer layer : export.layers())
                layer(db, layer);
            db.commit();
        } catch (SQLException e) {
            throw new IOException("GeoPackage: " + e.getMessage(), e);
        }
    }

    private static void run(Connection db, String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = db.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++)
                statement.setObject(i + 1, values[i]);
            statement.executeUpdate();
        }
    }

    private static void layer(Connection db, Layer layer) throws SQLException {
        boolean placed = layer.shape() != Layer.Shape.NONE;
        String table = quoted(layer.name());
        String columns = layer.columns()
                .stream()
                .map(column -> ", " + quoted(column.key()) + " " + type(column))
                .collect(Collectors.joining());
        try (Statement statement = db.createStatement()) {
            statement.executeUpdate(
                    "CREATE TABLE " + table + " (fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL" + (placed ? ", geom " + kind(layer) : "")
                            + columns + ")");
        }
        var box = new Envelope();
        layer.rows().forEach(row -> row.place().ifPresent(place -> box.expandToInclude(place.getEnvelopeInternal())));
        boolean empty = box.isNull();
        run(db, "INSERT INTO gpkg_contents (table_name, data_type, identifier, min_x, min_y, max_x, max_y, srs_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                layer.name(), placed ? "features" : "attributes", layer.title(), empty ? null : box.getMinX(), empty ? null : box.getMinY(),
                empty ? null : box.getMaxX(), empty ? null : box.getMaxY(), placed ? SRID : null);
        if (placed) run(db, "INSERT INTO gpkg_geometry_columns VALUES (?, 'geom', ?, ?, 0, 0)", layer.name(), kind(layer), SRID);
        rows(db, layer, table, placed);
    }

    private static void rows(Connection db, Layer layer, String table, boolean placed) throws SQLException {
        int first = placed ? 2 : 1;
        String marks = IntStream.range(0, layer.columns().size() + first - 1).mapToObj(i -> ", ?").collect(Collectors.joining());
        try (PreparedStatement insert = db.prepareStatement("INSERT INTO " + table + " VALUES (NULL" + marks + ")")) {
            for (var row : layer.rows()) {
                if (placed) insert.setBytes(1, row.place().map(place -> blob(place, layer.shape())).orElse(null));
                for (int i = 0; i < row.cells().size(); i++)
                    insert.setObject(first + i, value(row.cells().get(i)));
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    /** Keys of layers and columns are letters, digits and _: {@link Layer} and {@link Column} see to it. */
    private static String quoted(String key) {
        return "\"" + key + "\"";
    }

    private static String kind(Layer layer) { return layer.shape() == Layer.Shape.POINT ? "POINT" : "MULTIPOLYGON"; }

    private static String type(Column column) {
        return switch (column.type()) {
            case TEXT -> "TEXT";
            case NUMBER -> "DOUBLE";
            case TIME -> "DATETIME";
            case TRUTH -> "BOOLEAN";
        };
    }

    /** As bound: nothing is SQL's NULL. */
    private static Object value(Cell cell) {
        return switch (cell) {
            case Cell.Text text -> text.text();
            case Cell.Number number -> number.number();
            case Cell.Time time -> TIME.format(time.at());
            case Cell.Truth truth -> truth.is() ? 1 : 0;
            case Cell.Nothing nothing -> null;
        };
    }

    /** Clause 2.1.3: "GP", version 0, little endian without an envelope, the coordinate system, then WKB. */
    private static byte[] blob(Geometry place, Layer.Shape shape) {
        byte[] wkb = new WKBWriter(2, ByteOrderValues.LITTLE_ENDIAN).write(shape == Layer.Shape.AREA ? Areas.many(place) : place);
        return ByteBuffer.allocate(8 + wkb.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put((byte) 'G')
                .put((byte) 'P')
                .put((byte) 0)
                .put((byte) 1)
                .putInt(SRID)
                .put(wkb)
                .array();
    }
}
