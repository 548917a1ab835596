package onemap.desk.area;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import onemap.gis.export.Cell;
import onemap.gis.export.Column;
import onemap.gis.export.Column.Type;
import onemap.gis.export.Export;
import onemap.gis.export.Layer;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;

/** An area answer as tables: the sums, the ground itself, then a table for each kind of which there is something. */
public final class AreaExport {
    private static final GeometryFactory FACTORY = new GeometryFactory();

    private AreaExport() {}

    public static Export of(AreaAnswer answer) {
        var layers = new ArrayList<Layer>(List.of(sums(answer), ground(answer)));
        answer.groups().stream().filter(group -> !group.items().isEmpty()).forEach(group -> layers.add(layer(group, answer)));
        return new Export(answer.title(), layers);
    }

    private static Layer sums(AreaAnswer answer) {
        var figures = answer.totals().keySet();
        var columns = new ArrayList<>(List.of(text("category", "类别"), number("count", "数量")));
        figures.forEach(figure -> columns.add(number(figure.key(), figure.zh())));
        columns.addAll(List.of(text("area", "范围"), number("squareKm", "面积(平方公里)"), new Column("computedAt", "统计时间", Type.TIME)));
        var rows = new ArrayList<Layer.Row>();
        long all = answer.groups().stream().mapToLong(group -> group.items().size()).sum();
        rows.add(row("合计", all, figures, answer.totals(), List.of(Cell.of(answer.title()),
                Cell.of(Math.round(answer.ground().squareMetres() / 1e3) / 1e3), new Cell.Time(answer.computedAt()))));
        for (var group : answer.groups())
            rows.add(row(group.category().zh(), group.items().size(), figures, group.sums(),
                    List.of(Cell.NOTHING, Cell.NOTHING, Cell.NOTHING)));
        return new Layer("sums", "汇总", Layer.Shape.NONE, columns, rows);
    }

    private static Layer.Row row(String title, long count, Set<Figure> figures, Map<Figure, Long> sums, List<Cell> rest) {
        var cells = new ArrayList<Cell>(List.of(Cell.of(title), Cell.of(count)));
        figures.forEach(figure -> cells.add(sums.containsKey(figure) ? Cell.of(sums.get(figure)) : Cell.NOTHING));
        cells.addAll(rest);
        return new Layer.Row(Optional.empty(), cells);
    }

    private static Layer ground(AreaAnswer answer) {
        var cells = List.of(Cell.of(answer.title()), new Cell.Time(answer.computedAt()));
        return new Layer("area", "范围", Layer.Shape.AREA, List.of(text("title", "范围"), new Column("computedAt", "统计时间", Type.TIME)),
                List.of(new Layer.Row(Optional.of(answer.ground().outline()), cells)));
    }

    private static Layer layer(AreaAnswer.Group group, AreaAnswer answer) {
        var figures = EnumSet.noneOf(Figure.class);
        var words = EnumSet.noneOf(Word.class);
        group.items().forEach(item -> {
            figures.addAll(item.figures().keySet());
            words.addAll(item.words().keySet());
        });
        var columns = new ArrayList<>(List.of(text("id", "编号"), text("name", "名称"), text("town", "乡镇"), number("metres", "距离(米)"),
                new Column("observedAt", "数据时间", Type.TIME), number("ageMinutes", "龄(分钟)")));
        figures.forEach(figure -> columns.add(number(figure.key(), figure.zh())));
        words.forEach(word -> columns.add(text(word.key(), word.zh())));
        boolean areas = group.category() == Category.WARNINGS;
        var rows = group.items().stream().map(item -> row(item, figures, words, answer)).toList();
        return new Layer(group.category().key().replace('.', '_'), group.category().zh(), areas ? Layer.Shape.AREA : Layer.Shape.POINT,
                columns, rows);
    }

    private static Layer.Row row(Item item, Set<Figure> figures, Set<Word> words, AreaAnswer answer) {
        var cells = new ArrayList<Cell>(List.of(Cell.of(item.id()), Cell.of(item.name()), Cell.of(item.town()),
                Cell.of(Math.round(item.distanceMetres())), item.at().<Cell>map(Cell.Time::new).orElse(Cell.NOTHING),
                item.at().map(at -> Cell.of((answer.computedAt().getEpochSecond() - at.getEpochSecond()) / 60)).orElse(Cell.NOTHING)));
        figures.forEach(figure -> cells.add(item.figures().containsKey(figure) ? Cell.of(item.figures().get(figure)) : Cell.NOTHING));
        words.forEach(word -> cells.add(Cell.of(word.told(item.words().getOrDefault(word, "")))));
        Geometry place = item.area()
                .orElseGet(() -> FACTORY.createPoint(new Coordinate(item.place().lonDegrees(), item.place().latDegrees())));
        return new Layer.Row(Optional.of(place), cells);
    }

    private static Column text(String key, String title) { return new Column(key, title, Type.TEXT); }

    private static Column number(String key, String title) { return new Column(key, title, Type.NUMBER); }
}
