package onemap.gis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import onemap.gis.TileCache.Tile;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;

/**
 * The offline base map: shaded relief as dark 256-pixel Web Mercator tiles, the county's land a step lighter than its neighbours', the sea as dark as the
 * page. Beyond the terrain everything is sea. Immutable and thread-safe; a tile takes some milliseconds.
 *
 * @see "B. K. P. Horn, Hill shading and the reflectance map, Proceedings of the IEEE 69 (1), 1981: slope from eight neighbours"
 */
public final class Hillshade {
    public static final int MIN_ZOOM = 8;
    public static final int MAX_ZOOM = 15;
    private static final int SIZE = 256;
    /** One pixel more on each side, since a slope needs its neighbours. */
    private static final int PADDED = SIZE + 2;
    /** Length of the equator of the Web Mercator sphere (EPSG:3857). */
    private static final double EQUATOR_METRES = 2 * Math.PI * 6_378_137;
    /** Light from the north-west, 45° high, as on printed maps. */
    private static final double TOWARDS_LIGHT = Math.sqrt(0.5);
    /** Land melts into the sea's colour over so many raster points at the terrain's edge, which would be a hard line otherwise. */
    private static final double EDGE_FADE_POINTS = 40;

    /** Where nobody measured the map is as dark as the sea. */
    private static final float UNKNOWN_METRES = -10;

    private final List<Ground> levels = new ArrayList<>();
    private final byte[] openSea;

    /** Heights and how much of each raster point belongs to the county. */
    private record Ground(Terrain terrain, Terrain county) {
        Ground halved() { return new Ground(terrain.halved(), county.halved()); }
    }

    /**
     * @param county polygon or multipolygon in WGS-84 that is drawn lighter
     */
    public Hillshade(Terrain measured, Geometry county) {
        var terrain = measured.filled(UNKNOWN_METRES);
        var ground = new Ground(terrain, mask(county, terrain));
        levels.add(ground);
        while (ground.terrain.columns() >= 64 && ground.terrain.rows() >= 64) {
            ground = ground.halved();
            levels.add(ground);
        }
        var sea = new byte[SIZE * SIZE];
        Arrays.fill(sea, Shade.SEA.index());
        openSea = Png.write(SIZE, SIZE, sea, Shade.PALETTE);
    }

    /** True when the pyramid holds such a tile; others are answered with 404. */
    public static boolean exists(Tile tile) {
        long across = tile.zoom() >= MIN_ZOOM && tile.zoom() <= MAX_ZOOM ? 1L << tile.zoom() : 0;
        return tile.x() >= 0 && tile.x() < across && tile.y() >= 0 && tile.y() < across;
    }

    /**
     * The tile as PNG; the same bytes for the same tile.
     *
     * @throws IllegalArgumentException when there is no such tile
     */
    public byte[] png(Tile tile) {
        if (!exists(tile)) throw new IllegalArgumentException("no tile " + tile);
        if (!bounds(tile).intersects(levels.getFirst().terrain.bounds())) return openSea;
        var indices = new byte[SIZE * SIZE];
        new Drawing(tile).draw(indices);
        return Png.write(SIZE, SIZE, indices, Shade.PALETTE);
    }

    private static Envelope bounds(Tile tile) {
        return new Envelope(lonDegrees(tile.zoom(), tile.x() * (double) SIZE), lonDegrees(tile.zoom(), (tile.x() + 1) * (double) SIZE),
                latDegrees(tile.zoom(), tile.y() * (double) SIZE), latDegrees(tile.zoom(), (tile.y() + 1) * (double) SIZE));
    }

    private static double lonDegrees(int zoom, double pixelX) { return pixelX / (SIZE << zoom) * 360 - 180; }

    private static double latDegrees(int zoom, double pixelY) {
        return Math.toDegrees(Math.atan(Math.sinh(Math.PI * (1 - 2 * pixelY / (SIZE << zoom)))));
    }

    /** 1 where the centre of a raster point lies in the area, else 0: filled line by line between the crossings of its rings. */
    private static Terrain mask(Geometry area, Terrain like) {
        Envelope bounds = like.bounds();
        var inside = new float[like.columns() * like.rows()];
        double stepLon = bounds.getWidth() / like.columns(), stepLat = bounds.getHeight() / like.rows();
        Coordinate[][] rings = rings(area);
        for (int row = 0; row < like.rows(); row++) {
            double[] crossings = crossings(rings, bounds.getMaxY() - (row + 0.5) * stepLat);
            for (int i = 0; i + 1 < crossings.length; i += 2) {
                int from = (int) Math.ceil((crossings[i] - bounds.getMinX()) / stepLon - 0.5);
                int to = (int) Math.floor((crossings[i + 1] - bounds.getMinX()) / stepLon - 0.5);
                for (int column = Math.max(0, from); column <= Math.min(like.columns() - 1, to); column++)
                    inside[row * like.columns() + column] = 1;
            }
        }
        return new Terrain(bounds, like.columns(), like.rows(), inside);
    }

    private static Coordinate[][] rings(Geometry area) {
        var rings = new ArrayList<Coordinate[]>();
        Geometry border = area.getBoundary();
        for (int i = 0; i < border.getNumGeometries(); i++)
            rings.add(border.getGeometryN(i).getCoordinates());
        return rings.toArray(Coordinate[][]::new);
    }

    private static double[] crossings(Coordinate[][] rings, double lat) {
        var lons = new ArrayList<Double>();
        for (Coordinate[] ring : rings)
            for (int i = 1; i < ring.length; i++) {
                Coordinate a = ring[i - 1], b = ring[i];
                if (a.y > lat != b.y > lat) lons.add(a.x + (lat - a.y) / (b.y - a.y) * (b.x - a.x));
            }
        return lons.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    }

    /** One tile being drawn. */
    private final class Drawing {
        private final Terrain terrain;
        private final Terrain county;
        private final double metresPerPixel;
        private final double exaggeration;
        private final Resampling columns;
        private final Resampling rows;

        Drawing(Tile tile) {
            Envelope bounds = levels.getFirst().terrain.bounds();
            double pointsPerPixel = 360.0 / (SIZE << tile.zoom()) / bounds.getWidth() * levels.getFirst().terrain.columns();
            int level = Math.clamp((int) Math.floor(Math.log(pointsPerPixel) / Math.log(2)), 0, levels.size() - 1);
            terrain = levels.get(level).terrain;
            county = levels.get(level).county;
            var u = new double[PADDED];
            var v = new double[PADDED];
            Envelope box = terrain.bounds();
            for (int i = 0; i < PADDED; i++) {
                double lon = lonDegrees(tile.zoom(), tile.x() * (double) SIZE + i - 0.5);
                double lat = latDegrees(tile.zoom(), tile.y() * (double) SIZE + i - 0.5);
                u[i] = (lon - box.getMinX()) / box.getWidth() * terrain.columns() - 0.5;
                v[i] = (box.getMaxY() - lat) / box.getHeight() * terrain.rows() - 0.5;
            }
            double latOfMiddle = latDegrees(tile.zoom(), (tile.y() + 0.5) * SIZE);
            metresPerPixel = EQUATOR_METRES / (SIZE << tile.zoom()) * Math.cos(Math.toRadians(latOfMiddle));
            exaggeration = Math.clamp(14.8 - tile.zoom(), 2, 4.2); // slopes flatten when a pixel spans more of them
            boolean magnified = u[1] - u[0] < 0.6;
            columns = new Resampling(u, magnified);
            rows = new Resampling(v, magnified);
        }

        void draw(byte[] indices) {
            float[] smooth = Resampling.sample(terrain, columns.cubic(), rows.cubic());
            float[] straight = Resampling.sample(terrain, columns.linear(), rows.linear());
            float[] within = Resampling.sample(county, columns.linear(), rows.linear());
            for (int y = 0; y < SIZE; y++)
                for (int x = 0; x < SIZE; x++) {
                    int at = (y + 1) * PADDED + x + 1;
                    double land = land(straight, at) * fade(x + 1, y + 1);
                    indices[y * SIZE + x] = land == 0 ? Shade.SEA.index() : Shade.of(land, within[at], light(smooth, at)).index();
                }
        }

        /** Share of the pixel above the sea, from its height and how fast that changes. */
        private double land(float[] heights, int at) {
            double slope = Math.hypot(heights[at + 1] - heights[at - 1], heights[at + PADDED] - heights[at - PADDED]) / 2;
            return slope == 0 ? heights[at] > 0 ? 1 : 0 : Math.clamp(heights[at] / slope + 0.5, 0, 1);
        }

        private double fade(int x, int y) {
            double toEdge = Math.min(columns.toEdge(x, terrain.columns()), rows.toEdge(y, terrain.rows()));
            double share = Math.clamp(toEdge * levels.getFirst().terrain.columns() / terrain.columns() / EDGE_FADE_POINTS, 0, 1);
            return share * share * (3 - 2 * share);
        }

        /** From -1, turned away from the light, to 1. */
        private double light(float[] z, int at) {
            int north = at - PADDED, south = at + PADDED;
            double risesEast = z[north + 1] + 2 * z[at + 1] + z[south + 1] - z[north - 1] - 2 * z[at - 1] - z[south - 1];
            double risesSouth = z[south - 1] + 2 * z[south] + z[south + 1] - z[north - 1] - 2 * z[north] - z[north + 1];
            double scale = exaggeration / (8 * metresPerPixel);
            double east = risesEast * scale, down = risesSouth * scale;
            return (east + down) * TOWARDS_LIGHT / Math.sqrt(1 + east * east + down * down);
        }
    }
}
