package onemap.bench;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import onemap.access.Principal;
import onemap.desk.Sight;
import onemap.desk.area.AreaDesk;
import onemap.desk.area.Ask;
import onemap.domain.Change;
import onemap.domain.Flags;
import onemap.domain.LonLat;
import onemap.domain.SourceId;
import onemap.domain.Track;
import onemap.flow.Directory;
import onemap.flow.RegisterRows;
import onemap.gis.Divisions;
import onemap.gis.GeoJson;
import onemap.gis.PointGrid;
import onemap.gis.ground.Ground;
import onemap.journal.MemoryJournal;
import onemap.journal.archive.PostgresCluster;
import onemap.live.Picture;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;

/**
 * {@code bin/bench area [blocks] [seconds of a block]}: what lies in a drawn polygon over 100,000 points, and one move, against PostGIS; CPU of all processes of
 * a side. The whole answer as officers get it, from the picture; the grid of points alone; PostGIS with a GiST index, asked for the ids by one connection.
 */
public final class AreaBench {
    private static final int POINTS = 100_000, CORNERS = 40;
    private static final Envelope COUNTY = new Envelope(121.2, 121.8, 28.95, 29.45);
    private static final Instant NOW = Instant.parse("2026-07-18T06:00:00Z");

    private final Picture picture = new Picture(() -> NOW);
    private final PointGrid grid = new PointGrid(COUNTY, 64, 64);
    private final Random random = new Random(1);
    private final List<LonLat> ring = blob();
    private final Geometry polygon = Ground.polygon(ring).outline();
    private final AreaDesk desk;
    private final PostgresCluster cluster;
    private final Connection database;

    private AreaBench(PostgresCluster cluster) throws SQLException {
        this.cluster = cluster;
        database = cluster.connect(cluster.database());
        var directory = new Directory();
        var square = new GeoJson.Feature(Optional.empty(), Optional.of(new GeometryFactory().toGeometry(COUNTY)),
                JsonNodeFactory.instance.objectNode().put("code", "331099"));
        desk = new AreaDesk(new AreaDesk.Sources(picture, directory, RegisterRows.of(new MemoryJournal("n", () -> NOW, random)),
                Divisions.of(List.of(square), List.of(), List.of())), new Sight(directory, id -> id), Duration.ofMinutes(15),
                Duration.ofMinutes(10),
                () -> NOW);
    }

    /** One side's work, again and again; it answers how many times it did it. */
    private interface Work {
        int once() throws SQLException;
    }

    public static void main(String[] arguments) throws Exception {
        int blocks = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 5;
        double seconds = arguments.length > 1 ? Double.parseDouble(arguments[1]) : 4;
        var started = PostgresCluster.start();
        if (started.isEmpty()) {
            System.out.println("there is no PostgreSQL with PostGIS here");
            System.exit(1);
        }
        try (var cluster = started.get()) {
            new AreaBench(cluster).run(blocks, seconds);
        }
        System.exit(0);
    }

    private void run(int blocks, double seconds) throws SQLException, IOException {
        fill();
        var work = List.<Work>of(this::wholeAnswer, this::gridAlone, this::postgis, this::moveInGrid, this::update);
        for (Work each : work)
            micros(each, seconds);
        var seen = new double[work.size()][blocks];
        for (int block = 0; block < blocks; block++)
            for (int i = 0; i < work.size(); i++)
                seen[i][block] = micros(work.get(i), seconds);
        double answer = median(seen[0]), alone = median(seen[1]), postgis = median(seen[2]), move = median(seen[3]),
                update = median(seen[4]);
        System.out.printf("%d of %d points inside; µs of CPU, medians of %d blocks of %.0f s, load %s%n", gridAlone(), POINTS, blocks,
                seconds, Cpu.load());
        System.out.printf("whole area answer %.0f, grid of points %.0f, PostGIS ids %.0f: the answer %.2fx, the grid %.1fx (goal 7x)%n",
                answer, alone,
                postgis, postgis / answer, postgis / alone);
        System.out.printf("one move in the grid %.3f, one UPDATE in PostGIS %.1f: %.0fx (goal 100x)%n", move, update, update / move);
    }

    private void fill() throws SQLException {
        try (var statement = database.createStatement()) {
            statement.execute("CREATE TABLE moving (id text PRIMARY KEY, geom geometry(Point, 4326) NOT NULL)");
        }
        database.setAutoCommit(false);
        try (var insert = database.prepareStatement("INSERT INTO moving VALUES (?, ST_SetSRID(ST_MakePoint(?, ?), 4326))")) {
            for (int i = 0; i < POINTS; i++) {
                var at = place();
                grid.put(id(i), at);
                picture.apply(new Change.Put(track(i, at), true));
                insert.setString(1, id(i));
                insert.setDouble(2, at.lonDegrees());
                insert.setDouble(3, at.latDegrees());
                insert.addBatch();
                if (i % 1000 == 999) insert.executeBatch();
            }
        }
        database.commit();
        database.setAutoCommit(true);
        try (var statement = database.createStatement()) {
            statement.execute("CREATE INDEX ON moving USING gist (geom)");
            // asked of a copy that is never updated: dead rows would be PostGIS' disadvantage
            statement.execute("CREATE TABLE standing AS SELECT * FROM moving");
            statement.execute("CREATE INDEX ON standing USING gist (geom)");
            statement.execute("VACUUM ANALYZE moving, standing");
            statement.execute("SET jit = off"); // compiling each question costs more than answering it
            statement.execute("SET plan_cache_mode = force_custom_plan"); // the plan for any polygon reads its text again for each row: ten times slower
        }
    }

    private static String id(int i) { return "jt808:0138" + (10_000_000 + i); }

    private static Track track(int i, LonLat at) {
        var source = new SourceId(id(i));
        return new Track(new Track.Identity(id(i), "车" + i, Track.TrackType.VEHICLE, "车", "", List.of(source), false, Optional.empty()),
                Optional.of(at), 0, 0, 0, Optional.of(NOW), Optional.of(NOW), Optional.empty(), source, 0, Flags.NONE, List.of(), 1);
    }

    private LonLat place() {
        return new LonLat(COUNTY.getMinX() + random.nextDouble() * COUNTY.getWidth(),
                COUNTY.getMinY() + random.nextDouble() * COUNTY.getHeight());
    }

    /** A shape of a hand, some 5 km across: one in a hundred points. */
    private static List<LonLat> blob() {
        var ring = new ArrayList<LonLat>();
        for (int i = 0; i < CORNERS; i++) {
            double reach = 0.025 + 0.008 * Math.sin(5.0 * i), angle = 2 * Math.PI * i / CORNERS;
            ring.add(new LonLat(121.5 + reach * Math.cos(angle), 29.2 + reach * Math.sin(angle)));
        }
        return ring;
    }

    private int wholeAnswer() {
        return desk.answer(new Ask.Polygon(ring), Principal.CONSOLE).groups().stream().mapToInt(group -> group.items().size()).sum();
    }

    private int gridAlone() { return grid.inside(polygon).size(); }

    private int postgis() throws SQLException {
        try (var query = database.prepareStatement("SELECT id FROM standing WHERE ST_Intersects(geom, ST_GeomFromText(?, 4326))")) {
            query.setString(1, polygon.toText());
            int found = 0;
            for (var rows = query.executeQuery(); rows.next(); found++)
                rows.getString(1);
            return found;
        }
    }

    /** Some 20 m, as a second of a car is. */
    private int moveInGrid() {
        String id = id(random.nextInt(POINTS));
        var at = grid.find(id).orElseThrow();
        grid.put(id,
                new LonLat(at.lonDegrees() + 2e-4 * (random.nextDouble() - 0.5), at.latDegrees() + 2e-4 * (random.nextDouble() - 0.5)));
        return 1;
    }

    private int update() throws SQLException {
        try (var update = database.prepareStatement("UPDATE moving SET geom = ST_Translate(geom, ?, ?) WHERE id = ?")) {
            update.setDouble(1, 2e-4 * (random.nextDouble() - 0.5));
            update.setDouble(2, 2e-4 * (random.nextDouble() - 0.5));
            update.setString(3, id(random.nextInt(POINTS)));
            return update.executeUpdate();
        }
    }

    /** CPU of this thread and of PostgreSQL for one go. */
    private double micros(Work work, double seconds) throws SQLException, IOException {
        var threads = ManagementFactory.getThreadMXBean();
        long end = System.nanoTime() + (long) (seconds * 1e9), before = threads.getCurrentThreadCpuTime() + cluster.cpu().toNanos(),
                times = 0, done = 0;
        while (System.nanoTime() < end) {
            for (int i = 0; i < 10; i++)
                done += work.once();
            times += 10;
        }
        if (done == 0) throw new IllegalStateException("nothing was found or moved");
        return (threads.getCurrentThreadCpuTime() + cluster.cpu().toNanos() - before) / 1000.0 / times;
    }

    private static double median(double[] values) {
        var sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
