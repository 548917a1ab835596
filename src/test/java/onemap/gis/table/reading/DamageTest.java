package onemap.gis.table.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import onemap.gis.table.Refused;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every format cut short and with bits turned: it is read or refused by name, and nothing else comes of it. */
class DamageTest {
    private static final long SEED = 20260718;
    private static final int TIMES = 60;

    @TempDir Path folder;

    @Test void damageIsRefusedByNameInEveryFormat() {
        Map<String, byte[]> whole = new LinkedHashMap<>();
        whole.put("a.xlsx", Samples.plainXlsx());
        whole.put("a.csv", "名称,备注\n石岭水库,\"一,二\"\n溪口村,三\n".getBytes(StandardCharsets.UTF_8));
        whole.put("gbk.csv", "名称,备注\n石岭水库,\"一,二\"\n溪口村,三\n".getBytes(Samples.GBK));
        whole.put("a.geojson", Samples.GEO_JSON.getBytes(StandardCharsets.UTF_8));
        whole.put("a.kml", Samples.KML.getBytes(StandardCharsets.UTF_8));
        whole.put("a.kmz", Samples.zip(Map.of("doc.kml", Samples.KML.getBytes(StandardCharsets.UTF_8))));
        whole.put("a.zip", Samples.zip(Samples.shapefile(Samples.GBK, Optional.empty(), 0)));
        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(30), () -> whole.forEach(this::damage));
    }

    /** Without the check sum of a zip around them: the pieces of a shapefile and the sheet of a workbook themselves. */
    @Test void damageWithinAnArchiveIsRefusedByName() {
        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(30), () -> {
            for (String piece : new String[]{"点.shp", "点.dbf", "点.prj"}) {
                var random = new Random(SEED);
                for (int i = 0; i < TIMES; i++) {
                    var pieces = Samples.shapefile(Samples.GBK, Optional.empty(), 0);
                    pieces.computeIfPresent(piece, (name, bytes) -> damaged(bytes, random));
                    attempt("a.zip", Samples.zip(pieces));
                }
            }
            var book = Samples.unzip(Samples.plainXlsx());
            var random = new Random(SEED);
            for (String part : book.keySet())
                for (int i = 0; i < TIMES / 4; i++) {
                    var parts = new LinkedHashMap<>(book);
                    parts.computeIfPresent(part, (name, bytes) -> damaged(bytes, random));
                    attempt("a.xlsx", Samples.zip(parts));
                }
        });
    }

    private void damage(String name, byte[] whole) {
        var random = new Random(SEED);
        int refused = 0;
        for (int i = 0; i < TIMES; i++)
            if (attempt(name, damaged(whole, random))) refused++;
        // a text table cut short is a shorter text table
        if (!name.endsWith(".csv")) assertThat(refused).as(name).isGreaterThan(TIMES / 4);
    }

    private boolean attempt(String name, byte[] bytes) {
        try {
            Samples.rows(Samples.open(Samples.file(folder, name, bytes)));
            return false;
        } catch (Refused refused) {
            assertThat(refused.reason().code()).matches("[a-z_]+");
            assertThat(refused.reason().textZh()).startsWith(name);
            return true;
        } catch (RuntimeException | OutOfMemoryError | StackOverflowError fault) {
            return fail(name, fault);
        }
    }

    private static byte[] damaged(byte[] whole, Random random) {
        if (random.nextBoolean()) return Arrays.copyOf(whole, random.nextInt(whole.length));
        byte[] turned = whole.clone();
        for (int i = 0; i <= random.nextInt(3); i++)
            turned[random.nextInt(turned.length)] ^= (byte) (1 << random.nextInt(8));
        return turned;
    }
}
