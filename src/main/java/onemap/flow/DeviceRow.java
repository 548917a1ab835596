package onemap.flow;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import onemap.domain.Kind;
import onemap.domain.LiveObject;
import onemap.domain.LonLat;
import onemap.domain.register.Register;
import onemap.flow.decision.Payload;

/** The register row of a device that was in no register until somebody gave it its place 上图. */
record DeviceRow(String type, Point geometry, Properties properties) {
    private record Point(String type, List<Double> coordinates) {}

    private record Properties(String register, String id, String name, String town, String townCode, List<String> sources) {}

    static JsonNode of(LiveObject device, LonLat at, String name, Optional<String> townCode) {
        return Payload.tree(Payload.write(new DeviceRow("Feature", new Point("Point", List.of(at.lonDegrees(), at.latDegrees())),
                new Properties(registerOf(device.kind()).key(), device.id(), name, "", townCode.orElse(""), List.of(device.id())))));
    }

    private static Register registerOf(Kind kind) {
        return switch (kind) {
            case STATION -> Register.STATIONS;
            case CAMERA -> Register.CAMERAS;
            case TRACK -> Register.VEHICLES;
            case SITE, WARNING, ALARM -> throw new IllegalArgumentException(kind + " cannot be placed");
        };
    }
}
