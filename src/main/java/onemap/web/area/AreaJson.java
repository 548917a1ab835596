package onemap.web.area;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import onemap.desk.area.AreaAnswer;
import onemap.desk.area.Figure;
import onemap.desk.area.Item;
import onemap.desk.area.Word;
import onemap.domain.LonLat;
import onemap.gis.GeoJson;

/** An area answer as JSON for the page: sums of all, lists as long as somebody reads. */
final class AreaJson {
    /** Things of one kind that are listed; whoever wants more takes a file. */
    static final int MOST_LISTED = 500;
    /** 0.1 m. */
    private static final int DECIMALS = 6;

    private AreaJson() {}

    static JsonObject of(AreaAnswer answer) {
        var categories = new JsonArray();
        answer.groups().forEach(group -> categories.add(group(group)));
        return new JsonObject().put("title", answer.title())
                .put("computedAt", answer.computedAt().toString())
                .put("centre", place(answer.ground().centre()))
                .put("squareMetres", Math.round(answer.ground().squareMetres()))
                .put("outline", new JsonObject(GeoJson.write(answer.ground().outline(), DECIMALS).toString()))
                .put("totals", figures(answer.totals()))
                .put("categories", categories);
    }

    private static JsonObject group(AreaAnswer.Group group) {
        var items = new JsonArray();
        group.items().stream().limit(MOST_LISTED).forEach(item -> items.add(item(item)));
        var category = group.category();
        return new JsonObject().put("category", category.key())
                .put("title", category.zh())
                .put("titleEn", category.en())
                .put("count", group.items().size())
                .put("sums", figures(group.sums()))
                .put("items", items);
    }

    private static JsonObject item(Item item) {
        var json = new JsonObject().put("id", item.id())
                .put("name", item.name())
                .put("town", item.town())
                .put("place", place(item.place()))
                .put("distanceMetres", Math.round(item.distanceMetres()));
        item.at().ifPresent(at -> json.put("at", at.toString()));
        json.mergeIn(figures(item.figures()));
        for (Word word : Word.values())
            if (item.words().containsKey(word)) json.put(word.key(), item.words().get(word));
        return json;
    }

    private static JsonObject figures(Map<Figure, Long> figures) {
        var json = new JsonObject();
        for (Figure figure : Figure.values())
            if (figures.containsKey(figure)) json.put(figure.key(), figures.get(figure));
        return json;
    }

    private static JsonArray place(LonLat at) { return new JsonArray().add(at.lonDegrees()).add(at.latDegrees()); }
}
