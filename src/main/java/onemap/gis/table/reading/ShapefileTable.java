package onemap.gis.table.reading;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import onemap.gis.table.Column;
import onemap.gis.table.DeclaredSystem;
import onemap.gis.table.Format;
import onemap.gis.table.Refused;
import onemap.gis.table.Row;
import onemap.gis.table.SourceFile;
import onemap.gis.table.Table;
import onemap.gis.table.Texts;
import onemap.gis.table.guard.Archive;
import onemap.gis.table.guard.Faults;

/** A shapefile, zipped or loose: shapes and attributes side by side; row n is its nth record. */
final class ShapefileTable implements Table {
    private final Format format;
    private final Pieces pieces;
    private final String part;
    private final List<String> parts;
    private final Faults faults;
    private final Charset charset;
    private final List<Column> columns;
    private final DeclaredSystem declared;

    private ShapefileTable(Format format, Pieces pieces, String part, List<String> parts, Faults faults) throws IOException, Refused {
        this.format = format;
        this.pieces = pieces;
        this.part = part;
        this.parts = parts;
        this.faults = faults;
        var prj = pieces.findSmall(".prj");
        declared = prj.isPresent() ? PrjText.read(new String(prj.get(), StandardCharsets.UTF_8)) : new DeclaredSystem.None();
        var cpg = pieces.findSmall(".cpg").map(bytes -> new String(bytes, StandardCharsets.ISO_8859_1));
        try (var dbf = attributes()) {
            charset = dbf.charset(cpg, faults);
            columns = Header.columns(dbf.fields().stream().map(field -> Texts.strip(new String(field.nameBytes(), charset))).toList());
            if (dbf.records() > faults.limits().mostRows()) throw faults.tooManyRows().refused();
        }
    }

    static ShapefileTable loose(SourceFile file, Faults faults) throws IOException, Refused {
        return new ShapefileTable(Format.SHAPEFILE, new Pieces.Loose(file), "", List.of(), faults);
    }

    static ShapefileTable zipped(SourceFile file, Optional<String> part, Faults faults) throws IOException, Refused {
        List<String> stems;
        try (var archive = Archive.open(file.bytes(), faults)) {
            stems = archive.names()
                    .stream()
                    .filter(name -> name.toLowerCase(Locale.ROOT).endsWith(".shp") && !name.startsWith("__MACOSX/"))
                    .map(name -> name.substring(0, name.length() - 4))
                    .toList();
        }
        var stem = stems.stream().filter(each -> part.isEmpty() || name(each).equals(part.get())).findFirst();
        if (stem.isEmpty()) throw faults.noPart(part.orElse(".shp")).refused();
        return new ShapefileTable(Format.SHAPEFILE_ZIP, new Pieces.Zipped(file.bytes(), stem.get(), faults), name(stem.get()),
                stems.stream()
                        .map(ShapefileTable::name)
                        .toList(),
                faults);
    }

    private static String name(String stem) { return stem.substring(stem.lastIndexOf('/') + 1); }

    @Override public Format format() { return format; }

    @Override public String part() { return part; }

    @Override public List<String> parts() { return parts; }

    @Override public List<Column> columns() { return columns; }

    @Override public boolean carriesGeometry() { return true; }

    @Override public DeclaredSystem declaredSystem() { return declared; }

    @Override public void read(Taker taker) throws Refused {
        Tables.guarded(faults, () -> {
            var shapes = pieces.find(".shp");
            if (shapes.isEmpty()) throw missing(".shp").refused();
            try (var shp = ShpFile.open(shapes.get(), faults); var dbf = attributes()) {
                for (int number = 1; dbf.next(faults); number++) {
                    var shape = shp.next();
                    if (shape.isEmpty())
                        throw faults.damaged(".shp 只有 " + (number - 1) + " 个图形,.dbf 有 " + dbf.records() + " 条记录",
                                "the .shp has " + (number - 1) + " shapes, the .dbf " + dbf.records() + " records").atRow(number).refused();
                    if (dbf.isDeleted()) continue;
                    var cells = new ArrayList<String>();
                    for (var field : dbf.fields())
                        cells.add(cell(dbf.text(field, charset), number));
                    if (!taker.take(new Row(number, cells, shape.get(), Optional.empty()))) return Optional.empty();
                }
                if (shp.next().isPresent())
                    throw faults.damaged(".shp 的图形多于 .dbf 的 " + dbf.records() + " 条记录",
                            "the .shp has more shapes than the .dbf has records, " + dbf.records()).refused();
            }
            return Optional.empty();
        });
    }

    private String cell(String text, int number) throws Refused {
        if (text.length() > faults.limits().mostCellCharacters()) throw faults.cellTooLong().atRow(number).refused();
        return text;
    }

    private DbfFile attributes() throws IOException, Refused {
        var found = pieces.find(".dbf");
        if (found.isEmpty()) throw missing(".dbf").refused();
        return DbfFile.open(found.get(), faults);
    }

    private onemap.gis.table.Reason missing(String ending) {
        return faults.reason("no" + ending.replace('.', '_'), "缺少 " + ending + ";请把 .shp、.dbf、.prj 一起打包成 zip", "the " + ending
                + " is missing; put .shp, .dbf and .prj into one zip");
    }
}
