package onemap.gis;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.Stream;
import onemap.domain.LonLat;
import org.locationtech.jts.algorithm.locate.IndexedPointInAreaLocator;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Location;

/**
 * Moving points by id, and which of them lie in a box or an area, borders included. Thread-safe for one writer per id and any number of readers: a
 * point that stays inside during a query is found, one that goes in or out meanwhile may be.
 */
public final class PointGrid {
    private record Placed(LonLat place, int cell) {}

    private final Envelope bounds;
    private final int columns;
    private final int rows;
    private final Map<String, Placed> points = new ConcurrentHashMap<>();
    private final AtomicReferenceArray<Set<String>> cells;
    /** Counts moves from cell to cell: a reader that saw one may have looked into the new cell too early and into the old one too late. */
    private final AtomicLong crossings = new AtomicLong();

    /**
     * @param bounds where most points lie, degrees; points beyond are kept in the cells of the rim
     */
    public PointGrid(Envelope bounds, int columns, int rows) {
        if (bounds.isNull() || bounds.getArea() == 0) throw new IllegalArgumentException("bounds " + bounds);
        if (columns < 1 || rows < 1 || (long) columns * rows > 16_000_000)
            throw new IllegalArgumentException(columns + " x " + rows + " cells");
        this.bounds = new Envelope(bounds);
        this.columns = columns;
        this.rows = rows;
        cells = new AtomicReferenceArray<>(columns * rows);
    }

    public int size() { return points.size(); }

    public Optional<LonLat> find(String id) { return Optional.ofNullable(points.get(id)).map(Placed::place); }

    public void put(String id, LonLat place) {
        int cell = cell(place.lonDegrees(), place.latDegrees());
        Placed before = points.get(id);
        if (before == null || before.cell != cell) {
            members(cell).add(id);
            if (before != null) crossings.incrementAndGet(); // between the two cells: a reader that missed the add sees the count change
        }
        points.put(id, new Placed(place, cell));
        if (before != null && before.cell != cell) members(before.cell).remove(id);
    }

    public void remove(String id) {
        Placed before = points.remove(id);
        if (before != null) members(before.cell).remove(id);
    }

    /** Ids of the points in the box, sorted. */
    public List<String> inside(Envelope box) {
        if (box.isNull()) return List.of();
        return candidates(box).filter(id -> find(id).filter(place -> box.covers(place.lonDegrees(), place.latDegrees())).isPresent())
                .sorted()
                .toList();
    }

    /** Ids of the points a polygon or multipolygon covers, sorted. */
    public List<String> inside(Geometry area) {
        if (area.isEmpty()) return List.of();
        var locator = new IndexedPointInAreaLocator(area);
        var box = area.getEnvelopeInternal();
        return candidates(box).filter(id -> find(id).filter(place -> covers(locator, box, place)).isPresent())
                .sorted()
                .toList();
    }

    private static boolean covers(IndexedPointInAreaLocator locator, Envelope box, LonLat place) {
        return box.covers(place.lonDegrees(), place.latDegrees())
                && locator.locate(new Coordinate(place.lonDegrees(), place.latDegrees())) != Location.EXTERIOR;
    }

    private Stream<String> candidates(Envelope box) {
        long before = crossings.get();
        var found = new HashSet<String>();
        int east = column(box.getMaxX()), north = row(box.getMaxY());
        for (int row = row(box.getMinY()); row <= north; row++)
            for (int column = column(box.getMinX()); column <= east; column++) {
                Set<String> members = cells.get(row * columns + column);
                if (members != null) found.addAll(members);
            }
        return crossings.get() == before ? found.stream() : points.keySet().stream();
    }

    private Set<String> members(int cell) {
        Set<String> members = cells.get(cell);
        if (members != null) return members;
        cells.compareAndSet(cell, null, ConcurrentHashMap.newKeySet());
        return cells.get(cell);
    }

    private int cell(double lonDegrees, double latDegrees) { return row(latDegrees) * columns + column(lonDegrees); }

    private int column(double lonDegrees) { return clamp((lonDegrees - bounds.getMinX()) / bounds.getWidth() * columns, columns); }

    private int row(double latDegrees) { return clamp((latDegrees - bounds.getMinY()) / bounds.getHeight() * rows, rows); }

    private static int clamp(double cell, int count) { return (int) Math.clamp(cell, 0, count - 1); }
}
