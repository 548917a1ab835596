package onemap.feed.camera;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import onemap.domain.Report;
import onemap.domain.SourceId;
import onemap.feed.Admission;
import onemap.feed.BodyText;
import onemap.feed.FeedContext;
import onemap.feed.FeedLedger;
import onemap.feed.HttpFeed;
import onemap.feed.MalformedFrame;

/** Camera lists by {@code POST /feeds/cameras}: a JSON list, or an object with a list under {@code cameras}. Thread-safe. */
public final class CameraFeed implements HttpFeed {
    /** {@link #MAX_ITEMS} items of 800 bytes. */
    private static final int MAX_BODY_BYTES = 4 * 1024 * 1024;
    /** A county has thousands of cameras; a larger catalogue comes in parts. */
    static final int MAX_ITEMS = 5_000;
    private static final Pattern OTHER_TYPE = Pattern
            .compile(".*xml|text/html|multipart/.*|image/.*|audio/.*|video/.*|application/(pdf|zip|gzip)");
    /** Items nest 3 deep, and no text in them is longer than an address; NaN is no JSON but what Python writes for an unknown place. */
    private static final ObjectMapper JSON = JsonMapper
            .builder(JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder().maxNestingDepth(32).maxStringLength(64 * 1024).maxNumberLength(100).build())
                    .build())
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final CameraSettings settings;
    private final Predicate<SourceId> registered;
    private final FeedLedger ledger;

    public CameraFeed(CameraSettings settings, FeedContext context) {
        this.settings = settings;
        this.registered = context.registered();
        this.ledger = context.ledgers().of(name());
    }

    /** As in the source ids, so that frames and reports stand in one ledger. */
    @Override public String name() { return "gb28181"; }

    @Override public String path() { return "/feeds/cameras"; }

    @Override public int maxBodyBytes() { return MAX_BODY_BYTES; }

    @Override public Future<Void> open() { return Future.succeededFuture(); }

    @Override public Future<Void> close() { return Future.succeededFuture(); }

    @Override public Decoded decode(byte[] body, String contentType, Instant receivedAt) throws MalformedFrame {
        String type = contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        if (OTHER_TYPE.matcher(type).matches()) throw new MalformedFrame("content_type", "a camera list is JSON, not " + type);
        JsonNode list = list(parse(body, contentType));
        if (list.size() > MAX_ITEMS) throw new MalformedFrame("too_many_items", "more than " + MAX_ITEMS + " items; send them in parts");

        var reports = new ArrayList<Report>(list.size());
        var refused = new ArrayList<MalformedFrame>();
        for (JsonNode item : list)
            try {
                reports.add(admitted(new CameraItem(item).read(receivedAt)));
            } catch (MalformedFrame e) {
                refused.add(e);
            }
        return new Decoded(reports, refused);
    }

    private static JsonNode parse(byte[] body, String contentType) throws MalformedFrame {
        String text = BodyText.read(body, BodyText.charsetOf(contentType).stream().toList());
        if (text.isBlank()) throw new MalformedFrame("empty", "the body is empty");
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new MalformedFrame("json", "not JSON: " + e.getOriginalMessage().lines().findFirst().orElse(""));
        }
    }

    private static JsonNode list(JsonNode body) throws MalformedFrame {
        JsonNode list = body.isObject() ? body.path("cameras") : body;
        if (!list.isArray()) throw new MalformedFrame("shape", "neither a list nor an object with a list under \"cameras\"");
        return list;
    }

    private Report.CameraStatus admitted(Report.CameraStatus camera) throws MalformedFrame {
        if (settings.admission() == Admission.ANY || registered.test(camera.source())) return camera;
        ledger.deviceRefused(camera.source().value(), path());
        throw new MalformedFrame("unknown_device", "the camera " + camera.source().idInFeed() + " is in no register");
    }
}
