package onemap.feed.camera;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import onemap.domain.LonLat;
import onemap.domain.Report;
import onemap.domain.SourceId;
import onemap.feed.MalformedFrame;

/** Reads one item of a camera list; platforms name the same fields differently. */
final class CameraItem {
    private static final int MAX_NAME = 100;
    /** GB/T 28181, annex D: division and unit 8, trade 2, type 3, network 1, number 6 digits. */
    private static final Pattern CODE = Pattern.compile("\\d{20}");
    private static final Pattern NUMBER = Pattern.compile("[+-]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][+-]?\\d+)?");
    /** Controls, and the invisible marks that turn the direction of text. */
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\u2028\\u2029]");

    private static final List<String> CODES = List.of("code", "deviceId", "deviceID", "gbCode", "id");
    private static final List<String> URLS = List.of("streamUrl", "url", "stream_url", "stream");
    private static final List<String> LONGITUDES = List.of("lonDegrees", "lon", "lng", "longitude");
    private static final List<String> LATITUDES = List.of("latDegrees", "lat", "latitude");

    private final JsonNode item;

    CameraItem(JsonNode item) { this.item = item; }

    Report.CameraStatus read(Instant receivedAt) throws MalformedFrame {
        if (!item.isObject()) throw new MalformedFrame("item", "an item is not an object");
        String code = code();
        String name = name();
        return new Report.CameraStatus(SourceId.of("gb28181", code), name.isEmpty() ? code : name, place(), streamUrl(), online(),
                observedAt(receivedAt), receivedAt);
    }

    private String code() throws MalformedFrame {
        JsonNode code = first(item, CODES);
        String text = code.isTextual() || code.isIntegralNumber() ? code.asText().strip() : "";
        if (!CODE.matcher(text).matches()) throw new MalformedFrame("code", "code is not the 20 digits of GB/T 28181");
        return text;
    }

    private String name() {
        String name = UNPRINTABLE.matcher(item.path("name").asText("")).replaceAll(" ").strip();
        return name.codePointCount(0, name.length()) <= MAX_NAME ? name : name.substring(0, name.offsetByCodePoints(0, MAX_NAME));
    }

    /** Empty when there is none, at 0/0, or nowhere on Earth: the register's place stands. */
    private Optional<LonLat> place() throws MalformedFrame {
        JsonNode position = first(item, List.of("position", "location"));
        if (isAbsent(position)) position = isAbsent(first(item, LONGITUDES)) ? position : item;
        if (isAbsent(position)) return Optional.empty();
        if (position.has("coordinates")) position = position.get("coordinates");
        boolean pair = position.isArray() && position.size() >= 2;
        double lonDegrees = number(pair ? position.get(0) : first(position, LONGITUDES));
        double latDegrees = number(pair ? position.get(1) : first(position, LATITUDES));
        boolean nowhere = !(Math.abs(lonDegrees) <= 180 && Math.abs(latDegrees) <= 90) || (lonDegrees == 0 && latDegrees == 0);
        return nowhere ? Optional.empty() : Optional.of(new LonLat(lonDegrees, latDegrees));
    }

    private static double number(JsonNode node) throws MalformedFrame {
        if (node.isNumber()) return node.asDouble();
        if (node.isTextual()) {
            String text = node.asText().strip();
            if (NUMBER.matcher(text).matches()) return Double.parseDouble(text);
            if (text.isEmpty() || text.equals("NaN")) return Double.NaN;
        }
        if (node.isNull()) return Double.NaN;
        throw new MalformedFrame("position", "position is neither [lon, lat] nor {\"lon\": …, \"lat\": …} in degrees");
    }

    private Optional<String> streamUrl() throws MalformedFrame {
        JsonNode url = first(item, URLS);
        if (isAbsent(url)) return Optional.empty();
        Optional<String> shown = url.isTextual() ? StreamUrl.shown(url.asText().strip()) : Optional.empty();
        if (shown.isEmpty()) throw new MalformedFrame("stream_url", "the stream address is not rtsp, rtmp, http or ws with a host");
        return shown;
    }

    /** GB/T 28181 catalogues say ON and OFF; without a word there is nothing to report. */
    private boolean online() throws MalformedFrame {
        JsonNode online = first(item, List.of("online", "status"));
        return switch (online.asText("").strip().toUpperCase(Locale.ROOT)) {
            case "TRUE", "ON", "ONLINE", "OK", "1" -> true;
            case "FALSE", "OFF", "OFFLINE", "0" -> false;
            default -> throw new MalformedFrame("online", "online is neither true nor false");
        };
    }

    private Instant observedAt(Instant receivedAt) throws MalformedFrame {
        JsonNode observedAt = item.path("observedAt");
        if (isAbsent(observedAt)) return receivedAt;
        try {
            return OffsetDateTime.parse(observedAt.asText()).toInstant();
        } catch (DateTimeException e) {
            throw new MalformedFrame("bad_date", "observedAt is not a date with time and zone as in ISO 8601");
        }
    }

    private static boolean isAbsent(JsonNode node) {
        return node.isMissingNode() || node.isNull() || (node.isTextual() && node.asText().isBlank());
    }

    private static JsonNode first(JsonNode object, List<String> names) {
        for (String name : names)
            if (object.hasNonNull(name)) return object.get(name);
        return object.path(names.getFirst());
    }
}
