package onemap.gis.table;

import java.util.List;
import java.util.Optional;
import org.locationtech.jts.geom.Geometry;

/**
 * One row of a table.
 *
 * @param number   as the person sees it in the file, from 1: the row of a sheet, the record of a shapefile, the feature of a GeoJSON
 * @param cells    stripped text, one for each column, empty where nothing stands
 * @param geometry in the coordinates of the file, x before y as they stand there
 * @param fault    why this row alone cannot be used as it stands
 */
public record Row(int number, List<String> cells, Optional<Geometry> geometry, Optional<Reason> fault) {
    public Row { cells = List.copyOf(cells); }
}
