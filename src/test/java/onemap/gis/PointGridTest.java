package onemap.gis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import onemap.domain.LonLat;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;

class PointGridTest {
    private static final Envelope COUNTY = new Envelope(121, 122, 29, 30);

    @Test void agreesWithBruteForceWhilePointsMove() {
        var random = new Random(3);
        var grid = new PointGrid(COUNTY, 32, 32);
        var points = new TreeMap<String, LonLat>();
        for (int step = 0; step < 4000; step++) {
            String id = "t" + random.nextInt(300);
            if (random.nextInt(10) == 0) {
                grid.remove(id);
                points.remove(id);
            } else {
                points.put(id, new LonLat(120.5 + 2 * random.nextDouble(), 28.5 + 2 * random.nextDouble()));
                grid.put(id, points.get(id));
            }
            if (step % 50 == 0) check(grid, points, random);
        }
        assertEquals(points.size(), grid.size());
    }

    private static void check(PointGrid grid, Map<String, LonLat> points, Random random) {
        double west = 120.4 + 2 * random.nextDouble(), south = 28.4 + 2 * random.nextDouble();
        var box = new Envelope(west, west + random.nextDouble(), south, south + random.nextDouble());
        Geometry triangle = GeoJson.WGS84.createPolygon(
                new Coordinate[]{new Coordinate(west, south), new Coordinate(west + 0.7, south), new Coordinate(west, south + 0.6),
                        new Coordinate(west, south)});

        assertEquals(points.keySet().stream().filter(id -> box.covers(at(points, id))).toList(), grid.inside(box));
        assertEquals(points.keySet().stream().filter(id -> triangle.covers(GeoJson.WGS84.createPoint(at(points, id)))).toList(),
                grid.inside(triangle));
    }

    private static Coordinate at(Map<String, LonLat> points, String id) {
        return new Coordinate(points.get(id).lonDegrees(), points.get(id).latDegrees());
    }

    @Test void neverMissesAPointThatMovesWithinTheBox() throws Exception {
        var grid = new PointGrid(COUNTY, 64, 64);
        var ids = new ArrayList<String>();
        for (int i = 0; i < 100; i++) {
            ids.add("t%02d".formatted(i));
            grid.put(ids.get(i), new LonLat(121.5, 29.5));
        }
        try (var writers = Executors.newFixedThreadPool(2)) {
            var done = new ArrayList<CompletableFuture<Void>>();
            for (int half = 0; half < 2; half++) {
                List<String> mine = ids.subList(half * 50, half * 50 + 50);
                var random = new Random(half);
                done.add(CompletableFuture.runAsync(() -> {
                    for (int i = 0; i < 100_000; i++)
                        grid.put(mine.get(i % 50), new LonLat(121.1 + 0.8 * random.nextDouble(), 29.1 + 0.8 * random.nextDouble()));
                }, writers));
            }
            while (!done.stream().allMatch(CompletableFuture::isDone))
                assertThat(grid.inside(COUNTY)).isEqualTo(ids);
            for (var writer : done)
                writer.get(10, TimeUnit.SECONDS);
        }
    }
}
