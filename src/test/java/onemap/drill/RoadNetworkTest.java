package onemap.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import onemap.domain.LonLat;
import org.junit.jupiter.api.Test;

class RoadNetworkTest {
    private final RoadNetwork roads = new RoadNetwork(CountyTest.COUNTY.roads());

    @Test void beginsOnTheNearestRoad() {
        assertThat(roads.driveFrom(new LonLat(121.39, 29.21)).place()).isEqualTo(new LonLat(121.4, 29.2));
    }

    /** 0.05 degrees of longitude at 29.2 N are 4.863 km (WGS-84: 97.26 km a degree; the plane used is 0.3 % short). */
    @Test void goesAsFarAsItIsDriven() {
        var drive = roads.driveFrom(new LonLat(121.4, 29.2));

        drive.advance(4863, new Random(1));

        assertThat(drive.place().lonDegrees()).isCloseTo(121.45, within(0.0003));
        assertThat(drive.place().latDegrees()).isEqualTo(29.2);
        assertThat(drive.headingDegrees()).isCloseTo(90, within(0.01));
    }

    @Test void staysOnTheRoadsHoweverLongItDrives() {
        var random = new Random(20260718);
        var drive = roads.driveFrom(new LonLat(121.4, 29.2));
        boolean wasNorth = false;
        boolean wasEast = false;
        LonLat before = drive.place();
        for (int i = 0; i < 20_000; i++) {
            drive.advance(random.nextDouble(200), random);
            LonLat at = drive.place();
            assertThat(onARoad(at)).as("at %s", at).isTrue();
            assertThat(RoadNetwork.metres(before, at)).isLessThan(201);
            assertThat(drive.headingDegrees()).isBetween(0.0, 360.0);
            wasNorth |= at.latDegrees() > 29.29;
            wasEast |= at.lonDegrees() > 121.59;
            before = at;
        }
        assertThat(wasNorth && wasEast).as("it took every turn").isTrue();
    }

    private static boolean onARoad(LonLat at) {
        boolean first = Math.abs(at.latDegrees() - 29.2) < 1e-9 && at.lonDegrees() <= 121.5 + 1e-9;
        boolean second = Math.abs(at.lonDegrees() - 121.5) < 1e-9 && at.latDegrees() >= 29.2 - 1e-9;
        boolean third = Math.abs(at.latDegrees() - 29.25) < 1e-9 && at.lonDegrees() >= 121.5 - 1e-9;
        return first || second || third;
    }
}
