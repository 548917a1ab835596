package onemap.web.ogc;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** An answer as HTML without a style (OGC API – Features, Part 1, 8.2): all it tells, and its links to follow, for whoever reads pages without scripts. */
final class Plain {
    private final StringBuilder html = new StringBuilder();

    private Plain() {}

    /** Definition lists in one another. */
    static String of(Buffer json) {
        var plain = new Plain();
        plain.value(Json.decodeValue(json));
        return plain.html.toString();
    }

    private void value(Object value) {
        switch (value) {
            case null -> html.append("–");
            case JsonObject link when link.containsKey("href") && link.containsKey("rel") -> link(link);
            case JsonObject object -> {
                html.append("<dl>");
                object.forEach(member -> {
                    html.append("<dt>").append(escaped(member.getKey())).append("</dt><dd>");
                    value(member.getValue());
                    html.append("</dd>");
                });
                html.append("</dl>");
            }
            case JsonArray array -> {
                html.append("<ul>");
                array.forEach(each -> {
                    html.append("<li>");
                    value(each);
                    html.append("</li>");
                });
                html.append("</ul>");
            }
            default -> html.append(escaped(value.toString()));
        }
    }

    /** Addresses are made by this server. */
    private void link(JsonObject link) {
        html.append("<a rel=\"")
                .append(escaped(link.getString("rel")))
                .append("\" type=\"")
                .append(escaped(link.getString("type", "")))
                .append("\" href=\"")
                .append(escaped(link.getString("href")))
                .append("\">")
                .append(escaped(link.getString("rel") + " " + link.getString("type", "")))
                .append("</a>");
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;").replace("'", "&#39;");
    }
}
