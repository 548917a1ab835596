package onemap.gis.layer;

import java.util.List;
import org.locationtech.jts.geom.Geometry;

/**
 * One thing of a static layer.
 *
 * @param number   as the person who made the file sees it, from 1
 * @param geometry in WGS-84, longitude in x
 * @param cells    one for each attribute of the layer, empty where nothing stands
 */
public record Thing(int number, Geometry geometry, List<String> cells) {
    public Thing { cells = List.copyOf(cells); }
}
