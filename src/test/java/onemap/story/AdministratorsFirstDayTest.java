package onemap.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ConnectException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import onemap.access.Role;
import onemap.domain.Area;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The administrator's first day at the door (A2, A14): told to listen on all addresses, the server stays on this machine until the printed password was
 * changed, then opens by itself and with TLS only. What the day brings beside, {@link FirstDayTest} tells.
 */
@Timeout(300)
class AdministratorsFirstDayTest {
    private static final String CHOSEN = "the dam holds at 4.8 m";
    private static final List<String> WIDE = List.of("--set", "web.host=0.0.0.0", "--set", "web.port=0", "--set", "feeds.jt808.port=0",
            "--set",
            "feeds.mqtt.port=0", "--set", "web.names=[\"map.wanghai.example\"]");
    @TempDir Path temp;

    @Test void theDoorOpensWhenThePasswordWasChangedAndOnlyWithTls() throws Exception {
        var data = temp.resolve("data");
        String fingerprint;
        try (var server = TestServer.launch(data, WIDE.toArray(String[]::new)).awaitReady(); var admin = new Browser(server.web().port())) {
            int port = server.web().port();
            assertThat(server.said()).contains("http://127.0.0.1:" + port + "/", "until the administrator's password is changed",
                    "TLS SHA-256 ");
            fingerprint = server.printed("TLS SHA-256 (\\S+)$");
            assertThatThrownBy(() -> connect(outside(), port)).as("not yet").isInstanceOf(ConnectException.class);
            assertThat(admin.signIn("admin", server.firstPassword()).at("/owed")).isEqualTo("change-password");
            assertThat(server.web().get("/healthz").text()).as("strangers are told no more").isEqualTo("{\"status\":\"up\"}");

            var changed = admin.post("/api/v1/session/password", Map.of("old", server.firstPassword(), "new", CHOSEN));

            assertThat(changed.status()).as(changed.body().toString()).isEqualTo(200);
            server.eventually(() -> assertThat(server.said()).contains("https://0.0.0.0:" + port + "/"));
            for (InetAddress address : List.of(outside(), InetAddress.getLoopbackAddress()))
                assertSecure(address, port, fingerprint);
        }
        try (var again = TestServer.launch(data, WIDE.toArray(String[]::new)).awaitPorts()) {
            assertThat(again.said()).as("from the start").contains("https://0.0.0.0:").doesNotContain("until the administrator");
            assertThat(again.printed("TLS SHA-256 (\\S+)$")).as("the same certificate").isEqualTo(fingerprint);
            assertSecure(outside(), again.port("web.port"), fingerprint);
        }
        try (var named = TestServer.launch(data, with(WIDE, "--set", "web.names=[\"other.wanghai.example\"]")).awaitPorts()) {
            assertThat(named.printed("TLS SHA-256 (\\S+)$")).as("made anew for another name").isNotEqualTo(fingerprint);
        }
    }

    private static void assertSecure(InetAddress address, int port, String fingerprint) throws Exception {
        String host = address.getHostAddress() + ":" + port;
        var plain = plain(address, port, "GET /healthz HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n");
        assertThat(plain).as("plain HTTP").doesNotContain("HTTP/1.1 200").doesNotContain("status");
        for (String protocol : List.of("TLSv1.2", "TLSv1.3"))
            try (var socket = tls(address, port, protocol)) {
                assertThat(ask(socket, "/healthz", host)).contains("HTTP/1.1 200", "{\"status\":\"up\"}",
                        "strict-transport-security: max-age=");
                var certificate = (X509Certificate) socket.getSession().getPeerCertificates()[0];
                assertThat(fingerprint(certificate)).isEqualTo(fingerprint);
                assertThat(certificate.getSubjectAlternativeNames()).extracting(name -> name.get(1).toString())
                        .contains("map.wanghai.example");
            }
        assertThat(RawTls.greet(address, port, RawTls.TLS_1_2)).isEqualTo(RawTls.Reply.GREETED);
        assertThat(RawTls.greet(address, port, RawTls.TLS_1_1)).as("TLS 1.1").isEqualTo(RawTls.Reply.WRONG_VERSION);
        for (var asked : Map
                .of("/", "303", "/api/v1/alarms", "401", "/ogc", "401", "/metrics", "401", "/wall", "200", "/tiles/base/towns.geojson",
                        "401")
                .entrySet())
            try (var socket = tls(address, port, "TLSv1.3")) {
                assertThat(ask(socket, asked.getKey(), host)).as(asked.getKey()).startsWith("HTTP/1.1 " + asked.getValue());
            }
        try (var socket = tls(address, port, "TLSv1.3")) {
            assertThat(ask(socket, "/wall", "map.wanghai.example:" + port)).startsWith("HTTP/1.1 200");
        }
        try (var socket = tls(address, port, "TLSv1.3")) {
            assertThat(ask(socket, "/wall", "evil.example:" + port)).startsWith("HTTP/1.1 403");
        }
    }

    @Test void theDemoBeyondThisMachineHasNoGuests() throws Exception {
        var data = temp.resolve("data");
        String token = TestServer.issueToken(data, Role.ADMINISTRATOR, Area.COUNTY);
        var options = new ArrayList<>(List.of("demo", "--no-devices"));
        options.addAll(WIDE);
        try (var server = TestServer.launch(data, options.toArray(String[]::new)).awaitReady();
                var admin = new Browser(server.web().port())) {
            var nobody = server.web();
            for (String path : List.of("/ogc", "/metrics", "/api/v1/alarms"))
                assertThat(nobody.get(path).status()).as(path).isEqualTo(401);
            assertThat(nobody.postCap("<alert/>").status()).isEqualTo(401);
            assertThat(nobody.get("/").status()).isEqualTo(303);
            assertThat(nobody.get("/wall").headers().firstValue("Set-Cookie")).isEmpty();
            assertThat(nobody.as(token).get("/healthz").at("/parts/web")).contains("on this machine only");
            assertThatThrownBy(() -> connect(outside(), server.web().port())).isInstanceOf(ConnectException.class);

            assertThat(admin.signIn("admin", server.demoPassword("admin")).status()).isEqualTo(200);
            var changed = admin.post("/api/v1/session/password", Map.of("old", server.demoPassword("admin"), "new", CHOSEN));
            assertThat(changed.status()).as(changed.body().toString()).isEqualTo(200);

            admin.keep(changed);
            server.eventually(() -> assertThat(server.said()).contains("https://0.0.0.0:"));
            assertThat(connect(outside(), server.web().port())).isTrue();
            assertSocketIsForItsOwnPages(outside(), server.web().port(), admin.cookie());
        }
    }

    /** W1 over TLS. */
    private static void assertSocketIsForItsOwnPages(InetAddress address, int port, String cookie) throws Exception {
        String host = address.getHostAddress() + ":" + port;
        assertThat(upgrade(address, port, "https://" + host, cookie)).startsWith("HTTP/1.1 101");
        assertThat(upgrade(address, port, "https://" + host, "__Host-onemap=nobody")).startsWith("HTTP/1.1 401");
        for (String origin : List.of("http://" + host, "https://evil.example", "https://" + host + ".evil.example", "null",
                "https://" + address.getHostAddress() + ":1"))
            assertThat(upgrade(address, port, origin, cookie)).as(origin).startsWith("HTTP/1.1 403");
    }

    private static String upgrade(InetAddress address, int port, String origin, String cookie) throws Exception {
        String head = "GET /live HTTP/1.1\r\nHost: " + address.getHostAddress() + ":" + port
                + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n"
                + "Origin: " + origin + "\r\nCookie: " + cookie + "\r\n\r\n";
        try (var socket = tls(address, port, "TLSv1.3")) {
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1)).readLine();
        }
    }

    @Test void tlsOnThisMachineByTheOperatorsCertificate() throws Exception {
        var made = temp.resolve("made");
        try (var first = TestServer.launch(made, tlsOn("", "")).awaitPorts()) {
            assertThat(first.said()).contains("https://127.0.0.1:");
        }
        try (var own = TestServer
                .launch(temp.resolve("data"), tlsOn(made.resolve("tls/certificate.pem").toString(), made.resolve("tls/key.pem").toString()))
                .awaitPorts(); var socket = tls(InetAddress.getLoopbackAddress(), own.port("web.port"), "TLSv1.3")) {
            assertThat(fingerprint((X509Certificate) socket.getSession().getPeerCertificates()[0]))
                    .isEqualTo(own.printed("TLS SHA-256 (\\S+)$"));
            assertThat(temp.resolve("data/tls")).doesNotExist();
        }
        Files.writeString(made.resolve("wrong.pem"), "nothing");
        try (var wrong = TestServer.launch(temp.resolve("data"),
                tlsOn(made.resolve("wrong.pem").toString(), made.resolve("tls/key.pem").toString()))) {
            assertThat(wrong.awaitEnd()).isEqualTo(2);
            assertThat(wrong.complained()).startsWith("onemap: web.tls: ").contains("wrong.pem");
        }
    }

    private static String[] tlsOn(String certificate, String key) {
        return with(WIDE, "--set", "web.host=127.0.0.1", "--set",
                "web.tls={\"on\":true,\"certificate\":\"" + certificate + "\",\"key\":\"" + key + "\"}");
    }

    private static String[] with(List<String> options, String... more) {
        var all = new ArrayList<>(options);
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }

    /** An address of this machine that is not loopback. */
    private static InetAddress outside() throws SocketException {
        Optional<InetAddress> found = NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> address instanceof Inet4Address && !address.isLoopbackAddress() && !address.isLinkLocalAddress())
                .findFirst();
        return found.orElseThrow(() -> new AssertionError("this machine has no address but loopback"));
    }

    private static boolean connect(InetAddress address, int port) throws IOException {
        try (var socket = new Socket(address, port)) {
            return socket.isConnected();
        }
    }

    private static String plain(InetAddress address, int port, String request) throws IOException {
        try (var socket = new Socket(address, port)) {
            socket.setSoTimeout(30_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        } catch (SocketException reset) {
            return "";
        }
    }

    private static SSLSocket tls(InetAddress address, int port, String protocol) throws IOException, GeneralSecurityException {
        var context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[]{new Anybody()}, null);
        var socket = (SSLSocket) context.getSocketFactory().createSocket(address, port);
        socket.setSoTimeout(30_000);
        socket.setEnabledProtocols(new String[]{protocol});
        socket.startHandshake();
        return socket;
    }

    private static String ask(SSLSocket socket, String path, String host) throws IOException {
        socket.getOutputStream()
                .write(("GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8).replace("Strict-Transport-Security",
                "strict-transport-security");
    }

    private static String fingerprint(X509Certificate certificate) throws GeneralSecurityException {
        return HexFormat.ofDelimiter(":").withUpperCase().formatHex(MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()));
    }

    /** The fingerprint is compared instead, as people do. */
    private record Anybody() implements X509TrustManager {
        @Override public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override public X509Certificate[] getAcceptedIssuers() { return new X509Certificate[0]; }
    }
}
