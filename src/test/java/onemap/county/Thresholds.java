package onemap.county;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** The sample limits of {@code config/thresholds.json}: defaults per measured property, and each level station's own. */
final class Thresholds {
    private static final String SOURCE = "Sample data. Rain: flash-flood limits published by Jianghua county (湖南江华) for 1, 3 and 24 h, any one suffices. Wind: lower bounds of"
            + " Beaufort 6, 8, 10 and 12 (GB/T 28591), the means of the typhoon signals. Levels: invented with the stations of 望海县, yellow 警戒水位, red 保证水位; tide in the"
            + " four colours of GB/T 17839. Replace by the county's own before use.";

    private Thresholds() {}

    static ObjectNode of(List<Item> stations, String effectiveFrom) {
        var root = JsonNodeFactory.instance.objectNode().put("source", SOURCE).put("effectiveFrom", effectiveFrom);
        var defaults = root.putArray("defaults");
        four(defaults.addObject().put("property", "rain1h").put("hysteresis", 0), "advice.rain", 35, 45, 60, 80);
        four(defaults.addObject().put("property", "rain3h").put("hysteresis", 0), "advice.rain", 55, 75, 100, 120);
        four(defaults.addObject().put("property", "rain24h").put("hysteresis", 0), "advice.rain", 100, 130, 160, 200);
        four(defaults.addObject().put("property", "windSpeed").put("hysteresis", 1), "advice.wind", 10.8, 17.2, 24.5, 32.7);
        var own = root.putArray("stations");
        for (Item station : stations)
            if (station.properties().has("warningLevel")) level(own, station);
        return root;
    }

    private static void level(ArrayNode own, Item station) {
        double warning = station.properties().get("warningLevel").asDouble(),
                guarantee = station.properties().get("guaranteeLevel").asDouble();
        String property = station.properties().get("properties").get(0).asText();
        var entry = own.addObject()
                .put("station", station.properties().get("sources").get(0).asText())
                .put("property", property)
                .put("hysteresis", 0.02);
        if (property.equals("tideLevel"))
            four(entry, "advice.tide", cents(warning - 0.3), warning, cents((warning + guarantee) / 2), guarantee);
        else {
            entry.putObject("levels").put("yellow", warning).put("red", guarantee);
            entry.put("advice", station.text("glyph").equals("库") ? "advice.reservoir" : "advice.river");
        }
    }

    private static void four(ObjectNode entry, String advice, double blue, double yellow, double orange, double red) {
        entry.putObject("levels").put("blue", blue).put("yellow", yellow).put("orange", orange).put("red", red);
        entry.put("advice", advice);
    }

    private static double cents(double value) { return Math.round(value * 100) / 100.0; }
}
