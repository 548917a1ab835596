package onemap.gis.table.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Optional;
import onemap.gis.table.Limits;
import onemap.gis.table.Refused;
import onemap.gis.table.Row;
import org.dhatim.fastexcel.VisibilityState;
import org.dhatim.fastexcel.Worksheet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Workbooks as people make them. */
class XlsxTableTest {
    @TempDir Path folder;

    @Test void joinsTheLevelsOfAHeaderBelowATitle() throws Refused {
        var table = Samples.open(Samples.file(folder, "点.xlsx", Samples.xlsx(workbook -> titled(workbook.newWorksheet("表")))));

        assertThat(Samples.names(table)).containsExactly("序号", "名称", "地址/乡镇", "地址/村", "坐标/X", "坐标/Y");
        assertThat(Samples.rows(table)).extracting(Row::number).containsExactly(5, 7);
        assertThat(Samples.rows(table).getFirst().cells()).containsExactly("1", "甲小学", "石岭镇", "溪口村", "120.512345", "29.203456");
    }

    /** A town merged over its villages stands in each of their rows. */
    @Test void givesEveryRowWhatIsMergedDownToIt() throws Refused {
        var table = Samples.open(Samples.file(folder, "村.xlsx", Samples.xlsx(workbook -> {
            var sheet = workbook.newWorksheet("表");
            String[][] rows = {{"乡镇", "村"}, {"石岭镇", "一村"}, {null, "二村"}, {null, "三村"}, {"溪口镇", "四村"}};
            write(sheet, rows);
            sheet.range(1, 0, 3, 0).merge();
        })));

        assertThat(Samples.rows(table)).extracting(row -> row.cells().getFirst()).containsExactly("石岭镇", "石岭镇", "石岭镇", "溪口镇");
    }

    @Test void readsNumbersDatesAndFormulasAsTheyAreShown() throws Refused {
        var table = Samples.open(Samples.file(folder, "值.xlsx", Samples.xlsx(workbook -> {
            var sheet = workbook.newWorksheet("表");
            write(sheet, new String[][]{{"数", "日期", "电话", "全角"}});
            sheet.value(1, 0, 0.1 + 0.2);
            sheet.value(1, 1, LocalDate.of(2026, 7, 18));
            sheet.style(1, 1).format("yyyy\"年\"m\"月\"d\"日\"").set();
            sheet.value(1, 2, 13_800_001_234L);
            sheet.value(1, 3, " 12345 ");
        })));

        assertThat(Samples.rows(table).getFirst().cells()).containsExactly("0.30000000000000004", "2026-07-18", "13800001234", "12345");
    }

    /** ECMA-376 part 1, 18.3.1.40: beside the formula stands the value it had. */
    @Test void takesTheValueAFormulaHad() throws Refused {
        byte[] workbook = replaced(Samples.plainXlsx(), "xl/worksheets/sheet1.xml", "(<c r=\"B2\"[^>]*?)(?: t=\"\\w+\")?>.*?</c>",
                "$1><f>1+1</f><v>120.5</v></c>");

        assertThat(Samples.rows(Samples.open(Samples.file(folder, "式.xlsx", workbook))).getFirst().cells()).containsExactly("甲", "120.5",
                "29.2");
    }

    @Test void offersVisibleSheetsByName() throws Refused {
        var file = Samples.file(folder, "多.xlsx", Samples.xlsx(workbook -> {
            var hidden = workbook.newWorksheet("暗");
            hidden.setVisibilityState(VisibilityState.HIDDEN);
            write(hidden, new String[][]{{"a", "b"}});
            write(workbook.newWorksheet("一"), new String[][]{{"甲", "乙"}, {"1", "2"}});
            write(workbook.newWorksheet("二"), new String[][]{{"丙", "丁"}, {"3", "4"}});
        }));

        assertThat(Samples.open(file).parts()).containsExactly("一", "二");
        assertThat(Samples.names(new Tables(Limits.USUAL).open(file, Optional.of("二")))).containsExactly("丙", "丁");
        var refused = catchThrowableOfType(Refused.class, () -> new Tables(Limits.USUAL).open(file, Optional.of("暗")));
        assertThat(refused.reason().code()).isEqualTo("no_such_part");
    }

    /** Without a header nothing of the data is taken for one. */
    @Test void namesColumnsByLetterWhereThereIsNoHeader() throws Refused {
        var table = Samples.open(
                Samples.file(folder, "无.xlsx", Samples.xlsx(workbook -> write(workbook.newWorksheet("表"), new String[][]{{"甲", "120.5",
                        "29.2"}, {"乙", "120.6", "29.3"}}))));

        assertThat(Samples.names(table)).containsExactly("A", "B", "C");
        assertThat(Samples.rows(table)).hasSize(2);
    }

    @Test void endsWhenNoMoreIsWanted() throws Refused {
        assertThat(Samples.open(Samples.file(folder, "三.xlsx", Samples.plainXlsx())).first(2)).hasSize(2);
    }

    private static void titled(Worksheet sheet) {
        write(sheet,
                new String[][]{{"某县避灾安置点一览表"}, {"填报单位:某局", null, null, "2026年7月"}, {"序号", "名 称", "地址", null, "坐标"},
                        {null, null, "乡镇", "村", "X", "Y"}, {"1",
                                "甲小学", "石岭镇", "溪口村"},
                        {}, {"2", "乙中学", "石岭镇", "上村", "120.5", "29.2"}});
        sheet.value(4, 4, 120.512345);
        sheet.value(4, 5, 29.203456);
        sheet.range(0, 0, 0, 5).merge();
        sheet.range(2, 0, 3, 0).merge();
        sheet.range(2, 1, 3, 1).merge();
        sheet.range(2, 2, 2, 3).merge();
        sheet.range(2, 4, 2, 5).merge();
    }

    private static void write(Worksheet sheet, String[][] rows) {
        for (int r = 0; r < rows.length; r++)
            for (int c = 0; c < rows[r].length; c++)
                if (rows[r][c] != null) sheet.value(r, c, rows[r][c]);
    }

    /** The workbook with one part changed by a pattern. */
    static byte[] replaced(byte[] workbook, String part, String pattern, String by) {
        var entries = new java.util.LinkedHashMap<String, byte[]>();
        try (var zip = new java.util.zip.ZipInputStream(new java.io.ByteArrayInputStream(workbook))) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry())
                entries.put(entry.getName(), zip.readAllBytes());
        } catch (java.io.IOException fault) {
            throw new java.io.UncheckedIOException(fault);
        }
        entries.computeIfPresent(part, (name, bytes) -> {
            String before = new String(bytes, java.nio.charset.StandardCharsets.UTF_8);
            String after = before.replaceFirst(pattern, by);
            if (after.equals(before)) throw new IllegalStateException("the pattern is not in " + part);
            return after.getBytes(java.nio.charset.StandardCharsets.UTF_8);
        });
        return Samples.zip(entries);
    }
}
