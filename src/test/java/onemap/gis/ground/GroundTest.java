package onemap.gis.ground;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.DoubleStream;
import onemap.domain.LonLat;
import onemap.gis.Geodesy;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.GeometryFactory;

class GroundTest {
    private static final LonLat CENTRE = new LonLat(121.5, 29.2);

    private static List<LonLat> places(double... lonLats) {
        var places = new ArrayList<LonLat>();
        for (int i = 0; i < lonLats.length; i += 2)
            places.add(new LonLat(lonLats[i], lonLats[i + 1]));
        return places;
    }

    @Test void aPolygonHoldsItsEdgesAndCornersInEitherDirectionClosedOrNot() {
        var ring = places(121, 29, 122, 29, 122, 30, 121, 30);
        var reversed = new ArrayList<>(ring);
        Collections.reverse(reversed);
        var closed = new ArrayList<>(ring);
        closed.add(ring.getFirst());
        for (var each : List.of(ring, reversed, closed)) {
            var ground = Ground.polygon(each);
            assertThat(places(121, 29, 121.5, 29, 122, 29.5, 121.5, 29.5)).allMatch(ground::holds);
            assertThat(places(120.999999, 29.5, 121.5, 30.000001, 122.000001, 30)).noneMatch(ground::holds);
        }
    }

    @Test void aPolygonThatCannotBeMeantIsRefusedWithItsReason() {
        refused("crosses or touches itself at 121.50000, 29.50000 多边形自相交",
                () -> Ground.polygon(places(121, 29, 122, 30, 122, 29, 121, 30)));
        refused("three different corners", () -> Ground.polygon(places(121, 29, 122, 30)));
        refused("three different corners", () -> Ground.polygon(places(121, 29, 121, 29, 121, 29, 121, 29)));
        refused("on one line", () -> Ground.polygon(places(121, 29, 121.5, 29.5, 122, 30)));
        refused("10 degrees", () -> Ground.polygon(places(100, 29, 121, 29, 121, 30)));
        refused("10 degrees", () -> Ground.polygon(places(-179.9, 29, 179.9, 29, 179.9, 30)));
        var many = new double[2 * (Ground.MOST_CORNERS + 1)];
        for (int i = 0; i < many.length / 2; i++) {
            many[2 * i] = 121 + Math.cos(i / 200.0);
            many[2 * i + 1] = 29 + Math.sin(i / 200.0);
        }
        refused("at most 1000", () -> Ground.polygon(places(many)));
    }

    @Test void aCircleEndsAtItsRadiusOnTheEllipsoid() {
        var ground = Ground.circle(CENTRE, 5_000);
        for (double bearing : new double[]{0, 33, 90, 171, 180, 270, 359}) {
            assertThat(ground.holds(Geodesy.destination(CENTRE, bearing, 4_999.99))).isTrue();
            assertThat(ground.holds(Geodesy.destination(CENTRE, bearing, 5_000.01))).isFalse();
        }
        assertThat(ground.distanceMetres(Geodesy.destination(CENTRE, 33, 1_234))).isCloseTo(1_234, within(0.001));
        assertThat(ground.squareMetres()).isCloseTo(Math.PI * 25e6, within(Math.PI * 25e4));
    }

    @Test void aRadiusOfNothingOrOfHalfTheWorldIsRefused() {
        DoubleStream.of(0, -1, Double.NaN, Double.POSITIVE_INFINITY, 200_001)
                .forEach(metres -> refused("above 0 and at most 200000", () -> Ground.circle(CENTRE, metres)));
        refused("above 0 and at most 20000", () -> Ground.corridor(places(121, 29, 122, 29), 20_001));
        refused("at least two different points", () -> Ground.corridor(places(121, 29, 121, 29), 100));
    }

    /** Against the shortest geodesic to 20,000 points of the same straight segments: an independent way to the same distance. */
    @Test void aCorridorReachesAsFarOnEitherSideAsItSays() {
        var line = places(121.2, 29.0, 121.5, 29.3, 121.9, 29.1);
        var ground = Ground.corridor(line, 3_000);
        var random = new Random(7);
        int inside = 0;
        for (int i = 0; i < 300; i++) {
            var at = new LonLat(121.1 + 0.9 * random.nextDouble(), 28.9 + 0.5 * random.nextDouble());
            double true_ = nearest(at, line);
            assertThat(ground.distanceMetres(at)).isCloseTo(true_, within(2 + true_ * 0.004));
            if (Math.abs(true_ - 3_000) < 20) continue;
            assertThat(ground.holds(at)).as("%s at %.0f m", at, true_).isEqualTo(true_ < 3_000);
            if (true_ < 3_000) inside++;
        }
        assertThat(inside).isGreaterThan(20);
        assertThat(ground.holds(Geodesy.destination(line.getFirst(), 225, 2_990))).as("beyond its end").isTrue();
    }

    private static double nearest(LonLat at, List<LonLat> line) {
        double nearest = Double.POSITIVE_INFINITY;
        for (int i = 1; i < line.size(); i++)
            for (int k = 0; k <= 10_000; k++) {
                double t = k / 10_000.0;
                LonLat a = line.get(i - 1), b = line.get(i);
                var on = new LonLat(a.lonDegrees() + t * (b.lonDegrees() - a.lonDegrees()),
                        a.latDegrees() + t * (b.latDegrees() - a.latDegrees()));
                double flat = Math.hypot((on.lonDegrees() - at.lonDegrees()) * 97_300, (on.latDegrees() - at.latDegrees()) * 110_900);
                if (flat < nearest * 1.02) nearest = Math.min(nearest, Geodesy.distanceMetres(at, on));
            }
        return nearest;
    }

    /** A line over five degrees of latitude: the outline's plane is not true at its ends, the asked point's is. */
    @Test void aLongCorridorIsAsWideAtItsEndsAsInTheMiddle() {
        var ground = Ground.corridor(places(121.5, 27, 121.5, 32), 10_000);
        for (double lat : new double[]{27, 29.5, 32}) {
            assertThat(ground.holds(Geodesy.destination(new LonLat(121.5, lat), 90, 9_970))).isTrue();
            assertThat(ground.holds(Geodesy.destination(new LonLat(121.5, lat), 270, 10_030))).isFalse();
        }
    }

    @Test void anAreaOfSeveralPartsWithAHoleHoldsWhatItCovers() {
        var factory = new GeometryFactory();
        var donut = factory.createPolygon(factory.createLinearRing(box(121, 29, 122, 30)),
                new org.locationtech.jts.geom.LinearRing[]{factory.createLinearRing(box(121.4, 29.4, 121.6, 29.6))});
        var ground = Ground.of(factory.createMultiPolygon(
                new org.locationtech.jts.geom.Polygon[]{donut, factory.createPolygon(box(123, 29, 124, 30))}));

        assertThat(places(121.2, 29.2, 123.5, 29.5)).allMatch(ground::holds);
        assertThat(places(121.5, 29.5, 122.5, 29.5)).noneMatch(ground::holds);
        assertThat(ground.touches(factory.createPolygon(box(121.45, 29.45, 121.55, 29.55)))).as("wholly in the hole").isFalse();
        assertThat(ground.touches(factory.createPolygon(box(122, 30, 122.1, 30.1)))).as("at a corner").isTrue();
    }

    private static Coordinate[] box(double west, double south, double east, double north) {
        return new Coordinate[]{new Coordinate(west, south), new Coordinate(east, south), new Coordinate(east, north),
                new Coordinate(west, north), new Coordinate(west, south)};
    }

    private static void refused(String reason, org.assertj.core.api.ThrowableAssert.ThrowingCallable ground) {
        assertThatThrownBy(ground).isInstanceOf(IllegalArgumentException.class).hasMessageContaining(reason);
    }
}
