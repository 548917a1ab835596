package onemap.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the command promises to whoever starts it: exit codes, one clear line, ports, the data folder. */
@Timeout(300)
class ServerContractTest {
    private static final int WRONG_SETTING = 2;
    private static final int FOLDER_IN_USE = 3;
    private static final int PORT_TAKEN = 4;
    @TempDir Path temp;

    @Test void aSecondServerOnTheFolderRefusesToStart() {
        try (var first = TestServer.start(temp.resolve("data"));
                var second = TestServer.launch(temp.resolve("data"), "demo", "--no-devices", "--set", "web.port=0")) {
            assertThat(second.awaitEnd()).isEqualTo(FOLDER_IN_USE);
            assertThat(second.complained().lines()).hasSize(1);
            assertThat(second.complained()).contains(temp.resolve("data").toString()).contains("in use");
            assertThat(first.web().get("/healthz").status()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @CsvSource({"web", "feeds.jt808", "feeds.mqtt"}) void aTakenPortGivenByHandStopsTheStartAndIsNamed(String name)
            throws IOException {
        try (var taken = taken()) {
            var options = new ArrayList<>(List.of("demo", "--no-devices"));
            for (String other : List.of("web", "feeds.jt808", "feeds.mqtt"))
                options.addAll(List.of("--set", other + ".port=" + (other.equals(name) ? taken.getLocalPort() : 0)));
            try (var server = TestServer.launch(temp.resolve("data"), options.toArray(String[]::new))) {
                assertThat(server.awaitEnd()).as(server.complained()).isEqualTo(PORT_TAKEN);
                assertThat(lastLine(server)).startsWith("onemap: " + name + ".port: ").contains("--set " + name + ".port=N");
                assertThat(lastLine(server)).contains(Integer.toString(taken.getLocalPort()));
            }
        }
    }

    @Test void aTakenDefaultPortIsReplacedInTheDemoAndPrinted() throws IOException {
        try (var web = taken(); var jt808 = taken(); var mqtt = taken()) {
            var config = temp.resolve("onemap.json");
            Files.writeString(config, Files.readString(Path.of("config", "onemap.json"))
                    .replace("\"port\": 8080", "\"port\": " + web.getLocalPort())
                    .replace("\"port\": 7611", "\"port\": " + jt808.getLocalPort())
                    .replace("\"port\": 1883", "\"port\": " + mqtt.getLocalPort()));
            try (var server = TestServer.launch(temp.resolve("data"), "demo", "--no-devices", "--config", config.toString()).awaitReady()) {
                for (var each : Map.of("web", web, "feeds.jt808", jt808, "feeds.mqtt", mqtt).entrySet()) {
                    int port = each.getValue().getLocalPort();
                    assertThat(server.said()).contains("port " + port + " of " + each.getKey() + " is taken");
                    assertThat(server.port(each.getKey() + ".port")).isNotEqualTo(port).isPositive();
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"web.prot=1|--set web.prot: unknown setting",
            "nothing=1|--set nothing: unknown setting", "web=1|web: ", "feeds.jt808.port=70000|feeds.jt808.port: 70000 is not a port",
            "web.port=70000|web.port: 70000 is not a port", "feeds.mqtt.port=-1|feeds.mqtt.port: -1 is not a port",
            "web.port=abc|web.port: ", "checkpointSeconds=0|checkpointSeconds: 0 is not positive",
            "feeds.jt808.limits.maxFrameBytes=1|feeds.jt808.limits.maxFrameBytes: 1 is not between",
            "feeds.mqtt.admission=some|feeds.mqtt.admission: ", "freshness={\"rain\":{\"fresh\":5,\"stale\":1}}|freshness.rain.stale: ",
            "web.host=nowhere.invalid|web.host: nowhere.invalid is not known here", "web.names=[\"a b\"]|web.names: a b is not a host name",
            "web.tls={\"on\":true,\"certificate\":\"a.pem\",\"key\":\"\"}|web.tls.key: is missing",
            "web.tls={\"on\":true,\"certificate\":\"a.pem\",\"key\":\"b.pem\"}|web.tls: a.pem: cannot be read",
            "feeds.jt808.host=0.0.0.0|feeds.jt808.host: 0.0.0.0 is open to others",
            "nonsense|--set nonsense: is not key=value"}) void aWrongSettingIsRefusedWithItsPathAndTheReason(
                    String set, String message) {
        try (var server = TestServer.launch(temp.resolve("data"), "demo", "--set", set)) {
            assertThat(server.awaitEnd()).as(server.complained()).isEqualTo(WRONG_SETTING);
            assertThat(server.complained().lines()).as(server.complained()).hasSize(1);
            assertThat(server.complained()).startsWith("onemap: " + message);
        }
    }

    @ParameterizedTest
    @CsvSource({"--unknown", "--speed", "start"}) void anUnknownOptionIsRefused(String option) {
        try (var server = TestServer.launch(temp.resolve("data"), "demo", option)) {
            assertThat(server.awaitEnd()).isEqualTo(WRONG_SETTING);
            assertThat(server.complained().lines()).hasSize(1);
        }
    }

    @Test void theCountyIsLoadedOnceAndFreshEmptiesTheFolder() {
        Map<String, Integer> first;
        try (var server = TestServer.start(temp.resolve("data"))) {
            first = sizes(server);
            assertThat(first).containsEntry("stations", 60).containsEntry("cameras", 300);
            assertThat(server.web().postCap(alert().xml()).status()).isEqualTo(200);
            assertThat(server.sigterm().code()).isZero();
            assertThat(server.said()).doesNotContain("emptied");
        }
        try (var again = TestServer.start(temp.resolve("data"))) {
            assertThat(sizes(again)).containsAllEntriesOf(without(first, "warnings")).containsEntry("warnings", 1);
            assertThat(times(again, "county.loaded")).isEqualTo(1);
        }
        try (var fresh = TestServer.start(temp.resolve("data"), "--fresh")) {
            assertThat(fresh.said()).contains(temp.resolve("data").toString()).contains("emptied");
            assertThat(sizes(fresh)).isEqualTo(first);
            assertThat(fresh.sigterm().code()).isZero(); // the token went with the folder's contents: the next start has another
        }
        try (var later = TestServer.start(temp.resolve("data"))) {
            assertThat(times(later, "county.loaded")).isEqualTo(1);
        }
    }

    @Test void helpListsVerbsAndOptions() throws Exception {
        var help = new ProcessBuilder("bin/onemap", "--help").redirectErrorStream(true).start();
        String text = new String(help.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(help.waitFor(30, TimeUnit.SECONDS)).isTrue();

        assertThat(help.exitValue()).isZero();
        assertThat(text).contains("bin/onemap demo", "--data", "--fresh", "--config", "--set", "--no-devices", "--speed",
                "ONEMAP_JAVA_HOME");
    }

    private static ServerSocket taken() throws IOException { return new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1")); }

    private static String lastLine(TestServer server) { return server.complained().lines().reduce("", (before, line) -> line); }

    private static Map<String, Integer> sizes(TestServer server) {
        var sizes = new TreeMap<String, Integer>();
        for (String kind : List.of("tracks", "stations", "sites", "cameras", "warnings"))
            sizes.put(kind,
                    server.web().asNobody().get("/ogc/collections/" + kind + "/items?limit=1").body().path("numberMatched").asInt());
        return sizes;
    }

    private static Map<String, Integer> without(Map<String, Integer> sizes, String kind) {
        var rest = new TreeMap<>(sizes);
        rest.remove(kind);
        return rest;
    }

    private static int times(TestServer server, String kind) {
        int times = 0;
        for (var line : server.web().get("/api/v1/log?limit=500").body())
            if (line.path("kind").asText().equals(kind)) times++;
        return times;
    }

    private static CapText alert() {
        return CapText.alert("H1", "qx@wanghai.example", InstantSource.system().instant(),
                CapText.polygon(121.5, 29.2, 121.6, 29.3));
    }
}
