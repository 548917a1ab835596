package onemap.gis.table.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import onemap.gis.table.Refused;
import onemap.gis.table.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Text tables in the characters and with the delimiters people have. */
class CsvTableTest {
    private static final String TEXT = "名称,经度,备注\n石岭水库,120.6,\"含逗号,与\"\"引号\"\"\n\n溪口村,120.7,\n";

    @TempDir Path folder;

    @Test void readsUtf8WithAndWithoutItsMarkGbkAndUtf16() throws Refused {
        for (byte[] bytes : new byte[][]{TEXT.getBytes(StandardCharsets.UTF_8), ("\uFEFF" + TEXT).getBytes(StandardCharsets.UTF_8),
                TEXT.getBytes(Samples.GBK),
                ("\uFEFF" + TEXT).getBytes(StandardCharsets.UTF_16LE)}) {
            var table = Samples.open(Samples.file(folder, "表.csv", bytes));

            assertThat(Samples.names(table)).containsExactly("名称", "经度", "备注");
            assertThat(Samples.rows(table)).extracting(Row::number).containsExactly(2, 4);
            assertThat(Samples.rows(table).getFirst().cells()).containsExactly("石岭水库", "120.6", "含逗号,与\"引号\"");
        }
    }

    @Test void findsTheDelimiter() throws Refused {
        for (String delimiter : new String[]{",", ";", "\t"})
            assertThat(Samples.names(Samples.open(Samples.file(folder, "表.csv", "a,b,c\n1,2,3\n".replace(",", delimiter)))))
                    .containsExactly("a", "b", "c");
    }

    @Test void joinsAHeaderOfTwoRowsWithoutKnowingOfMerges() throws Refused {
        var table = Samples.open(Samples.file(folder, "表.csv", "某表,,,,\n序号,名称,地址,,电话\n,,乡镇,村,\n1,甲,石岭镇,一村,5\n"));

        assertThat(Samples.names(table)).containsExactly("序号", "名称", "地址/乡镇", "地址/村", "电话");
        assertThat(Samples.rows(table)).extracting(Row::number).containsExactly(4);
    }

    @Test void tellsTheRowThatHasMoreCellsThanTheHeader() throws Refused {
        var rows = Samples.rows(Samples.open(Samples.file(folder, "表.csv", "名称,经度\n甲,1\n乙,2,3\n")));

        assertThat(rows.get(0).fault()).isEmpty();
        assertThat(rows.get(1).fault().orElseThrow().textZh()).contains("表.csv").contains("第 3 行");
    }

    @Test void namesTheRowOfAByteThatIsNoCharacter() {
        byte[] bytes = ("名称,备注\n" + "石岭水库,一二三四五六七八九十\n".repeat(20)).getBytes(StandardCharsets.UTF_8);
        bytes[bytes.length - 5] = (byte) 0xFF;

        var refused = catchThrowableOfType(Refused.class, () -> Samples.open(Samples.file(folder, "表.csv", bytes)));

        assertThat(refused.reason().code()).isEqualTo("encoding");
        assertThat(refused.reason().row()).hasValue(21);
    }

    @Test void namesTheRowOfAQuoteThatDoesNotEnd() throws Refused {
        var table = Samples.open(Samples.file(folder, "表.csv", "a,b\n" + "1,2\n".repeat(20) + "\"3,4\n5,6\n"));

        var refused = catchThrowableOfType(Refused.class, () -> Samples.rows(table));

        assertThat(refused.reason().row()).hasValue(22);
    }
}
