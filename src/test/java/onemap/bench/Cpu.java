package onemap.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** CPU time that a process and its threads have used, seconds, user and system together, from Linux' /proc (proc(5)). */
final class Cpu {
    /** USER_HZ, which is 100 on every Linux we know. */
    private static final double TICKS_PER_SECOND = 100;
    /** utime is the 14th field of stat, the 12th after the name in parentheses. */
    private static final int USER = 11;

    private Cpu() {}

    /** Threads that have ended are counted too. */
    static double seconds(long pid) {
        return ticks(Path.of("/proc/" + pid + "/stat")) / TICKS_PER_SECOND;
    }

    /** By thread name, of threads that live; names end after 15 characters, and numbers in them are left out. */
    static Map<String, Double> secondsByThread(long pid) {
        var byName = new TreeMap<String, Double>();
        try (var tasks = Files.newDirectoryStream(Path.of("/proc/" + pid + "/task"))) {
            for (Path task : tasks)
                try {
                    String name = Files.readString(task.resolve("comm")).strip().replaceAll("[-#]?\\d+", "");
                    double nanos = Double.parseDouble(Files.readString(task.resolve("schedstat")).split(" ")[0]);
                    byName.merge(name, nanos / 1e9, Double::sum);
                } catch (IOException ended) {
                    // between listing and reading
                }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return byName;
    }

    /** Load average of the last minute: others on this machine. */
    static String load() {
        try {
            return Files.readString(Path.of("/proc/loadavg")).split(" ")[0];
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static double ticks(Path stat) {
        try {
            String text = Files.readString(stat);
            String[] fields = text.substring(text.lastIndexOf(')') + 2).split(" ");
            return Double.parseDouble(fields[USER]) + Double.parseDouble(fields[USER + 1]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
