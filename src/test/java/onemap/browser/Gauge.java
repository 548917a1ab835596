package onemap.browser;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import onemap.story.Web;

/**
 * A water level station of the demo county with limits of its own.
 *
 * @param id           as on the screens
 * @param name         its client id in MQTT
 * @param yellowMetres warning level 警戒水位
 * @param redMetres    guarantee level 保证水位
 */
record Gauge(String id, String name, double yellowMetres, double redMetres) {

    /** Those of {@code config/thresholds.json}. */
    static List<Gauge> all() throws IOException {
        var gauges = new ArrayList<Gauge>();
        for (JsonNode station : Web.JSON.readTree(Path.of("config", "thresholds.json").toFile()).path("stations")) {
            var levels = station.path("levels");
            if (!station.path("property").asText().equals("waterLevel") || !levels.has("yellow") || !levels.has("red")) continue;
            String id = station.path("station").asText();
            gauges.add(new Gauge(id, id.substring("mqtt:".length()), levels.path("yellow").asDouble(), levels.path("red").asDouble()));
        }
        return gauges;
    }
}
