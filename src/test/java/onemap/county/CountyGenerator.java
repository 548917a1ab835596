package onemap.county;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import onemap.county.Grid.Km;
import onemap.county.Plan.Town;
import onemap.gis.Png;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.LineString;
import org.locationtech.jts.geom.Polygon;

/**
 * Makes the fictional county 望海县: {@code gis-data/} and {@code config/thresholds.json}, the same from the same seed on every machine. It is run by hand
 * ({@code bin/county}) when the county shall change; a test compares what it makes with what is committed.
 */
public final class CountyGenerator {
    static final int SEED = 7;
    private static final String DATE = "2026-01-01";
    private static final double HEIGHT_UNIT_METRES = 0.5;
    private static final double HEIGHT_ZERO_METRES = -100;
    /** 0.001° are about 100 m; the county and some 10 km round it. */
    private static final Grid GRID = new Grid(121.10, 29.51, 0.001, 820, 610);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Plan plan = new Plan(SEED);
    private final Names names = new Names(SEED);
    private final double[] heights;
    private final County county;
    private final Map<String, List<Item>> layers = new LinkedHashMap<>();

    private CountyGenerator() {
        heights = new Relief(plan, SEED).heights(GRID);
        county = County.of(GRID, heights, plan, names, SEED);
        drawLand();
        fillRegisters();
    }

    /** Writes below the folder given, by default the project's own. */
    public static void main(String[] arguments) throws IOException {
        write(Path.of(arguments.length > 0 ? arguments[0] : "."));
    }

    static void write(Path root) throws IOException {
        var made = new CountyGenerator();
        Path gisData = Files.createDirectories(root.resolve("gis-data"));
        for (var layer : made.layers.entrySet())
            Files.writeString(gisData.resolve(layer.getKey() + ".geojson"), collection(layer.getValue()));
        Files.write(gisData.resolve("terrain.png"), Png.write(made.raster()));
        Files.writeString(gisData.resolve("catalogue.json"), pretty(made.catalogue()));
        Path config = Files.createDirectories(root.resolve("config"));
        Files.writeString(config.resolve("thresholds.json"), pretty(Thresholds.of(made.layers.get("stations"), DATE)));
    }

    private void drawLand() {
        layers.put("boundary", List.of(
                Item.of(county.outline()).with("code", Plan.COUNTY_CODE).with("name", Plan.COUNTY_NAME).with("nameEn", "Wanghai County")));
        layers.put("coast", List.of(Item.of(county.coast()).with("name", "陆地")));
        layers.put("shoreline", shoreline());
        var towns = new ArrayList<Item>();
        for (Town town : Town.values())
            towns.add(Item.of(county.towns().get(town.ordinal()))
                    .with("code", town.code())
                    .with("name", town.title)
                    .with("seatLon", Lines.degrees(town.seat).x)
                    .with("seatLat", Lines.degrees(town.seat).y));
        layers.put("towns", towns);
        layers.put("borders", borders());
        layers.put("villages",
                each(county.villages(), village -> Item.at(village.at())
                        .with("code", village.code())
                        .with("name", village.name())
                        .with("town", village.town().title)
                        .with("townCode", village.town().code())));
        layers.put("rivers",
                each(county.rivers(), river -> Item.of(Lines.line(river.line()))
                        .with("name", river.name())
                        .with("order", river.order())
                        .with("catchmentSquareKilometres", river.squareKm())));
        layers.put("reservoirs",
                each(county.lakes(), lake -> Item.of(lake.shape())
                        .with("name", lake.name())
                        .with("fullLevelMetres", lake.levelMetres())
                        .with("areaSquareKilometres", lake.squareKm())));
        layers.put("roads", each(county.roads(), road -> Item.of(Lines.line(road.line()))
                .with("ref", road.ref())
                .with("name", road.name())
                .with("roadClass", road.rank().word)
                .with("fromKilometre", road.fromKm())));
    }

    /** The edge of the land without the straight edges of the raster. */
    private List<Item> shoreline() {
        var lines = new ArrayList<Item>();
        for (int i = 0; i < county.coast().getNumGeometries(); i++) {
            var line = new ArrayList<Coordinate>();
            for (Coordinate coordinate : ((Polygon) county.coast().getGeometryN(i)).getExteriorRing().getCoordinates()) {
                if (!onRim(coordinate)) line.add(coordinate);
                if (onRim(coordinate) && line.size() > 1) lines.add(shore(line));
                if (onRim(coordinate)) line.clear();
            }
            if (line.size() > 1) lines.add(shore(line));
        }
        return lines;
    }

    private static Item shore(List<Coordinate> line) {
        return Item.of(Lines.FACTORY.createLineString(line.toArray(Coordinate[]::new))).with("name", "海岸线");
    }

    private static boolean onRim(Coordinate coordinate) {
        double near = 1.1 * GRID.stepDegrees();
        return coordinate.x < GRID.west() + near || coordinate.x > GRID.west() + GRID.columns() * GRID.stepDegrees() - near
                || coordinate.y > GRID.north() - near
                || coordinate.y < GRID.north() - GRID.rows() * GRID.stepDegrees() + near;
    }

    private List<Item> borders() {
        var borders = new ArrayList<Item>();
        Geometry land = county.coast();
        for (boolean ofCounty : new boolean[]{true, false})
            for (LineString line : ofCounty ? county.countyBorder() : county.townBorders())
                borders.add(Item.of(line).with("level", ofCounty ? "county" : "town").with("sea", !land.intersects(line)));
        return borders;
    }

    private void fillRegisters() {
        List<Km> harbours = Shore.harbours(county);
        var registers = new Registers(county, names);
        var devices = new Devices(county, names);
        layers.put("shelters", registers.shelters());
        layers.put("teams", registers.teams());
        layers.put("vehicles", registers.vehicles(layers.get("teams")));
        layers.put("stations", devices.stations(harbours));
        layers.put("cameras", devices.cameras(harbours));
        layers.put("risk-points", new Risks(county, names, registers, SEED).all(harbours));
        var stores = new Stores(county, names, registers);
        var posts = new Posts(county, names, registers);
        layers.put("enterprises", new Firms(county, names, registers).all());
        layers.put("supplies", stores.supplies());
        layers.put("screens", stores.screens());
        layers.put("people", posts.people());
        layers.put("grids", posts.grids());
        layers.put("households", posts.households(layers.get("risk-points"), layers.get("shelters")));
    }

    private Png.Grey16 raster() {
        var values = new char[heights.length];
        for (int cell = 0; cell < values.length; cell++)
            values[cell] = (char) Math.round(Math.max(0, (heights[cell] - HEIGHT_ZERO_METRES) / HEIGHT_UNIT_METRES));
        return new Png.Grey16(GRID.columns(), GRID.rows(), values);
    }

    private static <T> List<Item> each(List<T> things, Function<T, Item> item) { return things.stream().map(item).toList(); }

    private static String collection(List<Item> items) throws JsonProcessingException {
        var text = new StringBuilder("{\"type\":\"FeatureCollection\",\"features\":[\n");
        for (int i = 0; i < items.size(); i++)
            text.append(JSON.writeValueAsString(items.get(i).feature())).append(i + 1 < items.size() ? ",\n" : "\n");
        return text.append("]}\n").toString();
    }

    static String pretty(JsonNode node) throws JsonProcessingException {
        var printer = new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n"));
        return JSON.writer(printer).writeValueAsString(node) + "\n";
    }

    private ObjectNode catalogue() {
        var root = JsonNodeFactory.instance.objectNode();
        Envelope box = county.outline().getEnvelopeInternal();
        var home = root.putObject("county")
                .put("code", Plan.COUNTY_CODE)
                .put("name", Plan.COUNTY_NAME)
                .put("nameEn", "Wanghai County")
                .putArray("home");
        for (double edge : new double[]{box.getMinX(), box.getMinY(), box.getMaxX(), box.getMaxY()})
            home.add(Lines.rounded(edge));
        var list = root.putArray("layers");
        for (String[] title : TITLES) {
            var layer = list.addObject()
                    .put("id", title[0])
                    .put("use", title[1])
                    .put("title", title[2])
                    .put("titleEn", title[3])
                    .put("file", title[0] + (title[1].equals("terrain") ? ".png" : ".geojson"))
                    .put("epsg", 4326)
                    .put("source", "invented; made by onemap.county.CountyGenerator, seed " + SEED)
                    .put("licence", "CC0-1.0")
                    .put("date", DATE);
            if (!title[1].equals("terrain")) continue;
            layer.putArray("bounds")
                    .add(GRID.west())
                    .add(Lines.rounded(GRID.north() - GRID.rows() * GRID.stepDegrees()))
                    .add(Lines.rounded(GRID.west() + GRID.columns() * GRID.stepDegrees()))
                    .add(GRID.north());
            layer.put("unitMetres", HEIGHT_UNIT_METRES).put("zeroMetres", HEIGHT_ZERO_METRES);
        }
        return root;
    }

    private static final String[][] TITLES = {{"terrain", "terrain", "地形", "Terrain"}, {"coast", "base", "陆地与海岛", "Land and islands"},
            {"shoreline", "base", "海岸线", "Shoreline"}, {"reservoirs", "base", "水库", "Reservoirs"},
            {"rivers", "base", "河流", "Rivers"}, {"roads", "base", "道路", "Roads"}, {"borders", "base", "县乡界线", "Borders"},
            {"towns", "base", "乡镇街道", "Towns"},
            {"boundary", "base", "县界", "County"}, {"villages", "base", "行政村", "Villages"}, {"shelters", "register", "避灾安置场所", "Shelters"},
            {"risk-points", "register", "八张风险清单", "Risk points"},
            {"teams", "register", "救援力量", "Rescue teams"}, {"vehicles", "register", "救援车辆", "Rescue vehicles"},
            {"stations", "register", "监测站", "Stations"}, {"cameras", "register", "视频", "Cameras"},
            {"enterprises", "register", "重点企业", "Enterprises"}, {"supplies", "register", "应急物资", "Supplies"},
            {"screens", "register", "公共宣传屏", "Public screens"}, {"people", "register", "责任人", "Responsible people"},
            {"grids", "register", "网格", "Grids"}, {"households", "register", "转移对象", "Households to move"}};
}
