package onemap.gis.table.reading;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.xml.stream.XMLStreamException;
import onemap.gis.table.Column;
import onemap.gis.table.DeclaredSystem;
import onemap.gis.table.Format;
import onemap.gis.table.Refused;
import onemap.gis.table.Row;
import onemap.gis.table.SourceFile;
import onemap.gis.table.Table;
import onemap.gis.table.guard.Archive;
import onemap.gis.table.guard.Faults;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.ReadingOptions;
import org.dhatim.fastexcel.reader.Sheet;
import org.dhatim.fastexcel.reader.SheetVisibility;

/** One visible sheet of an Excel workbook. */
final class XlsxTable implements Table {
    private static final ReadingOptions WITH_FORMATS = new ReadingOptions(true, true);

    private final SourceFile file;
    private final Faults faults;
    private final String part;
    private final List<String> parts;
    private final List<Merge> merges;
    private final Header header;

    private XlsxTable(SourceFile file, Faults faults, String part, List<String> parts, List<Merge> merges) throws Refused {
        this.file = file;
        this.faults = faults;
        this.part = part;
        this.parts = parts;
        this.merges = merges.stream().sorted(Comparator.comparingInt(Merge::firstRow)).toList();
        var head = new TreeMap<Integer, List<String>>();
        walk((number, cells) -> {
            head.put(number, cells);
            return head.size() < Header.LOOKED_AT;
        });
        if (head.isEmpty()) throw faults.noRows().refused();
        header = Header.of(head, merges.stream().filter(merge -> merge.firstRow() <= head.lastKey()).limit(Header.MOST_MERGES).toList());
        if (header.columns().size() > faults.limits().mostColumns()) throw faults.tooManyColumns().refused();
    }

    static XlsxTable open(SourceFile file, Optional<String> part, Faults faults) throws IOException, XMLStreamException, Refused {
        try (var archive = Archive.open(file.bytes(), faults)) {
            var guard = new XlsxGuard(archive, faults);
            guard.checkWorkbook();
            try (var workbook = new ReadableWorkbook(file.bytes().toFile(), WITH_FORMATS)) {
                var sheets = workbook.getSheets().filter(sheet -> sheet.getVisibility() == SheetVisibility.VISIBLE).toList();
                if (sheets.isEmpty()) throw faults.noRows().refused();
                var wanted = part.isEmpty()
                        ? sheets.getFirst()
                        : sheets.stream()
                                .filter(sheet -> sheet.getName().equals(part.get()))
                                .findFirst()
                                .orElseThrow(() -> new Tables.Carried(faults.noPart(part.get()).refused()));
                var merges = guard.checkSheet(wanted.getId());
                return new XlsxTable(file, faults, wanted.getName(), sheets.stream().map(Sheet::getName).toList(), merges);
            }
        }
    }

    @Override public Format format() { return Format.XLSX; }

    @Override public String part() { return part; }

    @Override public List<String> parts() { return parts; }

    @Override public List<Column> columns() { return header.columns(); }

    @Override public boolean carriesGeometry() { return false; }

    @Override public DeclaredSystem declaredSystem() { return new DeclaredSystem.None(); }

    @Override public void read(Taker taker) throws Refused {
        var down = new MergedDown(merges, header.lastRow());
        int width = header.columns().size();
        walk((number, cells) -> {
            if (number <= header.lastRow()) return true;
            var fitted = new ArrayList<String>(width);
            for (int c = 0; c < width; c++)
                fitted.add(c < cells.size() ? cells.get(c) : "");
            down.fill(number, fitted);
            return taker.take(new Row(number, fitted, Optional.empty(), Optional.empty()));
        });
    }

    @FunctionalInterface
    private interface Cells {
        boolean take(int number, List<String> cells) throws Refused;
    }

    /** Rows with anything in them. */
    private void walk(Cells taker) throws Refused {
        Tables.guarded(faults, () -> {
            try (var workbook = new ReadableWorkbook(file.bytes().toFile(), WITH_FORMATS)) {
                var cells = new XlsxCells(workbook.isDate1904());
                var sheet = workbook.findSheet(part).orElseThrow(() -> new IOException("the sheet has gone"));
                try (Stream<org.dhatim.fastexcel.reader.Row> rows = sheet.openStream()) {
                    int count = 0;
                    for (var each = rows.iterator(); each.hasNext();) {
                        var row = each.next();
                        var texts = texts(row, cells);
                        if (texts.stream().allMatch(String::isEmpty)) continue;
                        if (++count > faults.limits().mostRows() + Header.LOOKED_AT)
                            throw faults.tooManyRows().atRow(row.getRowNum()).refused();
                        if (!taker.take(row.getRowNum(), texts)) break;
                    }
                }
            }
            return Optional.empty();
        });
    }

    private List<String> texts(org.dhatim.fastexcel.reader.Row row, XlsxCells cells) throws Refused {
        var texts = new ArrayList<String>(row.getCellCount());
        for (int c = 0; c < row.getCellCount(); c++) {
            Cell cell = row.getCell(c);
            String text = cell == null ? "" : cells.text(cell);
            if (text.length() > faults.limits().mostCellCharacters())
                throw faults.cellTooLong()
                        .atRow(row.getRowNum())
                        .inColumn(Column.letter(c))
                        .refused();
            texts.add(text);
        }
        return texts;
    }
}
