package onemap.drill;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import onemap.domain.LonLat;

/**
 * What the simulators need of a county's register files.
 *
 * @param divisionCode 行政区划代码 of the boundary, empty when it names none
 * @param boundary     every corner of the border, for its extent
 * @param roads        lines, WGS-84
 */
public record County(String name, Optional<String> divisionCode, List<LonLat> boundary, List<List<LonLat>> roads, List<Mover> movers,
        List<Gauge> gauges, List<Eye> eyes) {
    private static final ObjectReader JSON = new JsonMapper().reader();

    /** A team or vehicle with a JT/T 808 tracker; {@code phone} is the terminal's number. */
    public record Mover(String phone, String name, LonLat home, boolean isTeam) {}

    /** A station that publishes by MQTT; {@code properties} as in topics. */
    public record Gauge(String station, String name, LonLat place, List<String> properties) {
        public Gauge { properties = List.copyOf(properties); }
    }

    /** A camera; {@code code} has the 20 digits of GB/T 28181. */
    public record Eye(String code, String name, LonLat place, Optional<String> streamUrl) {}

    public County {
        boundary = List.copyOf(boundary);
        roads = roads.stream().map(List::copyOf).toList();
        movers = List.copyOf(movers);
        gauges = List.copyOf(gauges);
        eyes = List.copyOf(eyes);
    }

    /** Reads boundary, roads, vehicles, teams, stations and cameras; a missing file is an empty register. */
    public static County read(Path gisData) {
        List<JsonNode> border = features(gisData.resolve("boundary.geojson"));
        var name = border.stream().map(feature -> feature.path("properties").path("name").asText("")).findFirst().orElse("");
        var code = border.stream().map(feature -> divisionCode(feature.path("properties"))).flatMap(Optional::stream).findFirst();
        var movers = Stream.concat(features(gisData.resolve("vehicles.geojson")).stream().flatMap(feature -> mover(feature, false)),
                features(gisData.resolve("teams.geojson")).stream().flatMap(feature -> mover(feature, true)));
        return new County(name, code, border.stream().flatMap(feature -> corners(feature.path("geometry").path("coordinates"))).toList(),
                features(gisData.resolve("roads.geojson")).stream().flatMap(County::lines).toList(), movers.toList(),
                features(gisData.resolve("stations.geojson")).stream().flatMap(County::gauge).toList(),
                features(gisData.resolve("cameras.geojson")).stream().flatMap(County::eye).toList());
    }

    private static List<JsonNode> features(Path file) {
        if (!Files.exists(file)) return List.of();
        try {
            return elements(JSON.readTree(Files.readAllBytes(file)).path("features")).toList();
        } catch (IOException e) {
            throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
        }
    }

    private static Optional<String> divisionCode(JsonNode properties) {
        return Stream.of("divisionCode", "code", "adcode", "id")
                .map(key -> properties.path(key).asText(""))
                .filter(code -> code.matches("\\d{6}|\\d{9}|\\d{12}"))
                .findFirst();
    }

    private static Stream<Mover> mover(JsonNode feature, boolean isTeam) {
        return source(feature, "jt808").flatMap(phone -> point(feature).map(home -> new Mover(phone, name(feature), home, isTeam)))
                .stream();
    }

    private static Stream<Gauge> gauge(JsonNode feature) {
        var properties = elements(feature.path("properties").path("properties")).map(JsonNode::asText).toList();
        return source(feature, "mqtt").flatMap(station -> point(feature).map(place -> new Gauge(station, name(feature), place, properties)))
                .stream();
    }

    private static Stream<Eye> eye(JsonNode feature) {
        var streamUrl = Optional.of(feature.path("properties").path("streamUrl").asText("")).filter(url -> !url.isEmpty());
        return source(feature, "gb28181").flatMap(code -> point(feature).map(place -> new Eye(code, name(feature), place, streamUrl)))
                .stream();
    }

    private static Optional<String> source(JsonNode feature, String feed) {
        return elements(feature.path("properties").path("sources")).map(JsonNode::asText)
                .filter(source -> source.startsWith(feed + ":"))
                .map(source -> source.substring(feed.length() + 1))
                .findFirst();
    }

    private static String name(JsonNode feature) { return feature.path("properties").path("name").asText(""); }

    private static Optional<LonLat> point(JsonNode feature) { return corners(feature.path("geometry").path("coordinates")).findFirst(); }

    private static Stream<List<LonLat>> lines(JsonNode feature) {
        JsonNode coordinates = feature.path("geometry").path("coordinates");
        return switch (feature.path("geometry").path("type").asText()) {
            case "LineString" -> Stream.of(corners(coordinates).toList());
            case "MultiLineString" -> elements(coordinates).map(line -> corners(line).toList());
            default -> Stream.empty();
        };
    }

    /** Every position of a GeoJSON coordinates array, however deep. */
    private static Stream<LonLat> corners(JsonNode coordinates) {
        if (!coordinates.isArray() || coordinates.isEmpty()) return Stream.empty();
        if (coordinates.get(0).isNumber()) return Stream.of(new LonLat(coordinates.get(0).asDouble(), coordinates.get(1).asDouble()));
        var corners = new ArrayList<LonLat>();
        coordinates.forEach(part -> corners(part).forEach(corners::add));
        return corners.stream();
    }

    private static Stream<JsonNode> elements(JsonNode array) { return StreamSupport.stream(array.spliterator(), false); }
}
