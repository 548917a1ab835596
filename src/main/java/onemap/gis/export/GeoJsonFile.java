package onemap.gis.export;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import onemap.gis.GeoJson;

/** Writes one FeatureCollection (RFC 7946) with the features of all layers; {@code layer} says of which each is. */
final class GeoJsonFile {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** 1 cm. */
    private static final int DECIMALS = 7;

    private GeoJsonFile() {}

    static void write(Export export, Path file) throws IOException {
        try (var out = JSON.getFactory().createGenerator(Files.newBufferedWriter(file))) {
            out.writeStartObject();
            out.writeStringField("type", "FeatureCollection");
            out.writeArrayFieldStart("features");
            for (Layer layer : export.placed())
                for (var row : layer.rows())
                    feature(out, layer, row);
            out.writeEndArray();
            out.writeEndObject();
        }
    }

    private static void feature(JsonGenerator out, Layer layer, Layer.Row row) throws IOException {
        out.writeStartObject();
        out.writeStringField("type", "Feature");
        out.writeFieldName("geometry");
        if (row.place().isPresent()) out.writeTree(GeoJson.write(row.place().get(), DECIMALS));
        else
            out.writeNull();
        out.writeObjectFieldStart("properties");
        out.writeStringField("layer", layer.name());
        for (int i = 0; i < layer.columns().size(); i++) {
            out.writeFieldName(layer.columns().get(i).key());
            value(out, row.cells().get(i));
        }
        out.writeEndObject();
        out.writeEndObject();
    }

    private static void value(JsonGenerator out, Cell cell) throws IOException {
        switch (cell) {
            case Cell.Text text -> out.writeString(text.text());
            case Cell.Number number when number.number() == Math.rint(number.number()) && Math.abs(number.number()) < 1e15 ->
                out.writeNumber((long) number.number());
            case Cell.Number number -> out.writeNumber(number.number());
            case Cell.Time time -> out.writeString(time.at().toString());
            case Cell.Truth truth -> out.writeBoolean(truth.is());
            case Cell.Nothing nothing -> out.writeNull();
        }
    }
}
