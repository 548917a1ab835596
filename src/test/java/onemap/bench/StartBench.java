package onemap.bench;

import java.nio.file.Path;
import java.util.Locale;

/** G17: from the command {@code bin/onemap demo} to the first 200 of {@code /healthz}, into an empty folder and into one that was served before. */
public final class StartBench {
    private StartBench() {}

    /** Arguments: times (5). */
    public static void main(String[] arguments) {
        int times = IngestBench.argument(arguments, 0, 5);
        var fresh = new double[times];
        var again = new double[times];
        System.out.printf(Locale.ROOT, "%-16s %10s %10s %6s%n", "G17", "wall s", "CPU s", "load");
        for (int i = 0; i < times; i++) {
            var data = ServerProcess.freshData();
            fresh[i] = start("fresh", data);
            again[i] = start("existing", data);
            ServerProcess.delete(data);
        }
        System.out.printf(Locale.ROOT, "median: fresh %.2f s, existing %.2f s (goal 3 s, floor 5 s, on a machine that does nothing else)%n",
                Figures.median(fresh),
                Figures.median(again));
    }

    private static double start(String what, Path data) {
        try (var server = ServerProcess.demo(data)) {
            double cpu = Cpu.seconds(server.pid());
            System.out.printf(Locale.ROOT, "%-16s %10.2f %10.2f %6s%n", what, server.readyAfterSeconds(), cpu, Cpu.load());
            return server.readyAfterSeconds();
        }
    }
}
