package onemap.gis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.function.UnaryOperator;
import onemap.domain.LonLat;
import org.junit.jupiter.api.Test;

/** GCJ-02 and BD-09 both ways. */
class ShiftedCoordinatesTest {
    private static final double CENTIMETRE = 0.01;
    private static final long SEED = 20260718;

    /** Tiananmen, as the literature on the shift gives it: some 550 m apart, and BD-09 some 1.3 km. */
    @Test void shiftsByAsMuchAsIsKnown() {
        var wgs84 = new LonLat(116.391305, 39.907325);

        assertThat(Geodesy.distanceMetres(wgs84, Gcj02.fromWgs84(wgs84))).isBetween(500.0, 600.0);
        assertThat(Geodesy.distanceMetres(wgs84, Bd09.fromWgs84(wgs84))).isBetween(1_000.0, 1_500.0);
    }

    @Test void comesBackToWhereItWasEverywhereInTheMainland() {
        comesBack(Gcj02::fromWgs84, Gcj02::toWgs84);
        comesBack(Bd09::fromWgs84, Bd09::toWgs84);
    }

    private static void comesBack(UnaryOperator<LonLat> there, UnaryOperator<LonLat> back) {
        var random = new Random(SEED);
        for (int i = 0; i < 20_000; i++) {
            var place = new LonLat(75 + 59 * random.nextDouble(), 17 + 36 * random.nextDouble());
            var returned = back.apply(there.apply(place));
            assertThat(Geodesy.distanceMetres(place, returned)).as(place.toString()).isLessThan(CENTIMETRE);
        }
    }

    @Test void isContinuous() {
        var random = new Random(SEED);
        for (int i = 0; i < 5_000; i++) {
            var place = new LonLat(75 + 59 * random.nextDouble(), 17 + 36 * random.nextDouble());
            var beside = new LonLat(place.lonDegrees() + 1e-6, place.latDegrees());
            assertThat(Geodesy.distanceMetres(Gcj02.fromWgs84(place), Gcj02.fromWgs84(beside))).isLessThan(0.2);
        }
    }

    @Test void leavesTheRestOfTheWorldAlone() {
        var elsewhere = new LonLat(2.35, 48.86);

        assertThat(Gcj02.fromWgs84(elsewhere)).isEqualTo(elsewhere);
        assertThat(Gcj02.toWgs84(elsewhere)).isEqualTo(elsewhere);
    }

    @Test void agreesWithTheCorpus() throws IOException {
        Path corpus = Path.of("../shared/corpus/coords/gcj02.csv");
        assumeTrue(Files.exists(corpus));
        int rows = 0;
        for (String row : Files.readAllLines(corpus)) {
            if (row.isBlank() || !Character.isDigit(row.charAt(0))) continue;
            String[] fields = row.split(",");
            var wgs84 = new LonLat(Double.parseDouble(fields[1]), Double.parseDouble(fields[0]));
            var gcj02 = Gcj02.fromWgs84(wgs84);
            double tolerance = Double.parseDouble(fields[4]);
            assertThat(gcj02.lonDegrees()).as(row).isCloseTo(Double.parseDouble(fields[3]), within(tolerance));
            assertThat(gcj02.latDegrees()).as(row).isCloseTo(Double.parseDouble(fields[2]), within(tolerance));
            var back = Gcj02.toWgs84(new LonLat(Double.parseDouble(fields[3]), Double.parseDouble(fields[2])));
            assertThat(Geodesy.distanceMetres(wgs84, back)).as(row).isLessThan(1.5);
            rows++;
        }
        assertThat(rows).isPositive();
    }
}
