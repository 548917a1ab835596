package onemap.gis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.locationtech.jts.algorithm.locate.IndexedPointInAreaLocator;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Location;
import org.locationtech.jts.geom.Polygonal;
import org.locationtech.jts.geom.prep.PreparedGeometry;
import org.locationtech.jts.geom.prep.PreparedGeometryFactory;

/**
 * Which of many areas cover a point, borders included, in the order the areas came.
 *
 * <p>A raster of cells, each with the areas that fill it and those that only touch it; the latter are asked exactly. A point off the raster is asked of
 * the areas that reach beyond it. In a cell no area touches partly the answer is a shared list and costs no allocation. Immutable and thread-safe:
 * {@link #with} and {@link #without} return a new index that shares all untouched cells.
 */
public final class AreaIndex {
    /** Cells are judged this much larger than they are, so that rounding never puts a point into a neighbour's cell: 0.1 mm. */
    private static final double ROUNDING_DEGREES = 1e-9;

    private record Area(String id, long order, IndexedPointInAreaLocator locator) {
        boolean covers(double lonDegrees, double latDegrees) {
            return locator.locate(new Coordinate(lonDegrees, latDegrees)) != Location.EXTERIOR;
        }
    }

    /** Areas are sorted by order; {@code ids} are those of {@code full}. */
    private record Cell(List<Area> full, List<Area> partial, List<String> ids) {
        static final Cell EMPTY = new Cell(List.of(), List.of(), List.of());

        Cell(List<Area> full, List<Area> partial) { this(full, partial, ids(full)); }

        Cell withFull(Area area) { return new Cell(plus(full, area), partial); }

        Cell withPartial(Area area) { return new Cell(full, plus(partial, area), ids); }

        Cell without(String id) {
            var cell = new Cell(minus(full, id), minus(partial, id));
            return cell.full.isEmpty() && cell.partial.isEmpty() ? EMPTY : cell;
        }

        boolean names(String id) { return full.stream().anyMatch(a -> a.id.equals(id)) || partial.stream().anyMatch(a -> a.id.equals(id)); }

        List<String> matches(double lonDegrees, double latDegrees) {
            if (partial.isEmpty()) return ids;
            List<Area> hits = null;
            for (int i = 0; i < partial.size(); i++) {
                if (!partial.get(i).covers(lonDegrees, latDegrees)) continue;
                if (hits == null) hits = new ArrayList<>(full);
                hits.add(partial.get(i));
            }
            if (hits == null) return ids;
            hits.sort(Comparator.comparingLong(Area::order));
            return ids(hits);
        }

        private static List<Area> plus(List<Area> areas, Area area) {
            var more = new ArrayList<>(areas);
            more.add(area);
            return List.copyOf(more);
        }

        private static List<Area> minus(List<Area> areas, String id) { return areas.stream().filter(area -> !area.id.equals(id)).toList(); }

        private static List<String> ids(List<Area> areas) { return areas.stream().map(Area::id).toList(); }
    }

    private final Envelope bounds;
    private final int columns;
    private final int rows;
    private final Cell[] cells;
    private final Cell beyond;
    private final long nextOrder;

    private AreaIndex(Envelope bounds, int columns, int rows, Cell[] cells, Cell beyond, long nextOrder) {
        this.bounds = bounds;
        this.columns = columns;
        this.rows = rows;
        this.cells = cells;
        this.beyond = beyond;
        this.nextOrder = nextOrder;
    }

    /**
     * An index of no areas.
     *
     * @param bounds  where most points lie, degrees
     * @param columns cells from west to east; 256 by 256 over a county are about 200 m and 0.5 MB
     */
    public static AreaIndex empty(Envelope bounds, int columns, int rows) {
        if (bounds.isNull() || bounds.getArea() == 0) throw new IllegalArgumentException("bounds " + bounds);
        if (columns < 1 || rows < 1 || (long) columns * rows > 16_000_000)
            throw new IllegalArgumentException(columns + " x " + rows + " cells");
        var cells = new Cell[columns * rows];
        Arrays.fill(cells, Cell.EMPTY);
        return new AreaIndex(new Envelope(bounds), columns, rows, cells, Cell.EMPTY, 0);
    }

    /** The ids of the areas that cover the point; an unmodifiable list, the same instance for all points of a cell that is not cut. */
    public List<String> matches(double lonDegrees, double latDegrees) {
        if (!(lonDegrees >= bounds.getMinX() && lonDegrees <= bounds.getMaxX() && latDegrees >= bounds.getMinY()
                && latDegrees <= bounds.getMaxY()))
            return Double.isNaN(lonDegrees + latDegrees) ? List.of() : beyond.matches(lonDegrees, latDegrees);
        return cells[row(latDegrees) * columns + column(lonDegrees)].matches(lonDegrees, latDegrees);
    }

    /**
     * This index and one area more; an area of the same id is replaced.
     *
     * @param area polygon or multipolygon, valid
     */
    public AreaIndex with(String id, Geometry area) {
        if (!(area instanceof Polygonal)) throw new IllegalArgumentException(id + " is a " + area.getGeometryType() + ", not an area");
        AreaIndex base = without(id);
        if (area.isEmpty()) return base;
        var added = new Area(id, base.nextOrder, new IndexedPointInAreaLocator(area));
        Cell[] next = base.cells.clone();
        new Raster(next, added, PreparedGeometryFactory.prepare(area)).paint(0, columns, 0, rows);
        Cell outside = bounds.contains(area.getEnvelopeInternal()) ? base.beyond : base.beyond.withPartial(added);
        return new AreaIndex(bounds, columns, rows, next, outside, base.nextOrder + 1);
    }

    /** This index without that area; the same index when it does not hold it. */
    public AreaIndex without(String id) {
        var changed = new Sharing(cell -> cell.names(id) ? cell.without(id) : cell);
        Cell[] next = null;
        for (int i = 0; i < cells.length; i++) {
            Cell cell = changed.apply(cells[i]);
            if (cell == cells[i]) continue;
            if (next == null) next = cells.clone();
            next[i] = cell;
        }
        Cell outside = changed.apply(beyond);
        if (next == null && outside == beyond) return this;
        return new AreaIndex(bounds, columns, rows, next == null ? cells : next, outside, nextOrder);
    }

    private int column(double lonDegrees) {
        return Math.min(columns - 1, (int) ((lonDegrees - bounds.getMinX()) / bounds.getWidth() * columns));
    }

    private int row(double latDegrees) { return Math.min(rows - 1, (int) ((latDegrees - bounds.getMinY()) / bounds.getHeight() * rows)); }

    private Envelope box(int west, int east, int south, int north) {
        double width = bounds.getWidth() / columns, height = bounds.getHeight() / rows;
        var box = new Envelope(bounds.getMinX() + west * width, bounds.getMinX() + east * width, bounds.getMinY() + south * height,
                bounds.getMinY() + north * height);
        box.expandBy(ROUNDING_DEGREES);
        return box;
    }

    /** Equal cells become one equal cell: a county under one warning is two cells, not 65,000. */
    private static final class Sharing implements UnaryOperator<Cell> {
        private final Map<Cell, Cell> done = new IdentityHashMap<>();
        private final UnaryOperator<Cell> change;

        Sharing(UnaryOperator<Cell> change) { this.change = change; }

        @Override public Cell apply(Cell cell) { return done.computeIfAbsent(cell, change); }
    }

    /** Paints one area into cells, quarter by quarter, so that its cost grows with the length of the border. */
    private final class Raster {
        private final Cell[] painted;
        private final PreparedGeometry area;
        private final Sharing full;
        private final Sharing partial;

        Raster(Cell[] painted, Area added, PreparedGeometry area) {
            this.painted = painted;
            this.area = area;
            full = new Sharing(cell -> cell.withFull(added));
            partial = new Sharing(cell -> cell.withPartial(added));
        }

        void paint(int west, int east, int south, int north) {
            Geometry box = GeoJson.WGS84.toGeometry(box(west, east, south, north));
            if (!area.intersects(box)) return;
            boolean one = east - west == 1 && north - south == 1;
            if (area.covers(box)) fill(west, east, south, north, full);
            else if (one) fill(west, east, south, north, partial);
            else {
                int middle = east - west == 1 ? east : (west + east) / 2, centre = north - south == 1 ? north : (south + north) / 2;
                paint(west, middle, south, centre);
                if (middle < east) paint(middle, east, south, centre);
                if (centre < north) paint(west, middle, centre, north);
                if (middle < east && centre < north) paint(middle, east, centre, north);
            }
        }

        private void fill(int west, int east, int south, int north, Sharing change) {
            for (int row = south; row < north; row++)
                for (int column = west; column < east; column++)
                    painted[row * columns + column] = change.apply(painted[row * columns + column]);
        }
    }
}
