package onemap.web.ogc;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import onemap.access.Permission;
import onemap.access.Principal;
import onemap.gis.Catalogue;

/**
 * The definition of this interface in OpenAPI 3.0 (OGC API – Features, Part 1, 9.2): what is the same for all collections stands in {@code api.json}, their
 * paths and parameters come from the table of collections.
 */
final class ApiDefinition {
    private static final JsonObject COMMON = read();
    private static final List<String> ITEMS = List.of("limit", "offset", "after", "bbox", "bbox-crs", "crs", "datetime", "filter",
            "filter-lang", "filter-crs");

    private ApiDefinition() {}

    private static JsonObject read() {
        try (var in = ApiDefinition.class.getResourceAsStream("api.json")) {
            if (in == null) throw new IllegalStateException("ogc/api.json is missing");
            return new JsonObject(Buffer.buffer(in.readAllBytes()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @param layers those that are served as tiles */
    static JsonObject of(Asked asked, List<Catalogue.Layer> layers) {
        var security = new JsonArray().add(scheme("bearer")).add(scheme("session"));
        if (asked.caller().means() == Principal.Means.GUEST) security.add(new JsonObject());
        return COMMON.copy()
                .put("servers", new JsonArray().add(new JsonObject().put("url", asked.base() + "/ogc")))
                .put("security", security)
                .put("paths", paths(layers));
    }

    private static JsonObject scheme(String name) { return new JsonObject().put(name, new JsonArray()); }

    private static JsonObject paths(List<Catalogue.Layer> layers) {
        var paths = new JsonObject();
        paths.put("/", get("getLandingPage", "Capabilities", "Landing page", Asked.JSON, "landingPage", new JsonArray()));
        paths.put("/api", get("getApi", "Capabilities", "This definition", Asked.OPENAPI, "any",
                new JsonArray().add(shared("q"))));
        paths.put("/conformance", get("getConformance", "Capabilities", "Classes of requirements that are kept", Asked.JSON, "confClasses",
                new JsonArray()));
        paths.put("/collections", get("getCollections", "Capabilities", "The collections", Asked.JSON, "collections", new JsonArray()));
        FeatureTypes.all().forEach(type -> add(type, paths));
        tiles(layers, paths);
        return paths;
    }

    private static void add(FeatureType type, JsonObject paths) {
        String path = "/collections/" + type.id();
        String name = type.id().substring(0, 1).toUpperCase(java.util.Locale.ROOT) + type.id().substring(1);
        paths.put(path, get("describe" + name, "Data", type.title(), Asked.JSON, "collection", new JsonArray()));
        paths.put(path + "/queryables", get("getQueryablesOf" + name, "Data", type.title() + ": what can be asked for", Asked.SCHEMA,
                "queryables", new JsonArray()));
        paths.put(path + "/items", get("get" + name, "Data", type.description(), Asked.GEOJSON, "featureCollection", items(type)));
        paths.put(path + "/items/{featureId}", get("getOneOf" + name, "Data", type.title() + ": one feature", Asked.GEOJSON, "feature",
                new JsonArray().add(shared("featureId")).add(shared("crs"))));
    }

    /** OGC API – Tiles, Part 1: for programs alone, there are no pages of them. */
    private static void tiles(List<Catalogue.Layer> layers, JsonObject paths) {
        paths.put("/tileMatrixSets",
                programs("getTileMatrixSetsList", "Tiles", "How tiles are laid out", Asked.JSON, "any", new JsonArray()));
        paths.put("/tileMatrixSets/{tileMatrixSetId}", programs("getTileMatrixSet", "Tiles", "One layout of tiles", Asked.JSON, "any",
                new JsonArray().add(matrixSet())));
        for (var layer : layers) {
            String path = "/collections/" + layer.id();
            String name = "." + layer.id() + ".";
            String title = layer.titleEn() + " " + layer.title();
            paths.put(path, get("describe" + name + "collection", "Tiles", title, Asked.JSON, "collection", new JsonArray()));
            paths.put(path + "/tiles",
                    programs(name.substring(1) + "collection.vector.getTileSetsList", "Tiles", title + ": its tilesets", Asked.JSON, "any",
                            new JsonArray()));
            paths.put(path + "/tiles/{tileMatrixSetId}",
                    programs(name.substring(1) + "collection.vector.getTileSet", "Tiles", title + ": a tileset",
                            Asked.JSON, "any", new JsonArray().add(matrixSet())));
            paths.put(path + "/tiles/{tileMatrixSetId}/{tileMatrix}/{tileRow}/{tileCol}",
                    tile(name.substring(1) + "collection.vector.getTile",
                            title + ": a tile"));
        }
    }

    private static JsonObject programs(String id, String tag, String summary, String type, String schema, JsonArray parameters) {
        var own = parameters.copy();
        var operation = get(id, tag, summary, type, schema, parameters);
        operation.getJsonObject("get")
                .put("parameters", own)
                .getJsonObject("responses")
                .getJsonObject("200")
                .getJsonObject("content")
                .remove(Asked.HTML);
        return operation;
    }

    private static JsonObject tile(String id, String summary) {
        var parameters = new JsonArray().add(matrixSet());
        for (String name : List.of("tileMatrix", "tileRow", "tileCol"))
            parameters.add(inPath(name, new JsonObject().put("type", "integer").put("minimum", 0)));
        var operation = programs(id, "Tiles", summary, OgcTiles.MVT, "any", parameters);
        var responses = operation.getJsonObject("get").getJsonObject("responses");
        responses.getJsonObject("200")
                .put("content", new JsonObject().put(OgcTiles.MVT,
                        new JsonObject().put("schema", new JsonObject().put("type", "string").put("format", "binary"))));
        responses.put("204", new JsonObject().put("description", "nothing is there"));
        return operation;
    }

    private static JsonObject matrixSet() {
        return inPath("tileMatrixSetId", new JsonObject().put("type", "string").put("enum", new JsonArray().add(WebMercatorQuad.ID)));
    }

    private static JsonObject inPath(String name, JsonObject schema) {
        return new JsonObject().put("name", name).put("in", "path").put("required", true).put("schema", schema);
    }

    private static JsonArray items(FeatureType type) {
        var parameters = new JsonArray();
        ITEMS.forEach(name -> parameters.add(shared(name)));
        for (String name : ItemsQuery.properties(type))
            parameters.add(new JsonObject().put("name", name)
                    .put("in", "query")
                    .put("description", "the features whose " + name + " is just that")
                    .put("schema", Queryables.schema(type.queryables().get(name)))
                    .put("style", "form")
                    .put("explode", false));
        return parameters;
    }

    private static JsonObject shared(String name) { return new JsonObject().put("$ref", "#/components/parameters/" + name); }

    private static JsonObject get(String id, String tag, String summary, String type, String schema, JsonArray parameters) {
        for (String name : List.of("f", "lang", "theme"))
            parameters.add(shared(name));
        var content = new JsonObject()
                .put(type, new JsonObject().put("schema", new JsonObject().put("$ref", "#/components/schemas/" + schema)))
                .put(Asked.HTML, new JsonObject().put("schema", new JsonObject().put("type", "string")));
        var problem = new JsonObject().put("$ref", "#/components/responses/Problem");
        var responses = new JsonObject().put("200", new JsonObject().put("description", summary).put("content", content));
        for (String status : List.of("400", "401", "403", "404", "default"))
            responses.put(status, problem);
        return new JsonObject().put("get", new JsonObject().put("operationId", id)
                .put("summary", summary)
                .put("tags", new JsonArray().add(tag))
                .put("x-onemap-right", Permission.READ_PICTURE.name())
                .put("x-onemap-scope", "FILTERED")
                .put("parameters", parameters)
                .put("responses", responses));
    }
}
