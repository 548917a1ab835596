package onemap.gis.table.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import onemap.domain.LonLat;
import onemap.gis.CoordinateSystems;
import onemap.gis.table.DeclaredSystem;
import onemap.gis.table.Refused;
import onemap.gis.table.Row;
import onemap.gis.table.SourceFile;
import onemap.gis.table.Table;
import onemap.gis.table.meaning.Columns;
import onemap.gis.table.meaning.Coordinates;
import onemap.gis.table.meaning.Meaning;
import onemap.gis.table.meaning.PlaceSystem;
import onemap.gis.table.meaning.Placed;
import onemap.domain.register.Register;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The same four points in six files of other programs come out at the same places. */
class CorpusLayersTest {
    private static final Path LAYERS = Path.of("../shared/corpus/layers");
    private static final CoordinateSystems SYSTEMS = new CoordinateSystems();
    private static final List<LonLat> POINTS = List.of(new LonLat(120.512345, 29.203456), new LonLat(120.601234, 29.15),
            new LonLat(120.455555, 29.250001),
            new LonLat(120.700001, 29.300002));
    /** About a tenth of a metre. */
    private static final double DEGREES = 1e-6;

    @BeforeEach void corpusIsThere() { assumeTrue(Files.isDirectory(LAYERS)); }

    @Test void shapefilesInTheirDeclaredSystems() throws IOException, Refused {
        for (String name : List.of("points-4490-utf8.shp", "points-4549-gbk-nocpg.shp")) {
            var table = Samples.open(SourceFile.withCompanions(LAYERS.resolve(name)));
            int epsg = ((DeclaredSystem.Epsg) table.declaredSystem()).code();

            assertThat(epsg).isEqualTo(Integer.parseInt(name.substring(7, 11)));
            assertThat(Samples.names(table)).containsExactly("名称", "类别", "容量");
            check(table, new PlaceSystem.Epsg(epsg), POINTS);
        }
    }

    @Test void geoJsonXlsxAndCsv() throws IOException, Refused {
        check(open("points-4326.geojson"), new PlaceSystem.Epsg(4326), POINTS);
        check(open("shelters-gbk.csv"), new PlaceSystem.Epsg(4326), POINTS);
        check(open("shelters.xlsx"), new PlaceSystem.Epsg(4326),
                List.of(POINTS.get(0), POINTS.get(1), POINTS.get(2), POINTS.get(3), POINTS.get(0)));
        check(open("shelters-utf8bom-swapped.csv"), new PlaceSystem.Epsg(4326), List.of(POINTS.get(3), POINTS.get(1)));
    }

    private static Table open(String name) throws Refused { return Samples.open(SourceFile.of(name, LAYERS.resolve(name))); }

    private static void check(Table table, PlaceSystem system, List<LonLat> expected) throws Refused {
        var rows = Samples.rows(table);
        var columns = Columns.guess(Register.SHELTERS, table.columns(), rows);
        var coordinates = new Coordinates(SYSTEMS, system);
        assertThat(rows).hasSize(expected.size());
        for (int i = 0; i < expected.size(); i++) {
            var place = ((Placed.At) placed(rows.get(i), table, columns, coordinates)).place();
            assertThat(place.lonDegrees()).as(table.format() + " row " + rows.get(i).number())
                    .isCloseTo(expected.get(i).lonDegrees(), within(DEGREES));
            assertThat(place.latDegrees()).isCloseTo(expected.get(i).latDegrees(), within(DEGREES));
            assertThat(columns.text(rows.get(i), Meaning.NAME)).isNotEmpty();
        }
    }

    private static Placed placed(Row row, Table table, Columns columns, Coordinates coordinates) {
        if (!table.carriesGeometry()) return coordinates.read(columns.text(row, Meaning.EAST), columns.text(row, Meaning.NORTH));
        var at = row.geometry().orElseThrow().getCoordinate();
        return coordinates.read(at.x, at.y);
    }
}
