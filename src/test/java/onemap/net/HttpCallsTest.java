package onemap.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.PfxOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import onemap.net.Destinations.Verdict;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** That a call goes where it was checked to go, over real sockets; no resolver of the machine knows {@code hooks.example}. */
@Timeout(200)
class HttpCallsTest {
    private static final HttpCalls.Limits LIMITS = new HttpCalls.Limits(Duration.ofSeconds(40), Duration.ofSeconds(60), 4_096, 4);
    private static final byte[] BODY = {'{', '}'};

    @TempDir Path temp;
    private final Vertx vertx = Vertx.vertx();
    private final Queue<Asked> asked = new ConcurrentLinkedQueue<>();

    private record Asked(String host, String sni, String path) {}

    @AfterEach void close() throws Exception { vertx.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS); }

    @Test void connectsToTheCheckedAddressAndSpeaksTheName() throws Exception {
        int port = listen("127.0.0.1", 0, request -> request.response().end("ok"));

        var answer = post("http://hooks.example:" + port + "/a?b=c", List.of("127.0.0.1:" + port), LIMITS, "127.0.0.1");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).asString().isEqualTo("ok");
        assertThat(asked).containsExactly(new Asked("hooks.example:" + port, "", "/a?b=c"));
    }

    @Test void tlsCarriesTheNameAndTheCertificateMustBeTheNames() throws Exception {
        var key = key("hooks.example");
        int port = listenTls(key);
        var trust = new HttpClientOptions().setTrustOptions(key);

        assertThat(post("https://hooks.example:" + port + "/", trust, port).status()).isEqualTo(200);
        assertThat(asked).containsExactly(new Asked("hooks.example:" + port, "hooks.example", "/"));
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> post("https://other.example:" + port + "/", trust, port));
        assertThatExceptionOfType(IOException.class).as("a certificate nobody vouches for")
                .isThrownBy(() -> post("https://hooks.example:" + port + "/", new HttpClientOptions(), port));
        assertThat(asked).hasSize(1);
    }

    @Test void aNameThatLeadsElsewhereTheSecondTimeIsNotFollowed() throws Exception {
        int port = listen("127.0.0.1", 0, request -> request.response().end());
        var secret = new ConcurrentLinkedQueue<String>();
        listen("127.0.0.2", port, request -> {
            secret.add(request.path());
            request.response().end();
        });
        var answers = new ArrayList<>(List.of("127.0.0.1", "127.0.0.2", "127.0.0.2"));
        var destinations = new Destinations(new AllowList(List.of("127.0.0.1:" + port)),
                name -> List.of(InetAddress.getByName(answers.removeFirst())));

        try (var calls = new HttpCalls(vertx, new HttpClientOptions(), LIMITS)) {
            var first = destinations.check("http://hooks.example:" + port + "/");
            assertThat(answers).as("looked up once").hasSize(2);
            assertThat(calls.post(((Verdict.Good) first).destination(), Map.of(), BODY).status()).isEqualTo(200);
            assertThat(destinations.check("http://hooks.example:" + port + "/")).isInstanceOf(Verdict.Refused.class);
        }
        assertThat(asked).hasSize(1);
        assertThat(secret).isEmpty();
    }

    @Test void aRedirectIsAnAnswerAndNotFollowed() throws Exception {
        int port = listen("127.0.0.1", 0,
                request -> request.response()
                        .setStatusCode(302)
                        .putHeader("Location", "http://127.0.0.1:" + request.localAddress().port() + "/in")
                        .end());

        var answer = post("http://hooks.example:" + port + "/", List.of("127.0.0.1:" + port), LIMITS, "127.0.0.1");

        assertThat(answer.status()).isEqualTo(302);
        assertThat(asked).extracting(Asked::path).containsExactly("/");
    }

    @Test void readsNoMoreThanItsLimitOfAnAnswerWithoutEnd() throws Exception {
        int port = listen("127.0.0.1", 0, request -> {
            request.response().setChunked(true);
            vertx.setPeriodic(1, timer -> {
                if (request.response().closed()) vertx.cancelTimer(timer);
                else
                    request.response().write("x".repeat(1_000));
            });
        });

        var answer = post("http://hooks.example:" + port + "/", List.of("127.0.0.1:" + port), LIMITS, "127.0.0.1");

        assertThat(answer.cut()).isTrue();
        assertThat(answer.body()).hasSize(4_096);
    }

    @Test void endsWhenTheTimeIsOverHoweverTheAnswerDrips() throws Exception {
        int port = listen("127.0.0.1", 0, request -> {
            request.response().setChunked(true);
            vertx.setPeriodic(50, timer -> {
                if (request.response().closed()) vertx.cancelTimer(timer);
                else
                    request.response().write("x");
            });
        });
        var limits = new HttpCalls.Limits(Duration.ofSeconds(5), Duration.ofMillis(400), 4_096, 4);

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> post("http://hooks.example:" + port + "/", List.of("127.0.0.1:" + port), limits, "127.0.0.1"))
                .withMessageContaining("no answer within");
    }

    @Test void theNextAddressIsTriedWhenNobodyListensAtTheFirst() throws Exception {
        int port = listen("127.0.0.1", 0, request -> request.response().end());

        var answer = post("http://hooks.example:" + port + "/", List.of("127.0.0.0/8:" + port), LIMITS, "127.0.0.9", "127.0.0.1");

        assertThat(answer.status()).isEqualTo(200);
    }

    private HttpCalls.Answer post(String url, List<String> allowed, HttpCalls.Limits limits, String... addresses) throws IOException {
        return post(url, new HttpClientOptions(), allowed, limits, addresses);
    }

    private HttpCalls.Answer post(String url, HttpClientOptions trust, int port) throws IOException {
        return post(url, trust, List.of("127.0.0.1:" + port), LIMITS, "127.0.0.1");
    }

    private HttpCalls.Answer post(String url, HttpClientOptions trust, List<String> allowed, HttpCalls.Limits limits, String... addresses)
            throws IOException {
        var destinations = new Destinations(new AllowList(allowed), name -> List.of(addresses).stream().map(Network::address).toList());
        try (var calls = new HttpCalls(vertx, trust, limits)) {
            return switch (destinations.check(url)) {
                case Verdict.Good good -> calls.post(good.destination(), Map.of("x", "y"), BODY);
                case Verdict.Refused refused -> throw new AssertionError(refused);
            };
        }
    }

    private int listen(String host, int port, Consumer<HttpServerRequest> answer) throws Exception {
        return listening(new HttpServerOptions().setHost(host).setPort(port), answer);
    }

    private int listenTls(PfxOptions key) throws Exception {
        var options = new HttpServerOptions().setHost("127.0.0.1").setPort(0).setSsl(true).setSni(true).setKeyCertOptions(key);
        return listening(options, request -> request.response().end());
    }

    private int listening(HttpServerOptions options, Consumer<HttpServerRequest> answer) throws Exception {
        return vertx.createHttpServer(options).requestHandler(request -> {
            String sni = String.valueOf(request.connection().indicatedServerName()).replace("null", "");
            asked.add(new Asked(request.getHeader("Host"), sni, request.uri()));
            answer.accept(request);
        }).listen().map(HttpServer::actualPort).toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    /** A key with a certificate of its own for that name, made by the JDK's tool. */
    private PfxOptions key(String name) throws Exception {
        var store = temp.resolve(name + ".p12");
        var made = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-genkeypair", "-keyalg", "EC",
                "-dname", "CN=" + name, "-ext", "SAN=dns:" + name, "-storetype", "PKCS12", "-storepass", "password", "-keystore",
                store.toString()).redirectErrorStream(true).start();
        String said = new String(made.getInputStream().readAllBytes());
        assertThat(made.waitFor()).as(said).isZero();
        return new PfxOptions().setPath(store.toString()).setPassword("password");
    }
}
