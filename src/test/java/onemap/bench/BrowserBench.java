package onemap.bench;

import com.google.gson.JsonObject;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import onemap.drill.Jt808Device;
import onemap.drill.Jt808Device.Edition;
import onemap.drill.Jt808Device.Fix;

/**
 * G16 = A1: CPU of all of Chromium's processes per update of 5,000 moving symbols, the real layer against a bare drawImage loop in the same page, interleaved.
 * A3: main-thread CPU for a second in which 500 of 5,000 tracks move, and no redraw for heartbeats. A8: nodes and heap after many ticks and zooms.
 */
public final class BrowserBench implements AutoCloseable {
    private static final List<String> FLAGS = List.of("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update", "--disable-sync", "--enable-precise-memory-info");
    private static final int SYMBOLS = 5_000;
    private static final int WIDTH = 1920;
    private static final int HEIGHT = 1080;
    private static final int UPDATES = 30;
    private static final int BLOCKS = 5;
    private static final int MOVING = SYMBOLS / 10;
    private static final int TICK_MILLIS = 20;
    private static final int ZOOMS = 100;

    private final Playwright playwright = Playwright
            .create(new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    private final Browser browser = playwright.chromium()
            .launch(new BrowserType.LaunchOptions().setExecutablePath(Path.of("/usr/bin/chromium")).setHeadless(true).setArgs(FLAGS));
    private final Page page = browser.newContext(new Browser.NewContextOptions().setViewportSize(WIDTH, HEIGHT)).newPage();
    private final CDPSession cdp = page.context().newCDPSession(page);
    private final List<Jt808Device> devices = new ArrayList<>();
    private int moved;

    private BrowserBench(ServerProcess server) {
        page.navigate(server.address() + "/");
        page.waitForFunction("() => window.__ux && window.__ux.counts.cameras > 0");
        for (int i = 0; i < SYMBOLS; i++)
            devices.add(new Jt808Device(String.valueOf(13_700_000_000L + i), Edition.V2013));
    }

    /** Arguments: ticks of A8 (2000). */
    public static void main(String[] arguments) throws IOException {
        int ticks = IngestBench.argument(arguments, 0, 2000);
        var data = ServerProcess.freshData();
        try (var server = ServerProcess.demo(data, "--no-devices", "--set", "stream.tick=PT0.02S", "--set",
                "feeds.jt808.limits.maxDevicesPerConnection=" + SYMBOLS); var bench = new BrowserBench(server)) {
            bench.sprites();
            try (var line = new Socket("127.0.0.1", server.port("feeds.jt808.port"))) {
                Thread.ofVirtual().start(() -> drain(line));
                bench.live(line);
                bench.memory(line, ticks);
            }
        } finally {
            ServerProcess.delete(data);
        }
    }

    private void sprites() throws IOException {
        page.evaluate(Files.readString(Path.of("src/test/web/bench/sprites.js")),
                Map.of("count", SYMBOLS, "width", WIDTH, "height", HEIGHT));
        millisPerUpdate("layer");
        millisPerUpdate("bare");
        var ratios = new double[BLOCKS];
        System.out.printf(Locale.ROOT, "%-6s %16s %16s %8s %6s%n", "G16", "layer CPU ms", "bare CPU ms", "ratio", "load");
        for (int i = 0; i < BLOCKS; i++) {
            double layer = millisPerUpdate("layer");
            double bare = millisPerUpdate("bare");
            ratios[i] = layer / bare;
            System.out.printf(Locale.ROOT, "%-6d %16.1f %16.1f %8.2f %6s%n", i + 1, layer, bare, ratios[i], Cpu.load());
        }
        System.out.printf(Locale.ROOT, "G16 (A1) median ratio %.2f (goal 1.0), %s of %d symbols drawn, the others as dots%n",
                Figures.median(ratios),
                page.evaluate("() => window.benchUpdates('layer', 1)"), SYMBOLS);
        page.evaluate("() => window.benchEnd()");
    }

    private double millisPerUpdate(String side) {
        double before = chromiumSeconds();
        page.evaluate("([side, times]) => window.benchUpdates(side, times)", List.of(side, UPDATES));
        return (chromiumSeconds() - before) * 1000 / UPDATES;
    }

    private static double chromiumSeconds() {
        return ProcessHandle.current()
                .descendants()
                .filter(process -> process.info().command().orElse("").contains("chrom"))
                .mapToDouble(process -> Cpu.seconds(process.pid()))
                .sum();
    }

    private void live(Socket line) throws IOException {
        move(line, SYMBOLS);
        page.waitForFunction("n => window.__ux.counts.tracks >= n", SYMBOLS);
        move(line, SYMBOLS);
        pause(2000);
        cdp.send("Performance.enable", parameter("timeDomain", "threadTicks"));
        int seconds = 10;
        double before = metric("TaskDuration");
        for (int i = 0; i < seconds; i++) {
            move(line, MOVING);
            pause(1000);
        }
        double millis = (metric("TaskDuration") - before) * 1000 / seconds;
        System.out.printf(Locale.ROOT, "A3 main thread %.1f ms of CPU a second with %d of %d tracks moving (limit 50), load %s%n", millis,
                MOVING, SYMBOLS, Cpu.load());
        var frames = page.evaluate("() => window.__ux.frames");
        pause(5000);
        System.out.printf(Locale.ROOT, "A3 redraws in 5 s of heartbeats: %s -> %s (must be equal)%n", frames,
                page.evaluate("() => window.__ux.frames"));
    }

    private void memory(Socket line, int ticks) throws IOException {
        zoom(4);
        double before = heapMegabytes();
        int done = 0;
        for (int i = 0; i < ticks; i++) {
            move(line, 20);
            pause(TICK_MILLIS);
            if (i * ZOOMS / ticks >= done) zoom(done++);
        }
        pause(2000);
        double after = heapMegabytes();
        System.out.printf(Locale.ROOT,
                "A8 after %d ticks and %d zooms: %s nodes in the document (limit 3,000), heap %.1f -> %.1f MB (growth limit 5)%n", ticks,
                done,
                page.evaluate("() => document.querySelectorAll('*').length"), before, after);
    }

    private void zoom(int number) {
        page.mouse().move(WIDTH / 2.0, HEIGHT / 2.0);
        page.mouse().wheel(0, number % 2 == 0 ? -180 : 180);
    }

    private double heapMegabytes() {
        cdp.send("HeapProfiler.collectGarbage");
        return metric("JSHeapUsedSize") / 1e6;
    }

    private double metric(String name) {
        for (var metric : cdp.send("Performance.getMetrics").getAsJsonArray("metrics"))
            if (metric.getAsJsonObject().get("name").getAsString().equals(name)) return metric.getAsJsonObject().get("value").getAsDouble();
        throw new IllegalStateException("no metric " + name);
    }

    private static JsonObject parameter(String name, String value) {
        var parameters = new JsonObject();
        parameters.addProperty(name, value);
        return parameters;
    }

    /** The next so many devices report, each a little farther on and a second later than the time before. */
    private void move(Socket line, int count) throws IOException {
        var frames = new java.io.ByteArrayOutputStream();
        var begin = Instant.now().minusSeconds(30);
        for (int i = 0; i < count; i++, moved++) {
            int device = moved % SYMBOLS;
            int round = moved / SYMBOLS;
            var at = begin.plusSeconds(round);
            frames.writeBytes(devices.get(device)
                    .position(Fix.driving(121.2 + device % 100 * 0.006 + round * 0.001, 29.0 + device / 100 * 0.008, 10, 90, at)));
        }
        line.getOutputStream().write(frames.toByteArray());
    }

    private void pause(int millis) { page.waitForTimeout(millis); }

    private static void drain(Socket line) {
        try {
            line.getInputStream().transferTo(java.io.OutputStream.nullOutputStream());
        } catch (IOException closed) {
            LockSupport.parkNanos(1);
        }
    }

    @Override public void close() {
        browser.close();
        playwright.close();
    }
}
