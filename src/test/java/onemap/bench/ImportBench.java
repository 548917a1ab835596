package onemap.bench;

import io.vertx.core.json.JsonObject;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.CompletableFuture;

/**
 * {@code bin/bench import [rows]}: a list of shelters in EPSG:4549 as CSV, from the request to the answer, which comes when all rows are on disk; again with
 * the same list; and how long an acknowledgement waits beside it. The heap is what {@code ONEMAP_JAVA_OPTIONS=-Xmx…} allows.
 */
public final class ImportBench {
    private ImportBench() {}

    public static void main(String[] arguments) {
        int rows = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 100_000;
        String file = list(rows);
        var data = ServerProcess.freshData();
        try (var server = ServerProcess.demo(data, "--no-devices"); var disk = new DiskProbe(data)) {
            var alarms = Alarms.raise(server);
            for (String name : new String[]{"first", "again"}) {
                double cpu = Cpu.seconds(server.pid());
                long begin = System.nanoTime();
                var answer = CompletableFuture.supplyAsync(() -> server
                        .post("/api/v1/registers/shelters/import?file=list.csv&crs=EPSG:4549", "text/csv", file, "Idempotency-Key", name)
                        .body());
                while (!answer.isDone())
                    alarms.acknowledgeUntil(System.nanoTime() + 200_000_000L, 100, disk);
                System.out.printf(Locale.ROOT, "%-6s %,d rows in %.1f s, %.1f s of CPU: %s%n", name, rows,
                        (System.nanoTime() - begin) / 1e9,
                        Cpu.seconds(server.pid()) - cpu, new JsonObject(answer.join()).getValue("entered"));
                System.out.println("       acknowledge meanwhile " + alarms.report());
            }
        } finally {
            ServerProcess.delete(data);
        }
    }

    private static String list(int rows) {
        var random = new Random(1);
        var text = new StringBuilder("编号,场所名称,乡镇,横坐标,纵坐标,容纳人数,床位,负责人,联系电话\n");
        for (int i = 0; i < rows; i++)
            text.append(String.format(Locale.ROOT, "B%06d,测试安置点%d,城关街道,%.3f,%.3f,%d人,%d,张三,1390099%04d%n", i, i,
                    640_000 + random.nextDouble() * 20_000,
                    3_230_000 + random.nextDouble() * 20_000, 100 + i % 300, i % 50, i % 10_000));
        return text.toString();
    }
}
