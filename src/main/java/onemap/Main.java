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
import onemap.journal.DataFolder;

/** The command: reads options and settings, starts the server, and ends it when asked to. */
public final class Main {
    private static final int WRONG_SETTING = 2;
    private static final int FOLDER_IN_USE = 3;
    private static final int PORT_TAKEN = 4;
    /** Ports the demo replaces by a free one when they are taken and were not given by hand. */
    private static final List<String> PORTS = List.of("web", "feeds.jt808", "feeds.mqtt");

    private Main() {}

    public static void main(String[] arguments) { System.exit(run(Arrays.asList(arguments))); }

    private static int run(List<String> arguments) {
        try {
            var options = Options.of(arguments, Path.of(System.getProperty("onemap.invoked.from", ".")));
            var server = Server.start(settings(options), options);
            Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().name("stop").unstarted(() -> stop(server)));
            server.awaitEnd();
            return 0;
        } catch (SettingsFile.Wrong wrong) {
            return say(WRONG_SETTING, wrong.getMessage());
        } catch (DataFolder.InUse inUse) {
            return say(FOLDER_IN_USE, inUse.getMessage());
        } catch (Server.PortTaken taken) {
            return say(PORT_TAKEN, taken.getMessage());
        } catch (UncheckedIOException | IllegalStateException failed) {
            return say(1, failed.getMessage());
        } catch (RuntimeException failed) {
            failed.printStackTrace();
            return say(1, "could not start: " + failed);
        }
    }

    /** Exit 0 although a signal asked: stopping as asked is no failure. */
    private static void stop(Server server) {
        int code = server.stop() ? 0 : 1;
        Runtime.getRuntime().halt(code);
    }

    private static int say(int code, String message) {
        System.err.println("onemap: " + message);
        return code;
    }

    private static Settings settings(Options options) {
        var overrides = new LinkedHashMap<String, String>();
        if (options.demo()) {
            overrides.put("data", "var/demo");
            overrides.put("feeds.jt808.admission", "any");
            overrides.put("feeds.mqtt.admission", "any");
            overrides.put("feeds.cap.admission", "any");
            overrides.put("feeds.cameras.admission", "any");
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
