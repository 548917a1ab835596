package onemap.gis.table.reading;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.stream.XMLStreamException;
import onemap.gis.table.DeclaredSystem;
import onemap.gis.table.Format;
import onemap.gis.table.Reason;
import onemap.gis.table.Refused;
import onemap.gis.table.SourceFile;
import onemap.gis.table.Table;
import onemap.gis.table.Texts;
import onemap.gis.table.guard.Faults;
import org.locationtech.jts.geom.Geometry;

/** A GeoJSON FeatureCollection, feature by feature (RFC 7946, and the {@code crs} of its predecessor of 2008). */
final class GeoJsonTable {
    private final SourceFile file;
    private final Faults faults;
    private final JsonFactory factory;

    private GeoJsonTable(SourceFile file, Faults faults) {
        this.file = file;
        this.faults = faults;
        factory = JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(faults.limits().deepest())
                        .maxStringLength(faults.limits().mostCellCharacters())
                        .build())
                .build();
    }

    static Table open(SourceFile file, Faults faults) throws IOException, XMLStreamException, Refused {
        return new FeatureTable(Format.GEOJSON, "", List.of(), new GeoJsonTable(file, faults)::walk, faults);
    }

    private DeclaredSystem walk(FeatureTable.Feature.Taker taker) throws IOException, Refused {
        try (InputStream in = Files.newInputStream(file.bytes()); JsonParser json = factory.createParser(in)) {
            return new Walk(json, taker).document();
        }
    }

    /** One reading; knows at which feature it stands. */
    private final class Walk {
        private final JsonParser json;
        private final FeatureTable.Feature.Taker taker;
        private int features;
        private boolean wanted = true;
        private DeclaredSystem declared = new DeclaredSystem.None();
        private String type = "";
        private boolean listed;

        Walk(JsonParser json, FeatureTable.Feature.Taker taker) {
            this.json = json;
            this.taker = taker;
        }

        DeclaredSystem document() throws IOException, Refused {
            try {
                json.nextToken();
                while (wanted && json.nextToken() == JsonToken.FIELD_NAME)
                    member(json.currentName());
            } catch (StreamConstraintsException fault) {
                boolean deep = String.valueOf(fault.getMessage()).contains("nesting");
                throw located(deep ? faults.tooDeep() : faults.cellTooLong()).refused();
            } catch (com.fasterxml.jackson.core.JsonProcessingException fault) {
                throw located(faults.unreadable(new IOException(fault.getOriginalMessage()))).refused();
            }
            if (!wanted) return declared;
            if (type.equals("Topology")) throw faults.wrongKind("一个 TopoJSON", "a TopoJSON").refused();
            if (!listed || !type.equals("FeatureCollection"))
                throw faults.wrongKind("一个 JSON 文件,不是 GeoJSON FeatureCollection",
                        "a JSON file and no GeoJSON FeatureCollection").refused();
            return declared;
        }

        private void member(String name) throws IOException, Refused {
            var value = json.nextToken();
            switch (name) {
                case "type" -> type = value.isScalarValue() ? json.getText() : "";
                case "crs" -> crs();
                case "features" -> {
                    listed = value == JsonToken.START_ARRAY;
                    if (!listed) json.skipChildren();
                    while (listed && wanted && json.nextToken() != JsonToken.END_ARRAY)
                        feature();
                }
                default -> json.skipChildren();
            }
        }

        private void crs() throws IOException {
            var members = values("crs");
            String name = members.getOrDefault("name", members.getOrDefault("code", ""));
            if (!name.isEmpty()) declared = named(name);
        }

        private void feature() throws IOException, Refused {
            features++;
            if (json.currentToken() != JsonToken.START_OBJECT)
                throw located(faults.damaged("此处应是要素", "a feature should stand here")).refused();
            var values = new LinkedHashMap<String, String>();
            Optional<Geometry> geometry = Optional.empty();
            Optional<Reason> fault = Optional.empty();
            String id = "";
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                var value = json.nextToken();
                switch (name) {
                    case "properties" -> values.putAll(values("properties"));
                    case "id" -> id = value.isScalarValue() ? json.getText() : text();
                    case "geometry" -> {
                        try {
                            geometry = new GeoJsonShape(json, faults).read();
                        } catch (GeoJsonShape.Impossible impossible) {
                            fault = Optional
                                    .of(faults.badShape("图形不成立:" + impossible.zh(), "the geometry makes no sense: " + impossible.en()));
                        } catch (Refused refused) {
                            throw located(refused.reason()).refused();
                        }
                    }
                    default -> json.skipChildren();
                }
            }
            if (!id.isEmpty()) values.putIfAbsent("id", id);
            wanted = taker.take(new FeatureTable.Feature(values, geometry, fault));
        }

        /** Of the object the parser stands on; of a {@code crs} also the members below. */
        private Map<String, String> values(String of) throws IOException {
            var values = new LinkedHashMap<String, String>();
            if (json.currentToken() != JsonToken.START_OBJECT) {
                json.skipChildren();
                return values;
            }
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                json.nextToken();
                if (of.equals("crs") && name.equals("properties")) values.putAll(values("properties"));
                else
                    values.put(Texts.strip(name), text());
            }
            return values;
        }

        private String text() throws IOException {
            return switch (json.currentToken()) {
                case VALUE_NULL -> "";
                case START_OBJECT, START_ARRAY -> nested();
                default -> Texts.strip(json.getText());
            };
        }

        private String nested() throws IOException {
            var text = new Limited(faults.limits().mostCellCharacters());
            try (var out = factory.createGenerator(text)) {
                out.copyCurrentStructure(json);
            }
            return text.text.toString();
        }

        private Reason located(Reason reason) { return features == 0 ? reason : reason.atRow(features); }
    }

    private static DeclaredSystem named(String name) {
        if (name.toUpperCase(java.util.Locale.ROOT).endsWith("CRS84")) return new DeclaredSystem.Epsg(4326, name);
        var code = java.util.regex.Pattern.compile("(?i)EPSG.*?[:/](\\d{4,5})$").matcher(name);
        return code.find() ? new DeclaredSystem.Epsg(Integer.parseInt(code.group(1)), name) : new DeclaredSystem.Unknown(name);
    }

    /** Text of nested values, up to the length of a cell. */
    private static final class Limited extends Writer {
        private final int most;
        private final StringBuilder text = new StringBuilder();

        Limited(int most) { this.most = most; }

        @Override public void write(char[] from, int at, int length) throws IOException {
            if (text.length() + length > most) throw new StreamConstraintsException("a nested value of more than " + most + " characters");
            text.append(from, at, length);
        }

        @Override public void flush() {}

        @Override public void close() {}
    }
}
