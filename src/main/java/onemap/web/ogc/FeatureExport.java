package onemap.web.ogc;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import onemap.domain.Kind;
import onemap.domain.LiveObject;
import onemap.gis.cql2.ValueType;
import onemap.gis.export.Cell;
import onemap.gis.export.Column;
import onemap.gis.export.Export;
import onemap.gis.export.Layer;
import org.locationtech.jts.geom.Geometry;

/** A collection as one table: what can be asked of its features, a column each. */
final class FeatureExport {
    private FeatureExport() {}

    /** @param objects as they are shown to whoever asks */
    static Export of(FeatureType type, List<LiveObject> objects) {
        var names = type.queryables().entrySet().stream().filter(each -> each.getValue() != ValueType.GEOMETRY).toList();
        var rows = new ArrayList<Layer.Row>();
        for (LiveObject object : objects) {
            var values = Queryables.values(object);
            var place = values.find(Queryables.GEOMETRY, ValueType.GEOMETRY).map(Geometry.class::cast);
            rows.add(new Layer.Row(place, names.stream().map(each -> cell(values.find(each.getKey(), each.getValue()))).toList()));
        }
        var columns = names.stream().map(FeatureExport::column).toList();
        var shape = type.kind() == Kind.WARNING ? Layer.Shape.AREA : Layer.Shape.POINT;
        return new Export(type.title(), List.of(new Layer(type.id(), type.title(), shape, columns, rows)));
    }

    private static Column column(Map.Entry<String, ValueType> of) {
        var type = switch (of.getValue()) {
            case TEXT, GEOMETRY -> Column.Type.TEXT;
            case NUMBER -> Column.Type.NUMBER;
            case BOOLEAN -> Column.Type.TRUTH;
            case INSTANT -> Column.Type.TIME;
        };
        return new Column(of.getKey(), of.getKey(), type);
    }

    private static Cell cell(Optional<Object> value) {
        if (value.isEmpty()) return Cell.NOTHING;
        return switch (value.get()) {
            case String text -> Cell.of(text);
            case Double number -> Cell.of(number);
            case Boolean truth -> new Cell.Truth(truth);
            case Instant at -> new Cell.Time(at);
            default -> throw new IllegalStateException("a value of " + value.get().getClass());
        };
    }
}
