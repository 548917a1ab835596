package onemap.drill;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import onemap.domain.LonLat;

/** Roads as lines that meet at their ends, to be driven along. Immutable. */
public final class RoadNetwork {
    /** Mean length of a degree of latitude, 10,001,966 m / 90 (WGS-84 meridian quadrant). */
    private static final double METRES_PER_DEGREE = 111_133;
    /** Ends are one junction when they agree to five decimals, about a metre. */
    private static final double JUNCTION_GRID = 1e5;

    private record Junction(long lon, long lat) {
        static Junction of(LonLat end) {
            return new Junction(Math.round(end.lonDegrees() * JUNCTION_GRID), Math.round(end.latDegrees() * JUNCTION_GRID));
        }
    }

    private record Road(List<LonLat> corners, double[] metresAt) {
        double lengthMetres() { return metresAt[metresAt.length - 1]; }

        Junction end(boolean forward) { return Junction.of(forward ? corners.getLast() : corners.getFirst()); }
    }

    /** Which way a road is driven, first to last corner or back. */
    private record Way(Road road, boolean forward) {}

    private final List<Road> roads;
    private final Map<Junction, List<Way>> from = new HashMap<>();

    public RoadNetwork(List<List<LonLat>> lines) {
        roads = lines.stream().filter(line -> line.size() >= 2).map(RoadNetwork::measured).filter(road -> road.lengthMetres() > 1).toList();
        for (Road road : roads) {
            from.computeIfAbsent(road.end(false), junction -> new ArrayList<>()).add(new Way(road, true));
            from.computeIfAbsent(road.end(true), junction -> new ArrayList<>()).add(new Way(road, false));
        }
    }

    public boolean isEmpty() { return roads.isEmpty(); }

    /** A drive that begins on the road nearest to the place. */
    public Drive driveFrom(LonLat place) {
        Road nearest = roads.getFirst();
        int corner = 0;
        double best = Double.POSITIVE_INFINITY;
        for (Road road : roads)
            for (int i = 0; i < road.corners.size(); i++) {
                double metres = metres(place, road.corners.get(i));
                if (metres < best) {
                    best = metres;
                    nearest = road;
                    corner = i;
                }
            }
        return new Drive(new Way(nearest, true), nearest.metresAt[corner]);
    }

    /** One vehicle under way; at a junction it takes any other road, at a dead end it turns. Confined to its vehicle. */
    public final class Drive {
        private Way way;
        private double metres;

        private Drive(Way way, double metres) {
            this.way = way;
            this.metres = metres;
        }

        public void advance(double drivenMetres, RandomGenerator random) {
            metres += drivenMetres;
            while (metres >= way.road.lengthMetres()) {
                metres -= way.road.lengthMetres();
                way = next(random);
            }
        }

        public LonLat place() {
            int i = segment();
            LonLat a = way.road.corners.get(i), b = way.road.corners.get(i + 1);
            double along = (fromStart() - way.road.metresAt[i]) / (way.road.metresAt[i + 1] - way.road.metresAt[i]);
            return new LonLat(a.lonDegrees() + along * (b.lonDegrees() - a.lonDegrees()),
                    a.latDegrees() + along * (b.latDegrees() - a.latDegrees()));
        }

        /** Clockwise from true north. */
        public double headingDegrees() {
            int i = segment();
            LonLat a = way.road.corners.get(way.forward ? i : i + 1), b = way.road.corners.get(way.forward ? i + 1 : i);
            double east = (b.lonDegrees() - a.lonDegrees()) * Math.cos(Math.toRadians(a.latDegrees()));
            return (Math.toDegrees(Math.atan2(east, b.latDegrees() - a.latDegrees())) + 360) % 360;
        }

        private Way next(RandomGenerator random) {
            Road left = way.road;
            var others = from.get(left.end(way.forward)).stream().filter(each -> each.road != left).toList();
            return others.isEmpty() ? new Way(left, !way.forward) : others.get(random.nextInt(others.size()));
        }

        private double fromStart() { return way.forward ? metres : way.road.lengthMetres() - metres; }

        private int segment() {
            int i = 0;
            while (i < way.road.metresAt.length - 2 && fromStart() > way.road.metresAt[i + 1])
                i++;
            return i;
        }
    }

    private static Road measured(List<LonLat> line) {
        var corners = new ArrayList<LonLat>();
        for (LonLat corner : line)
            if (corners.isEmpty() || metres(corners.getLast(), corner) > 0) corners.add(corner);
        var metresAt = new double[corners.size()];
        for (int i = 1; i < corners.size(); i++)
            metresAt[i] = metresAt[i - 1] + metres(corners.get(i - 1), corners.get(i));
        return new Road(List.copyOf(corners), metresAt);
    }

    /** On a plane touching the Earth there: good to 0.5 % within a county. */
    static double metres(LonLat a, LonLat b) {
        double east = (b.lonDegrees() - a.lonDegrees()) * Math.cos(Math.toRadians((a.latDegrees() + b.latDegrees()) / 2));
        return Math.hypot(east, b.latDegrees() - a.latDegrees()) * METRES_PER_DEGREE;
    }
}
