package onemap.county;

import java.util.ArrayList;
import java.util.List;
import onemap.county.Grid.Km;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LineString;
import org.locationtech.jts.simplify.DouglasPeuckerSimplifier;

/** Lines from raster steps: rounded, thinned, in kilometres and then in degrees. */
final class Lines {
    static final GeometryFactory FACTORY = new GeometryFactory();

    private Lines() {}

    /** Each point but the ends becomes the mean of itself and so many neighbours on each side, weighted by nearness. */
    static List<Km> rounded(List<Km> line, int reach) {
        var rounded = new ArrayList<Km>(line.size());
        for (int i = 0; i < line.size(); i++) {
            int near = Math.min(reach, Math.min(i, line.size() - 1 - i));
            double east = 0, north = 0, total = 0;
            for (int j = -near; j <= near; j++) {
                double weight = near + 1 - Math.abs(j);
                east += weight * line.get(i + j).east();
                north += weight * line.get(i + j).north();
                total += weight;
            }
            rounded.add(new Km(east / total, north / total));
        }
        return rounded;
    }

    /** A closed ring, first point repeated at the end, rounded all round. */
    static List<Km> roundedRing(List<Km> ring, int reach) {
        int count = ring.size() - 1;
        var rounded = new ArrayList<Km>(ring.size());
        for (int i = 0; i < count; i++) {
            double east = 0, north = 0, total = 0;
            for (int j = -reach; j <= reach; j++) {
                double weight = reach + 1 - Math.abs(j);
                Km near = ring.get(Math.floorMod(i + j, count));
                east += weight * near.east();
                north += weight * near.north();
                total += weight;
            }
            rounded.add(new Km(east / total, north / total));
        }
        rounded.add(rounded.getFirst());
        return rounded;
    }

    /** Without the points that move the line by less than the tolerance. */
    static List<Km> thinned(List<Km> line, double toleranceKm) {
        if (line.size() < 3) return line;
        var coordinates = line.stream().map(point -> new Coordinate(point.east(), point.north())).toArray(Coordinate[]::new);
        var thin = DouglasPeuckerSimplifier.simplify(FACTORY.createLineString(coordinates), toleranceKm).getCoordinates();
        var kept = new ArrayList<Km>();
        for (Coordinate coordinate : thin)
            kept.add(new Km(coordinate.x, coordinate.y));
        return kept;
    }

    static double lengthKm(List<Km> line) {
        double length = 0;
        for (int i = 1; i < line.size(); i++)
            length += line.get(i - 1).to(line.get(i));
        return length;
    }

    /** The point so far along the line. */
    static Km along(List<Km> line, double km) {
        double left = km;
        for (int i = 1; i < line.size(); i++) {
            double step = line.get(i - 1).to(line.get(i));
            if (step >= left && step > 0) return line.get(i - 1).towards(line.get(i), left / step);
            left -= step;
        }
        return line.getLast();
    }

    static Coordinate degrees(Km point) { return new Coordinate(rounded(point.lon()), rounded(point.lat())); }

    static Coordinate[] degrees(List<Km> line) { return line.stream().map(Lines::degrees).toArray(Coordinate[]::new); }

    static LineString line(List<Km> line) { return FACTORY.createLineString(degrees(line)); }

    /** Five decimals: a metre. */
    static double rounded(double degrees) { return Math.round(degrees * 1e5) / 1e5; }
}
