package onemap.gis.export;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.locationtech.jts.geom.Geometry;

/**
 * A table whose rows may have places.
 *
 * @param name  ASCII, for programs; unique in its file
 * @param title for people: the name of a sheet
 */
public record Layer(String name, String title, Shape shape, List<Column> columns, List<Row> rows) {
    /** What its places are: longitude and latitude in WGS-84 degrees. */
    public enum Shape {
        NONE, POINT, AREA
    }

    /** @param cells one for each column */
    public record Row(Optional<Geometry> place, List<Cell> cells) {
        public Row { cells = List.copyOf(cells); }
    }

    public Layer {
        if (!name.matches("[A-Za-z][A-Za-z0-9_]*")) throw new IllegalArgumentException("layer name " + name);
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
        for (Row row : rows)
            if (row.cells.size() != columns.size()) throw new IllegalArgumentException(name + ": a row of " + row.cells.size() + " cells");
    }

    /** One table of several: every column of any, and first of all the one that says which layer a row is of. */
    static Layer joined(List<Layer> layers) {
        var columns = new LinkedHashMap<String, Column>();
        columns.put("layer", new Column("layer", "类别", Column.Type.TEXT));
        layers.forEach(layer -> layer.columns.forEach(column -> columns.putIfAbsent(column.key(), column)));
        var keys = List.copyOf(columns.keySet());
        var rows = new ArrayList<Row>();
        for (Layer layer : layers)
            for (Row row : layer.rows) {
                var cells = new ArrayList<Cell>(java.util.Collections.nCopies(keys.size(), Cell.NOTHING));
                cells.set(0, new Cell.Text(layer.title));
                for (int i = 0; i < layer.columns.size(); i++)
                    cells.set(keys.indexOf(layer.columns.get(i).key()), row.cells.get(i));
                rows.add(new Row(row.place, cells));
            }
        return new Layer("all", "全部", Shape.NONE, List.copyOf(columns.values()), rows);
    }
}
