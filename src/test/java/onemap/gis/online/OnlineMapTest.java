package onemap.gis.online;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import onemap.gis.TileCache.Tile;
import onemap.net.AllowList;
import onemap.net.Destinations;
import onemap.net.HttpCalls;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The online base map against a WMTS server that fails in every way one has seen. */
@Timeout(60)
class OnlineMapTest {
    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10, 1};
    private static final Tile TILE = new Tile(10, 857, 426);
    private static final Duration DAY = Duration.ofDays(1);

    @TempDir Path folder;
    private final Vertx vertx = Vertx.vertx();
    private final ConcurrentLinkedQueue<String> asked = new ConcurrentLinkedQueue<>();
    private final CountDownLatch hanging = new CountDownLatch(1);
    private HttpServer server;
    private HttpCalls calls;
    private volatile Instant now = Instant.parse("2026-07-18T06:00:00Z");
    private volatile Mood mood = Mood.WELL;

    private enum Mood {
        WELL, ERROR, PAGE, NONE, FORBIDDEN, HANGING
    }

    @BeforeEach void open() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> {
            try (exchange) {
                asked.add(exchange.getRequestURI().toString());
                byte[] body = mood == Mood.PAGE
                        ? "<html>your key has expired</html>".getBytes(java.nio.charset.StandardCharsets.UTF_8)
                        : PNG;
                int status = switch (mood) {
                    case WELL, PAGE -> 200;
                    case ERROR -> 500;
                    case NONE -> 404;
                    case FORBIDDEN -> 403;
                    case HANGING -> {
                        hanging.await(20, TimeUnit.SECONDS);
                        yield 200;
                    }
                };
                exchange.getResponseHeaders().add("Content-Type", "image/png");
                exchange.sendResponseHeaders(status, body.length);
                exchange.getResponseBody().write(body);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        server.start();
    }

    @AfterEach void close() {
        hanging.countDown();
        if (calls != null) calls.close();
        server.stop(0);
        vertx.close();
    }

    private OnlineMap map(List<String> allow) throws IOException {
        Files.writeString(folder.resolve("key"), "s3cret\n");
        var settings = new OnlineMapSettings(
                "http://127.0.0.1:" + server.getAddress().getPort() + "/{layer}/wmts?TILEMATRIX={z}&TILEROW={y}&TILECOL={x}&tk={key}",
                folder.resolve("key").toString(), List.of("vec", "cva"), "", allow, 7, 18, 1 << 20, DAY, Duration.ofSeconds(2),
                Duration.ofMillis(500), Duration.ofSeconds(15));
        calls = new HttpCalls(vertx, new HttpClientOptions(), settings.limits());
        return new OnlineMap(settings, folder.resolve("tiles"), new Destinations(new AllowList(allow), host -> List.of()), calls,
                () -> now);
    }

    private OnlineMap map() throws IOException { return map(List.of("127.0.0.1:" + server.getAddress().getPort())); }

    @Test void aTileIsFetchedOnceAndKeptForADay() throws IOException {
        var map = map();

        assertThat(map.find("vec", TILE)).contains(PNG);
        assertThat(map.find("vec", TILE)).contains(PNG);
        assertThat(asked).containsExactly("/vec/wmts?TILEMATRIX=10&TILEROW=426&TILECOL=857&tk=s3cret");
        now = now.plus(DAY).plusSeconds(1);
        assertThat(map.find("vec", TILE)).contains(PNG);
        assertThat(asked).hasSize(2);
        assertThat(map().find("vec", TILE)).as("after a restart, too").contains(PNG);
        assertThat(asked).hasSize(2);
    }

    @Test void whenItFailsWhatWasKeptIsShownHoweverOld() throws IOException {
        var map = map();
        map.find("vec", TILE);
        for (Mood failing : List.of(Mood.ERROR, Mood.PAGE, Mood.FORBIDDEN, Mood.HANGING)) {
            now = now.plus(DAY).plusSeconds(100);
            mood = failing;
            int before = asked.size();

            assertThat(map.find("vec", TILE)).as(failing.name()).contains(PNG);
            assertThat(map.find("cva", TILE)).as("nothing kept, and not asked again at once").isEmpty();
            assertThat(map.isOffline()).isTrue();
            assertThat(asked).hasSize(before + 1);
        }
        now = now.plusSeconds(20);
        mood = Mood.WELL;
        assertThat(map.find("cva", TILE)).contains(PNG);
        assertThat(map.isOffline()).isFalse();
    }

    @Test void noSuchTileIsNoFailure() throws IOException {
        mood = Mood.NONE;
        var map = map();

        assertThat(map.find("vec", TILE)).isEmpty();
        assertThat(map.isOffline()).isFalse();
        assertThat(map.find("other", TILE)).isEmpty();
        assertThat(map.find("vec", new Tile(6, 1, 1))).isEmpty();
        assertThat(map.find("vec", new Tile(10, 1024, 1))).isEmpty();
        assertThat(asked).hasSize(1);
    }

    @Test void manyWhoWantTheSameTileAreOneCall() throws Exception {
        var map = map();
        var ready = new CountDownLatch(20);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<byte[]>> all = java.util.stream.IntStream.range(0, 20).mapToObj(i -> threads.submit(() -> {
                ready.countDown();
                ready.await();
                return map.find("vec", TILE).orElseThrow();
            })).toList();
            for (var each : all)
                assertThat(each.get()).isEqualTo(PNG);
        }

        assertThat(asked).hasSize(1);
    }

    @Test void anAddressThatIsNotPublicIsAskedOnlyWhenAllowed() throws IOException {
        var map = map(List.of());

        assertThat(map.find("vec", TILE)).isEmpty();
        assertThat(map.isOffline()).isTrue();
        assertThat(asked).isEmpty();
    }

    @Test void theDiskTakesNoMoreThanItsLimit() {
        var store = new TileStore(folder.resolve("few"), 2_500);
        for (int i = 0; i < 5; i++)
            store.keep("tile" + i, new byte[1_000], now.plusSeconds(i));

        assertThat(store.bytes()).isEqualTo(2_000);
        assertThat(store.find("tile0")).isEmpty();
        assertThat(store.find("tile4")).isPresent();
        assertThat(new TileStore(folder.resolve("few"), 1_500).find("tile4")).as("the newest stay").isPresent();
        assertThat(new TileStore(folder.resolve("few"), 1_500).bytes()).isEqualTo(1_000);
    }

    @Test void settingsThatCannotWorkAreRefused() {
        assertThatThrownBy(() -> settings("https://t0.example/{z}/{x}", "")).hasMessageContaining("{y}");
        assertThatThrownBy(() -> settings("https://t0.example/{z}/{x}/{y}?tk={key}", "")).hasMessageContaining("keyFile");
        assertThat(settings("", "").isOn()).isFalse();
    }

    private static OnlineMapSettings settings(String url, String keyFile) {
        return new OnlineMapSettings(url, keyFile, List.of("vec"), "", List.of(), 7, 18, 1 << 20, DAY, DAY, DAY, DAY);
    }
}
