package onemap.gis.table.reading;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import onemap.gis.table.Refused;
import onemap.gis.table.guard.Archive;
import onemap.gis.table.guard.Faults;
import onemap.gis.table.guard.SafeXml;

/**
 * Walks the parts of a workbook once before fastexcel is let at them, which holds a row from its first to its last column in memory, however far
 * to the right a forged cell claims to stand; brings back the merged cells, which fastexcel does not tell.
 */
final class XlsxGuard {
    private static final Pattern CELL = Pattern.compile("([A-Z]{1,3})(\\d{1,7})");
    private static final int MOST_MERGES = 200_000;

    private final Archive archive;
    private final Faults faults;

    XlsxGuard(Archive archive, Faults faults) {
        this.archive = archive;
        this.faults = faults;
    }

    /** Everything but the sheets. */
    void checkWorkbook() throws IOException, XMLStreamException, Refused {
        for (String name : archive.names()) {
            if (name.startsWith("xl/worksheets/") || !name.endsWith(".xml") && !name.endsWith(".rels")) continue;
            if (name.endsWith("sharedStrings.xml") && archive.bytes(name) > faults.limits().mostSharedTextBytes())
                throw faults.reason("too_many_texts",
                        "文字内容超过 " + (faults.limits().mostSharedTextBytes() >> 20) + " MiB,请分成几个文件",
                        "more than " + (faults.limits().mostSharedTextBytes() >> 20) + " MiB of texts; split the file").refused();
            try (InputStream in = archive.open(name)) {
                var xml = SafeXml.open(in, faults);
                for (int event = xml.next(); event != XMLStreamConstants.END_DOCUMENT;)
                    event = isText(event, xml) ? afterText(xml) : xml.next();
            }
        }
    }

    private static boolean isText(int event, SafeXml xml) { return event == XMLStreamConstants.START_ELEMENT && xml.name().equals("t"); }

    private int afterText(SafeXml xml) throws XMLStreamException, Refused {
        xml.text(faults.limits().mostCellCharacters(), faults);
        return xml.next();
    }

    /** The merged cells of the sheet of this number among the parts named {@code sheetN.xml} that the workbook refers to by this id. */
    List<Merge> checkSheet(String relation) throws IOException, XMLStreamException, Refused {
        String target = relations().getOrDefault(relation, "");
        String entry = target.startsWith("/") ? target.substring(1) : "xl/" + target;
        if (!archive.has(entry)) throw faults.damaged("缺少工作表 " + entry, "the sheet " + entry + " is missing").refused();
        try (InputStream in = archive.open(entry)) {
            return walk(SafeXml.open(in, faults));
        }
    }

    private Map<String, String> relations() throws IOException, XMLStreamException, Refused {
        var targets = new HashMap<String, String>();
        for (String name : archive.names()) {
            if (!name.startsWith("xl/_rels/workbook")) continue;
            try (InputStream in = archive.open(name)) {
                var xml = SafeXml.open(in, faults);
                for (int event = xml.next(); event != XMLStreamConstants.END_DOCUMENT; event = xml.next())
                    if (event == XMLStreamConstants.START_ELEMENT && xml.name().equals("Relationship"))
                        targets.put(xml.attribute("Id"), xml.attribute("Target"));
            }
        }
        return targets;
    }

    private List<Merge> walk(SafeXml xml) throws XMLStreamException, Refused {
        var merges = new ArrayList<Merge>();
        int row = 0;
        int cells = 0;
        for (int event = xml.next(); event != XMLStreamConstants.END_DOCUMENT; event = xml.next()) {
            if (event != XMLStreamConstants.START_ELEMENT) continue;
            switch (xml.name()) {
                case "row" -> {
                    row = rowNumber(xml.attribute("r"), row);
                    cells = 0;
                }
                case "c" -> checkCell(xml.attribute("r"), row, ++cells);
                case "v", "t" -> checkText(xml, row);
                case "mergeCell" -> {
                    if (merges.size() == MOST_MERGES) throw faults.reason("too_many_merges", "合并单元格过多", "too many merged cells").refused();
                    Merge.parse(xml.attribute("ref")).ifPresent(merges::add);
                }
                default -> {
                } // the many other elements of a sheet say nothing about its cells
            }
        }
        return List.copyOf(merges);
    }

    private int rowNumber(String said, int before) throws Refused {
        if (said.isEmpty()) return before + 1;
        if (!said.matches("\\d{1,7}")) throw faults.damaged("行号“" + brief(said) + "”", "row number “" + brief(said) + "”").refused();
        return Integer.parseInt(said);
    }

    private void checkCell(String address, int row, int cells) throws Refused {
        if (cells > faults.limits().mostColumns()) throw faults.tooManyColumns().atRow(row).refused();
        if (address.isEmpty()) return;
        var parts = CELL.matcher(address);
        if (!parts.matches())
            throw faults.damaged("单元格地址“" + brief(address) + "”", "cell address “" + brief(address) + "”").atRow(row).refused();
        if (Merge.column(parts.group(1)) >= faults.limits().mostColumns())
            throw faults.tooManyColumns()
                    .atRow(row)
                    .inColumn(parts.group(1))
                    .refused();
    }

    private void checkText(SafeXml xml, int row) throws XMLStreamException, Refused {
        try {
            xml.text(faults.limits().mostCellCharacters(), faults);
        } catch (Refused refused) {
            throw refused.reason().atRow(row).refused();
        }
    }

    private static String brief(String text) { return text.length() > 20 ? text.substring(0, 20) + "…" : text; }
}
