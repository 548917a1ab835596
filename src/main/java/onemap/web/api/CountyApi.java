package onemap.web.api;

import onemap.web.http.Answers;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import onemap.gis.Catalogue;
import onemap.gis.Hillshade;
import org.locationtech.jts.geom.Envelope;

/** What the screens must know before they draw: the county, its base layers and how long each kind of data stays fresh. */
public final class CountyApi {
    private final JsonObject county;

    public CountyApi(Catalogue catalogue, boolean demo, Map<String, Freshness> freshness) {
        var limits = new JsonObject();
        freshness.forEach((name, limit) -> limits.put(name, new JsonObject().put("fresh", limit.fresh()).put("stale", limit.stale())));
        var layers = new JsonArray();
        catalogue.layers()
                .stream()
                .filter(layer -> layer.use() == Catalogue.Use.BASE)
                .forEach(layer -> layers.add(new JsonObject().put("id", layer.id())
                        .put(
                                "title", layer.title())
                        .put("titleEn", layer.titleEn())
                        .put("url", "/tiles/base/" + layer.id() + ".geojson")
                        .put("source", layer.source())));
        Envelope home = catalogue.home();
        county = new JsonObject().put("code", catalogue.code())
                .put("name", catalogue.name())
                .put("nameEn", catalogue.nameEn())
                .put("demo", demo)
                .put(
                        "bounds", new JsonArray().add(home.getMinX()).add(home.getMinY()).add(home.getMaxX()).add(home.getMaxY()))
                .put("layers", layers)
                .put("tiles",
                        new JsonObject().put("min", Hillshade.MIN_ZOOM).put("max", Hillshade.MAX_ZOOM))
                .put(
                        "freshness", limits);
    }

    public void county(RoutingContext context) { Answers.json(context, county); }
}
