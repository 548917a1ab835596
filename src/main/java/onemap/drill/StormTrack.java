package onemap.drill;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import onemap.domain.LonLat;

/** A straight typhoon track from the sea in the south-east over the county's middle, in story time. */
final class StormTrack {
    private static final double KILOMETRES_PER_DEGREE = 111.133;
    /** Where it stands when the cycle begins, and how far it gets, in degrees from the middle. */
    private static final double FAR_DEGREES = 1.6;
    /** It is nearest when the storm is full. */
    private static final Duration NEAREST = Duration.ofSeconds(230);

    private final LonLat middle;

    StormTrack(List<LonLat> boundary) {
        var lon = boundary.stream().mapToDouble(LonLat::lonDegrees).summaryStatistics();
        var lat = boundary.stream().mapToDouble(LonLat::latDegrees).summaryStatistics();
        middle = boundary.isEmpty()
                ? new LonLat(121.5, 29.2)
                : new LonLat((lon.getMin() + lon.getMax()) / 2, (lat.getMin() + lat.getMax()) / 2);
    }

    LonLat centre(Duration elapsed) {
        double away = FAR_DEGREES * (1 - (double) elapsed.toMillis() / NEAREST.toMillis());
        return new LonLat(middle.lonDegrees() + away, middle.latDegrees() - away * 0.7);
    }

    double kilometresToMiddle(Duration elapsed) { return RoadNetwork.metres(centre(elapsed), middle) / 1000; }

    /** A closed ring around the county's middle, counter-clockwise. */
    List<LonLat> ring(double radiusKilometres) {
        int corners = 24;
        return IntStream.rangeClosed(0, corners).mapToObj(i -> {
            double angle = 2 * Math.PI * (i % corners) / corners;
            double degrees = radiusKilometres / KILOMETRES_PER_DEGREE;
            return new LonLat(middle.lonDegrees() + degrees * Math.cos(angle) / Math.cos(Math.toRadians(middle.latDegrees())),
                    middle.latDegrees() + degrees * Math.sin(angle));
        }).toList();
    }
}
