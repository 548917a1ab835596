package onemap.gis.table.reading;

import static org.assertj.core.api.Assertions.assertThat;

import onemap.gis.table.DeclaredSystem;
import org.junit.jupiter.api.Test;

/** Names ESRI and EPSG give; the codes are those of the EPSG registry. */
class PrjTextTest {
    @Test void knowsTheZonesByName() {
        assertThat(code("PROJCS[\"CGCS2000_3_Degree_GK_CM_120E\",")).isEqualTo(4549);
        assertThat(code("PROJCS[\"CGCS2000_3_Degree_GK_CM_114E\",")).isEqualTo(4547);
        assertThat(code("PROJCS[\"CGCS2000_3_Degree_GK_Zone_40\",")).isEqualTo(4528);
        assertThat(code("PROJCS[\"CGCS2000 / 3-degree Gauss-Kruger CM 123E\",")).isEqualTo(4550);
        assertThat(code("PROJCRS[\"CGCS2000 / 3-degree Gauss-Kruger zone 41\",")).isEqualTo(4529);
        assertThat(code("PROJCS[\"CGCS2000_GK_Zone_20\",")).isEqualTo(4498);
        assertThat(code("GEOGCS[\"GCS_China_Geodetic_Coordinate_System_2000\",")).isEqualTo(4490);
        assertThat(code("PROJCS[\"WGS_1984_Web_Mercator_Auxiliary_Sphere\",")).isEqualTo(3857);
    }

    @Test void knowsAZoneByItsParametersUnderAnotherName() {
        assertThat(code(Samples.PRJ_4549.replace("CGCS2000_3_Degree_GK_CM_120E", "我县坐标"))).isEqualTo(4549);
        assertThat(code(Samples.PRJ_4549.replace("CGCS2000_3_Degree_GK_CM_120E", "我县坐标").replace("500000.0", "40500000.0")))
                .isEqualTo(4528);
    }

    @Test void believesNeitherWhenNameAndParametersDisagree() {
        assertThat(PrjText.read(Samples.PRJ_4549.replace("\"Central_Meridian\",120.0", "\"Central_Meridian\",117.0")))
                .isEqualTo(new DeclaredSystem.Unknown(
                        "CGCS2000_3_Degree_GK_CM_120E"));
    }

    @Test void tellsTheNameOfWhatItDoesNotKnow() {
        assertThat(PrjText.read("PROJCS[\"Beijing_1954_3_Degree_GK_CM_120E\","))
                .isEqualTo(new DeclaredSystem.Unknown("Beijing_1954_3_Degree_GK_CM_120E"));
    }

    private static int code(String text) { return ((DeclaredSystem.Epsg) PrjText.read(text)).code(); }
}
