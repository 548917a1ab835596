package onemap.gis.export;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The kinds of files that can be taken along 导出格式: one line for each. */
public enum ExportFormat {
    XLSX("xlsx", "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", XlsxFile::write), //
    CSV("csv", "csv", "text/csv; charset=utf-8", CsvFile::write), //
    GEOJSON("geojson", "geojson", "application/geo+json", GeoJsonFile::write), //
    SHAPEFILE("shp", "zip", "application/zip", ShapefileZip::write), //
    GEOPACKAGE("gpkg", "gpkg", "application/geopackage+sqlite3", GeoPackageFile::write);

    private interface Writer {
        void write(Export export, Path file) throws IOException;
    }

    private final String word;
    private final String ending;
    private final String mediaType;
    private final Writer writer;

    ExportFormat(String word, String ending, String mediaType, Writer writer) {
        this.word = word;
        this.ending = ending;
        this.mediaType = mediaType;
        this.writer = writer;
    }

    /** How it is asked for. */
    public String word() { return word; }

    /** Of its files' names, without the point. */
    public String ending() { return ending; }

    public String mediaType() { return mediaType; }

    /** @param file is there and empty */
    public void write(Export export, Path file) throws IOException { writer.write(export, file); }

    public static Optional<ExportFormat> find(String word) {
        return Arrays.stream(values()).filter(format -> format.word.equals(word)).findFirst();
    }

    public static List<String> words() { return Arrays.stream(values()).map(ExportFormat::word).toList(); }
}
