package onemap.gis.table;

/** What a file turned out to be by its bytes; its ending is not asked. */
public enum Format {
    XLSX("Excel 工作簿", "Excel workbook"), CSV("CSV 文本表", "CSV text table"), SHAPEFILE("Shapefile", "Shapefile"), SHAPEFILE_ZIP(
            "Shapefile 压缩包", "zipped Shapefile"), GEOJSON("GeoJSON", "GeoJSON"), KML("KML", "KML"), KMZ("KMZ", "KMZ");

    private final String zh;
    private final String en;

    Format(String zh, String en) {
        this.zh = zh;
        this.en = en;
    }

    public String zh() { return zh; }

    public String en() { return en; }
}
