package onemap.gis.layer;

import com.fasterxml.jackson.core.JsonFactory;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import onemap.gis.GeoJson;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * A layer as a GeoJSON FeatureCollection (RFC 7946), kept packed.
 *
 * @param packed gzip; shared, not to be changed
 * @param tag    strong entity tag of the text
 */
public record GeoJsonText(byte[] packed, String tag) {
    /** 0.1 m. */
    private static final int DECIMALS = 6;

    static GeoJsonText of(Things things) {
        var packed = new ByteArrayOutputStream();
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            try (var out = new DigestOutputStream(new GZIPOutputStream(packed), digest);
                    var json = new JsonFactory().setCodec(new ObjectMapper()).createGenerator(out)) {
                json.writeStartObject();
                json.writeStringField("type", "FeatureCollection");
                json.writeArrayFieldStart("features");
                for (Thing thing : things.list()) {
                    json.writeStartObject();
                    json.writeStringField("type", "Feature");
                    json.writeNumberField("id", thing.number());
                    json.writeFieldName("geometry");
                    json.writeTree(GeoJson.write(thing.geometry(), DECIMALS));
                    json.writeObjectFieldStart("properties");
                    for (int i = 0; i < things.attributes().size(); i++)
                        if (!thing.cells().get(i).isEmpty()) json.writeStringField(things.attributes().get(i), thing.cells().get(i));
                    json.writeEndObject();
                    json.writeEndObject();
                }
                json.writeEndArray();
                json.writeEndObject();
            }
            return new GeoJsonText(packed.toByteArray(), '"' + HexFormat.of().formatHex(digest.digest(), 0, 8) + '"');
        } catch (IOException | NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Unpacked, for whoever takes no gzip. */
    public byte[] plain() {
        try (var in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
