package onemap.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import onemap.domain.LonLat;
import onemap.gis.AreaIndex;
import onemap.gis.Geodesy;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.prep.PreparedGeometry;
import org.locationtech.jts.geom.prep.PreparedGeometryFactory;
import org.locationtech.jts.index.strtree.STRtree;

/** How many points a second are matched against 200 warning areas: the raster against an STRtree of prepared geometries. Run by hand; prints one line each. */
public final class MatchBench {
    private static final int AREAS = 200, POINTS = 200_000, ROUNDS = 5;
    private static final Envelope COUNTY = new Envelope(121.2, 121.8, 28.95, 29.45);
    private static final GeometryFactory FACTORY = new GeometryFactory();

    private MatchBench() {}

    public static void main(String[] arguments) {
        var random = new Random(1);
        List<Geometry> areas = new ArrayList<>();
        for (int i = 0; i < AREAS; i++)
            areas.add(blob(random));
        var points = new double[POINTS * 2];
        for (int i = 0; i < POINTS; i++) {
            points[2 * i] = COUNTY.getMinX() + random.nextDouble() * COUNTY.getWidth();
            points[2 * i + 1] = COUNTY.getMinY() + random.nextDouble() * COUNTY.getHeight();
        }
        var tree = new STRtree();
        for (Geometry area : areas)
            tree.insert(area.getEnvelopeInternal(), PreparedGeometryFactory.prepare(area));
        var index = AreaIndex.empty(COUNTY, 256, 256);
        long start = System.nanoTime();
        for (int i = 0; i < AREAS; i++)
            index = index.with("w" + i, areas.get(i));
        System.out.printf("one more area: %.2f ms%n", (System.nanoTime() - start) / 1e6 / AREAS);
        for (int round = 0; round < ROUNDS; round++) {
            double raster = raster(index, points), byTree = tree(tree, points);
            System.out.printf("raster %.2f M points/s, tree %.2f M points/s, ratio %.1f%n", raster, byTree, raster / byTree);
        }
    }

    private static double raster(AreaIndex index, double[] points) {
        long start = System.nanoTime(), hits = 0;
        for (int i = 0; i < POINTS; i++)
            hits += index.matches(points[2 * i], points[2 * i + 1]).size();
        return millionsASecond(start, hits);
    }

    private static double tree(STRtree tree, double[] points) {
        long start = System.nanoTime(), hits = 0;
        for (int i = 0; i < POINTS; i++) {
            var point = FACTORY.createPoint(new Coordinate(points[2 * i], points[2 * i + 1]));
            for (Object area : tree.query(point.getEnvelopeInternal()))
                if (((PreparedGeometry) area).covers(point)) hits++;
        }
        return millionsASecond(start, hits);
    }

    private static double millionsASecond(long start, long hits) {
        if (hits == 0) throw new IllegalStateException("nothing matched");
        return POINTS / ((System.nanoTime() - start) / 1e9) / 1e6;
    }

    /** A round shape of 64 corners, 1 to 6 km across. */
    private static Geometry blob(Random random) {
        var centre = new LonLat(COUNTY.getMinX() + random.nextDouble() * COUNTY.getWidth(),
                COUNTY.getMinY() + random.nextDouble() * COUNTY.getHeight());
        double reach = 500 + 2500 * random.nextDouble();
        var ring = new Coordinate[65];
        for (int i = 0; i < 64; i++) {
            LonLat corner = Geodesy.destination(centre, i * 360 / 64.0, reach * (0.7 + 0.3 * random.nextDouble()));
            ring[i] = new Coordinate(corner.lonDegrees(), corner.latDegrees());
        }
        ring[64] = ring[0].copy();
        return FACTORY.createPolygon(ring);
    }
}
