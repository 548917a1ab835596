package onemap.drill;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import onemap.domain.LonLat;
import org.junit.jupiter.api.Test;

class CountyTest {
    static final County COUNTY = County.read(Path.of("src/test/resources/drill"));

    @Test void findsWhoSpeaksWhichProtocol() {
        assertThat(COUNTY.name()).isEqualTo("望海县");
        assertThat(COUNTY.divisionCode()).contains("330299");
        assertThat(COUNTY.boundary()).hasSize(5);
        assertThat(COUNTY.roads()).hasSize(3);
        assertThat(COUNTY.movers()).extracting(County.Mover::phone).containsExactly("13900000001", "13900000002", "13900000003");
        assertThat(COUNTY.movers()).extracting(County.Mover::isTeam).containsExactly(false, true, true);
        assertThat(COUNTY.gauges()).containsExactly(new County.Gauge("WH-WL-01", "望溪水位站", new LonLat(121.45, 29.2), List.of("waterLevel")),
                new County.Gauge("WH-RF-01", "高山雨量站", new LonLat(121.42, 29.3), List.of("rain1h", "rain24h")));
        assertThat(COUNTY.eyes()).extracting(County.Eye::code).containsExactly("33029900001320000001", "33029900001320000002");
    }

    @Test void aMissingFileIsAnEmptyRegister() { assertThat(County.read(Path.of("src/test/resources/no-such-county")).gauges()).isEmpty(); }
}
