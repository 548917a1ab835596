package onemap.web.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/** Answers a client may keep and ask for again with {@code If-None-Match} (RFC 9110, 13.1.2). */
public final class Tagged {
    private Tagged() {}

    /** @param bytes of that type; packed says whether they are gzip already */
    public record Content(String type, byte[] bytes, boolean packed, String tag) {
        public static Content of(String type, byte[] bytes, boolean packed) { return new Content(type, bytes, packed, tagOf(bytes)); }
    }

    /** Strong, by the bytes. */
    public static String tagOf(byte[] bytes) {
        try {
            return '"' + HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes), 0, 8) + '"';
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The content, or 304. @param maxAgeSeconds 0: it is asked for each time */
    public static void answer(RoutingContext context, Content content, int maxAgeSeconds) {
        if (context.response().ended() || context.response().closed()) return;
        var response = context.response()
                .putHeader("ETag", content.tag())
                .putHeader("Cache-Control", maxAgeSeconds == 0 ? "no-cache" : "private, max-age=" + maxAgeSeconds);
        if (content.packed()) response.putHeader("Vary", "Accept-Encoding");
        String kept = context.request().getHeader("If-None-Match");
        if (kept != null && Arrays.stream(kept.split(",")).anyMatch(tag -> tag.strip().replaceFirst("^W/", "").equals(content.tag()))) {
            response.setStatusCode(304).end();
            return;
        }
        if (content.packed()) response.putHeader("Content-Encoding", "gzip");
        response.putHeader("Content-Type", content.type()).end(Buffer.buffer(content.bytes()));
    }

    /** Whether the client takes gzip. */
    public static boolean takesGzip(RoutingContext context) {
        String accepted = context.request().getHeader("Accept-Encoding");
        return accepted != null && Arrays.stream(accepted.split(","))
                .anyMatch(each -> each.strip().matches("(?i)(x-)?gzip(;q=(1(\\.0*)?|0?\\.[0-9]*[1-9][0-9]*))?"));
    }
}
