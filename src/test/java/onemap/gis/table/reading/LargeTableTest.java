package onemap.gis.table.reading;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import onemap.gis.table.Limits;
import onemap.gis.table.Refused;
import onemap.gis.table.SourceFile;
import org.dhatim.fastexcel.Workbook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows are handed over one at a time: the size of a list costs time and no memory. */
class LargeTableTest {
    private static final int ROWS = 20_000;

    @TempDir Path folder;

    @Test void handsOverEveryRowOfALongWorkbook() throws IOException, Refused {
        var file = folder.resolve("长.xlsx");
        write(file, ROWS);
        long[] sum = {0};

        new Tables(Limits.USUAL).open(SourceFile.of("长.xlsx", file), Optional.empty()).read(row -> {
            assertThat(row.number()).isEqualTo((int) sum[0] + 2);
            sum[0]++;
            return true;
        });

        assertThat(sum[0]).isEqualTo(ROWS);
    }

    /** By hand, for the heap: {@code FILE 100000} writes a workbook, {@code FILE} reads it, with {@code -Xmx300m}. */
    public static void main(String[] args) throws IOException, Refused {
        var file = Path.of(args[0]);
        if (args.length > 1) write(file, Integer.parseInt(args[1]));
        else {
            long start = System.nanoTime();
            long[] count = {0};
            new Tables(Limits.USUAL).open(SourceFile.of("a.xlsx", file), Optional.empty()).read(row -> ++count[0] > 0);
            System.out.println(count[0] + " rows, " + (System.nanoTime() - start) / 1_000_000 + " ms");
        }
    }

    private static void write(Path file, int rows) throws IOException {
        try (var out = Files.newOutputStream(file); var workbook = new Workbook(out, "onemap", "1.0")) {
            var sheet = workbook.newWorksheet("表");
            String[] header = {"编号", "名称", "乡镇", "地址", "经度", "纬度", "电话", "容量", "备注", "负责人"};
            for (int c = 0; c < header.length; c++)
                sheet.value(0, c, header[c]);
            for (int r = 1; r <= rows; r++) {
                String[] cells = {"编号" + r, "避灾安置点第" + r + "号", "石岭镇", "石岭镇溪口村" + r + "号附近小学操场", "", "", "1380000" + r, "", "备注" + r,
                        "张" + r};
                for (int c = 0; c < cells.length; c++)
                    if (!cells[c].isEmpty()) sheet.value(r, c, cells[c]);
                sheet.value(r, 4, 120.5 + r * 1e-6);
                sheet.value(r, 5, 29.2 + r * 1e-6);
                sheet.value(r, 7, r);
            }
        }
    }
}
