package onemap.web.api;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import onemap.gis.Catalogue;
import onemap.gis.Style;
import onemap.gis.layer.LayerState;
import onemap.gis.tiles.TileFiles;
import onemap.gis.tiles.TileFormat;

/** The layers a screen may switch on, as JSON: where each is, how it is drawn, or why it is not. */
final class LayerList {
    private LayerList() {}

    static JsonObject of(MapData map) {
        var layers = new JsonArray();
        map.tiles().list().forEach(file -> layers.add(tiles(file)));
        map.layers()
                .list()
                .stream()
                .filter(layer -> layer.use() == Catalogue.Use.LAYER)
                .forEach(layer -> layers.add(things(layer, map.layers().state(layer.id()))));
        var terrain = new JsonObject();
        map.ground().fault().ifPresent(fault -> terrain.put("fault", fault).put("file", map.ground().layer().orElseThrow().file()));
        return new JsonObject().put("layers", layers).put("terrain", terrain).put("online", online(map));
    }

    private static JsonObject tiles(TileFiles.Opened file) {
        var json = common(file.layer());
        file.fault().ifPresent(fault -> broken(json, file.layer().file() + ":无法使用(" + fault + ")", file.layer().file() + ": " + fault));
        file.archive().ifPresent(archive -> {
            var info = archive.info();
            json.put("state", "ready")
                    .put("kind", info.format() == TileFormat.MVT ? "vector" : "raster")
                    .put("url", "/tiles/" + file.layer().id() + "/{z}/{x}/{y}")
                    .put("tileMinZoom", info.minZoom())
                    .put("tileMaxZoom", info.maxZoom());
        });
        return json;
    }

    private static JsonObject things(Catalogue.Layer layer, LayerState state) {
        var json = common(layer).put("kind", "features").put("url", "/tiles/layer/" + layer.id());
        switch (state) {
            case LayerState.Loading loading -> json.put("state", "loading");
            case LayerState.Ready ready -> {
                json.put("state", "ready").put("features", ready.things().list().size()).put("refused", ready.things().refused());
                ready.things().firstFault().ifPresent(fault -> json.put("fault", fault.textZh()).put("faultEn", fault.textEn()));
            }
            case LayerState.Broken broken -> broken(json, broken.reason().textZh(), broken.reason().textEn());
        }
        return json;
    }

    private static void broken(JsonObject json, String zh, String en) { json.put("state", "broken").put("fault", zh).put("faultEn", en); }

    private static JsonObject common(Catalogue.Layer layer) {
        return new JsonObject().put("id", layer.id())
                .put("title", layer.title())
                .put("titleEn", layer.titleEn())
                .put("source", layer.source())
                .put("licence", layer.licence())
                .put("date", layer.date())
                .put("shown", layer.drawing().shown())
                .put("style", style(layer.drawing().style()));
    }

    private static JsonObject style(Style style) {
        var rules = new JsonArray();
        style.rules().forEach(rule -> rules.add(rule(rule)));
        var json = new JsonObject().put("rules", rules)
                .put("labelsFrom", style.labelsFrom())
                .put("minZoom", style.minZoom())
                .put("maxZoom", style.maxZoom());
        style.label().ifPresent(label -> json.put("label", label));
        return json;
    }

    private static JsonObject rule(Style.Rule rule) {
        var json = new JsonObject().put("colour", rule.colour())
                .put("width", rule.width())
                .put("fillOpacity", rule.fillOpacity())
                .put("dash", new JsonArray(rule.dash()))
                .put("radius", rule.radius());
        rule.fill().ifPresent(fill -> json.put("fill", fill));
        rule.when().ifPresent(when -> {
            var condition = new JsonObject().put("attribute", when.attribute()).put("in", new JsonArray(when.in()));
            when.min().ifPresent(min -> condition.put("min", min));
            when.max().ifPresent(max -> condition.put("max", max));
            json.put("when", condition);
        });
        return json;
    }

    private static JsonObject online(MapData map) {
        var settings = map.online().settings();
        var layers = new JsonArray();
        if (settings.isOn()) settings.layers().forEach(layer -> layers.add("/tiles/online/" + layer + "/{z}/{x}/{y}"));
        return new JsonObject().put("on", settings.isOn())
                .put("offline", map.online().isOffline())
                .put("layers", layers)
                .put("minZoom", settings.minZoom())
                .put("maxZoom", settings.maxZoom())
                .put("attribution", settings.attribution());
    }
}
