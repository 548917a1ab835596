package onemap.gis.table.meaning;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.UnaryOperator;
import onemap.domain.LonLat;
import onemap.gis.Bd09;
import onemap.gis.Gcj02;
import onemap.gis.table.meaning.ShiftCheck.Named;
import onemap.gis.table.meaning.ShiftCheck.Suspicion;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;

/** Shifts put on on purpose are found again, through some metres of carelessness. */
class ShiftCheckTest {
    private static final long SEED = 20260718;
    /** About 20 m. */
    private static final double CARELESS_DEGREES = 2e-4;
    private static final List<Named> KNOWN = places(place -> place, 0);

    @Test void knowsTheShiftsApart() {
        assertThat(suspicion(places(Gcj02::fromWgs84, CARELESS_DEGREES))).isEqualTo(Suspicion.GCJ02);
        assertThat(suspicion(places(Bd09::fromWgs84, CARELESS_DEGREES))).isEqualTo(Suspicion.BD09);
        assertThat(suspicion(places(Gcj02::toWgs84, CARELESS_DEGREES))).isEqualTo(Suspicion.TWICE_CORRECTED);
        assertThat(suspicion(places(place -> new LonLat(place.lonDegrees() - 0.008, place.latDegrees() - 0.008), CARELESS_DEGREES)))
                .isEqualTo(
                        Suspicion.SHIFTED_OTHERWISE);
        assertThat(suspicion(places(place -> place, CARELESS_DEGREES))).isEqualTo(Suspicion.NONE);
    }

    @Test void saysHowFarAndInBothLanguages() {
        var finding = ShiftCheck.check(places(Gcj02::fromWgs84, 0), KNOWN, Optional.empty());

        assertThat(finding.shiftMetres()).isBetween(300.0, 600.0);
        assertThat(finding.zh()).contains("GCJ-02").contains("20 个同名点");
        assertThat(finding.en()).contains("GCJ-02").contains("20 things of the same name");
    }

    @Test void tellsByTheOutlineAloneWhenThereAreNoNames() {
        var shifted = places(Gcj02::fromWgs84, 0);

        var finding = ShiftCheck.check(shifted, List.of(), Optional.of(outline()));

        assertThat(finding.outside()).isPositive();
        assertThat(finding.suspicion()).isEqualTo(Suspicion.GCJ02);
        assertThat(finding.byOutline()).isTrue();
    }

    @Test void doesNotBlameAShiftForAListOfAnotherCounty() {
        var elsewhere = places(place -> new LonLat(place.lonDegrees() + 3, place.latDegrees()), 0);

        var finding = ShiftCheck.check(elsewhere, KNOWN, Optional.of(outline()));

        assertThat(finding.outside()).isEqualTo(20);
        assertThat(finding.suspicion()).isEqualTo(Suspicion.NONE);
    }

    private static Suspicion suspicion(List<Named> imported) { return ShiftCheck.check(imported, KNOWN, Optional.empty()).suspicion(); }

    /** The known places and some 50 m around. */
    private static Geometry outline() {
        var box = new Envelope();
        KNOWN.forEach(each -> box.expandToInclude(each.place().lonDegrees(), each.place().latDegrees()));
        box.expandBy(5e-4);
        return new GeometryFactory().toGeometry(box);
    }

    private static List<Named> places(UnaryOperator<LonLat> shift, double carelessDegrees) {
        var random = new Random(SEED);
        var places = new ArrayList<Named>();
        for (int i = 0; i < 20; i++) {
            // along two meridians, so that an outline tells a shift to the east
            var place = new LonLat(121.4 + 0.1 * (i % 2), 28.3 + 0.01 * i);
            var shifted = shift.apply(place);
            places.add(new Named("点" + i,
                    new LonLat(shifted.lonDegrees() + carelessDegrees * (random.nextDouble() - 0.5), shifted.latDegrees() + carelessDegrees
                            * (random.nextDouble() - 0.5))));
        }
        return places;
    }
}
