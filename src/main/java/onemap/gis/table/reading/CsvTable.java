package onemap.gis.table.reading;

import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import onemap.gis.table.Column;
import onemap.gis.table.DeclaredSystem;
import onemap.gis.table.Format;
import onemap.gis.table.Refused;
import onemap.gis.table.Row;
import onemap.gis.table.SourceFile;
import onemap.gis.table.Table;
import onemap.gis.table.Texts;
import onemap.gis.table.guard.Faults;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;

/** A table of delimited text (RFC 4180 and what spreadsheets make of it); rows are counted as a spreadsheet shows them, empty ones too. */
final class CsvTable implements Table {
    private final SourceFile file;
    private final Faults faults;
    private final CsvText text;
    private final Header header;

    private CsvTable(SourceFile file, Faults faults, CsvText text) throws Refused {
        this.file = file;
        this.faults = faults;
        this.text = text;
        var head = new TreeMap<Integer, List<String>>();
        walk((number, cells) -> {
            head.put(number, cells);
            return head.size() < Header.LOOKED_AT;
        });
        if (head.isEmpty()) throw faults.noRows().refused();
        header = Header.of(head, List.of());
    }

    static CsvTable open(SourceFile file, Faults faults) throws IOException, Refused {
        return new CsvTable(file, faults, CsvText.detect(file.bytes(), faults));
    }

    @Override public Format format() { return Format.CSV; }

    @Override public String part() { return ""; }

    @Override public List<String> parts() { return List.of(); }

    @Override public List<Column> columns() { return header.columns(); }

    @Override public boolean carriesGeometry() { return false; }

    @Override public DeclaredSystem declaredSystem() { return new DeclaredSystem.None(); }

    @Override public void read(Taker taker) throws Refused {
        int width = header.columns().size();
        walk((number, cells) -> {
            if (number <= header.lastRow()) return true;
            var fitted = new ArrayList<>(cells.subList(0, Math.min(width, cells.size())));
            while (fitted.size() < width)
                fitted.add("");
            boolean spills = cells.stream().skip(width).anyMatch(cell -> !cell.isEmpty());
            var fault = spills
                    ? Optional.of(faults.reason("too_many_cells", "有 " + cells.size() + " 个单元格,表头只有 " + width + " 列(是否缺少引号?)",
                            "has " + cells.size() + " cells, the header " + width + " columns (is a quote missing?)").atRow(number))
                    : Optional.<onemap.gis.table.Reason>empty();
            return taker.take(new Row(number, fitted, Optional.empty(), fault));
        });
    }

    @FunctionalInterface
    private interface Cells {
        boolean take(int number, List<String> cells) throws Refused;
    }

    private void walk(Cells taker) throws Refused {
        var format = CSVFormat.DEFAULT.builder()
                .setDelimiter(text.delimiter())
                .setIgnoreEmptyLines(false)
                .setTrailingData(true)
                .get();
        int[] row = {0};
        Tables.guarded(faults, () -> {
            try (var records = new Records(text.open(file.bytes()), faults.limits().mostStretch()); var parser = format.parse(records)) {
                int count = 0;
                for (var each = parser.iterator(); each.hasNext();) {
                    var cells = cells(each.next(), row[0] + 1);
                    row[0]++;
                    records.next();
                    if (cells.stream().allMatch(String::isEmpty)) continue;
                    if (++count > faults.limits().mostRows() + Header.LOOKED_AT) throw faults.tooManyRows().atRow(row[0]).refused();
                    if (!taker.take(row[0], cells)) break;
                }
                return Optional.empty();
            } catch (java.io.UncheckedIOException fault) {
                throw faults.reason("damaged", "引号没有结束,或此处已损坏", "a quote does not end, or the file is damaged here")
                        .atRow(row[0] + 1)
                        .refused();
            }
        });
    }

    private List<String> cells(CSVRecord record, int number) throws Refused {
        if (record.size() > faults.limits().mostColumns()) throw faults.tooManyColumns().atRow(number).refused();
        var cells = new ArrayList<String>(record.size());
        for (String value : record) {
            if (value.length() > faults.limits().mostCellCharacters())
                throw faults.cellTooLong()
                        .atRow(number)
                        .inColumn(Column.letter(cells.size()))
                        .refused();
            cells.add(Texts.strip(value));
        }
        return cells;
    }

    /** Stops a record that will not end, for example after a quote nobody closed. */
    private static final class Records extends FilterReader {
        private final int most;
        private long since;

        Records(Reader in, int most) {
            super(in);
            this.most = most;
        }

        void next() { since = 0; }

        @Override public int read() throws IOException {
            int got = super.read();
            if (got >= 0) count(1);
            return got;
        }

        @Override public int read(char[] into, int from, int length) throws IOException {
            int got = super.read(into, from, length);
            count(got);
            return got;
        }

        private void count(int characters) throws IOException {
            since += characters;
            if (since > most) throw new IOException("a record of more than " + most + " characters");
        }
    }
}
