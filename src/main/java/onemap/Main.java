package onemap;

import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import onemap.journal.disk.DataFolder;
import org.slf4j.LoggerFactory;

/** The command: runs what {@link Commands} knows by its first word; else reads options and settings, starts the server, and ends it when asked to. */
public final class Main {
    private static final int FAILED = 1;
    private static final int WRONG_SETTING = 2;
    private static final int FOLDER_IN_USE = 3;
    private static final int PORT_TAKEN = 4;
    /** Ports the demo replaces by a free one when they are taken and were not given by hand. */
    private static final List<String> PORTS = List.of("web", "feeds.jt808", "feeds.mqtt");

    private final Server server = new Server();
    private final AtomicInteger failure = new AtomicInteger();
    private final AtomicBoolean stopping = new AtomicBoolean();

    private Main() {}

    public static void main(String[] arguments) {
        var words = Arrays.asList(arguments);
        var invokedFrom = Path.of(System.getProperty("onemap.invoked.from", "."));
        var command = Commands.find(words);
        if (command.isPresent()) System.exit(run(command.get(), words.subList(1, words.size()), invokedFrom));
        var main = new Main();
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().name("stop").unstarted(main::stop));
        main.run(words, invokedFrom);
    }

    private static int run(Commands.Command command, List<String> arguments, Path invokedFrom) {
        try {
            return command.run(arguments, invokedFrom);
        } catch (SettingsFile.Wrong wrong) {
            System.err.println("onemap: " + wrong.getMessage());
            return WRONG_SETTING;
        }
    }

    private void run(List<String> arguments, Path invokedFrom) {
        try {
            var options = Options.of(arguments, invokedFrom);
            server.open(settings(options), options);
            server.awaitEnd();
        } catch (SettingsFile.Wrong wrong) {
            fail(WRONG_SETTING, wrong.getMessage());
        } catch (DataFolder.InUse inUse) {
            fail(FOLDER_IN_USE, inUse.getMessage());
        } catch (Server.PortTaken taken) {
            fail(PORT_TAKEN, taken.getMessage());
        } catch (UncheckedIOException | IllegalStateException failed) {
            fail(FAILED, failed.getMessage());
        } catch (RuntimeException failed) {
            LoggerFactory.getLogger(Main.class).error("could not start", failed);
            fail(FAILED, "could not start: " + failed);
        }
    }

    /** What fails because the stop has begun is no failure. */
    private void fail(int code, String message) {
        if (stopping.get()) return;
        server.stop(); // first, so that the reason is the last thing said
        System.err.println("onemap: " + message);
        failure.compareAndSet(0, code);
        System.exit(code);
    }

    /** The one way out, at any moment of a start or a run: closes what is open; exit 0 although a signal asked, since stopping as asked is no failure. */
    private void stop() {
        stopping.set(true);
        boolean clean = server.stop();
        Runtime.getRuntime().halt(failure.get() != 0 ? failure.get() : clean ? 0 : FAILED);
    }

    private static Settings settings(Options options) {
        var overrides = new LinkedHashMap<String, String>();
        if (options.demo()) {
            overrides.put("data", "var/demo");
            overrides.put("feeds.jt808.admission", "any");
            overrides.put("feeds.mqtt.admission", "any");
            overrides.put("feeds.cap.admission", "any");
            overrides.put("feeds.cameras.admission", "any");
            overrides.put("access.secondFactorFor", "[]");
        }
        options.data().ifPresent(folder -> overrides.put("data", folder.toString()));
        overrides.putAll(options.set());
        var settings = SettingsFile.read(options.config(), overrides, Settings.class);
        if (!options.demo()) return settings;
        return replaceTakenPorts(settings, options, overrides);
    }

    private static Settings replaceTakenPorts(Settings settings, Options options, Map<String, String> overrides) {
        var ports = Map.of("web", new InetSocketAddress(settings.web().host(), settings.web().port()), "feeds.jt808",
                new InetSocketAddress(settings.feeds()
                        .jt808()
                        .host(), settings.feeds().jt808().port()),
                "feeds.mqtt", new InetSocketAddress(settings.feeds().mqtt().host(), settings.feeds()
                        .mqtt()
                        .port()));
        boolean replaced = false;
        for (String name : PORTS) {
            if (options.set().containsKey(name + ".port") || !taken(ports.get(name))) continue;
            System.out.println("port " + ports.get(name).getPort() + " of " + name + " is taken, a free one is used 端口已占用,改用空闲端口");
            overrides.put(name + ".port", "0");
            replaced = true;
        }
        return replaced ? SettingsFile.read(options.config(), overrides, Settings.class) : settings;
    }

    private static boolean taken(InetSocketAddress address) {
        if (address.getPort() == 0) return false;
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(address);
            return false;
        } catch (BindException e) {
            return true;
        } catch (java.io.IOException e) {
            return false;
        }
    }
}
