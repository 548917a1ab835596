package onemap.web;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.KeyCertOptions;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import onemap.web.tls.Certificate;
import onemap.web.tls.Certificates;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one port of the web side. Beyond this machine it speaks TLS only, and opens only when somebody real administers; until then it listens on this
 * machine, and it widens by itself as soon as it may. Used on one event loop after {@link #open}.
 */
final class Listener {
    private static final Logger log = LoggerFactory.getLogger(Listener.class);
    private static final String LOOPBACK = "127.0.0.1";
    /** Whoever changed the password gets its answer before the port is opened anew. */
    private static final Duration LAST_ANSWERS = Duration.ofSeconds(1);
    private static final long HOUR_MILLIS = Duration.ofHours(1).toMillis();
    private static final long SECOND_MILLIS = 1_000;
    private static final int LONGEST_LINE = 16 * 1024;
    private static final int LONGEST_HEADERS = 32 * 1024;

    private final Vertx vertx;
    private final WebSettings settings;
    private final Certificates certificates;
    private final BooleanSupplier mayWiden;
    private final io.vertx.core.Handler<HttpServerRequest> requests;
    private final io.vertx.core.Handler<HttpServerRequest> nonsense;
    private volatile Optional<Certificate> certificate = Optional.empty();
    private volatile boolean wide;
    private volatile boolean closed;
    private volatile int port;
    private HttpServer server;

    /**
     * @param mayWiden whether somebody real administers
     * @param nonsense what is not even a request
     */
    Listener(Vertx vertx, WebSettings settings, Certificates certificates, BooleanSupplier mayWiden,
            io.vertx.core.Handler<HttpServerRequest> requests, io.vertx.core.Handler<HttpServerRequest> nonsense) {
        this.vertx = vertx;
        this.settings = settings;
        this.certificates = certificates;
        this.mayWiden = mayWiden;
        this.requests = requests;
        this.nonsense = nonsense;
        this.port = settings.port();
    }

    /** The port it got; fails when it is taken. */
    Future<Integer> open() {
        if (settings.tls().on() || !settings.isLocal()) certificate = Optional.of(certificates.current());
        wide = settings.isLocal() || mayWiden.getAsBoolean();
        return listen().onSuccess(got -> {
            if (!wide) vertx.setPeriodic(SECOND_MILLIS, this::widen);
            if (certificate.isPresent()) vertx.setPeriodic(HOUR_MILLIS, again -> renew());
        });
    }

    private boolean isTls() { return settings.tls().on() || wide && !settings.isLocal(); }

    private Future<Integer> listen() {
        String host = wide ? settings.host() : LOOPBACK;
        server = vertx.createHttpServer(options(host)).requestHandler(requests).invalidRequestHandler(nonsense);
        return server.listen()
                .map(HttpServer::actualPort)
                .onSuccess(got -> port = got)
                .recover(failure -> Future.failedFuture(new IllegalStateException(
                        "web.port: cannot listen on " + host + ":" + port + ": " + failure.getMessage(), failure)));
    }

    private HttpServerOptions options(String host) {
        var options = new HttpServerOptions().setHost(host)
                .setPort(port)
                .setIdleTimeout(settings.idleTimeoutSeconds())
                .setWriteIdleTimeout(settings.writeIdleTimeoutSeconds())
                .setMaxInitialLineLength(LONGEST_LINE) // beyond what is refused in words
                .setMaxHeaderSize(LONGEST_HEADERS)
                .setMaxWebSocketFrameSize(64 * 1024)
                .setMaxWebSocketMessageSize(256 * 1024)
                .setPerMessageWebSocketCompressionSupported(false)
                .setPerFrameWebSocketCompressionSupported(false)
                .setHttp2ClearTextEnabled(false)
                .setDecompressionSupported(false)
                .setCompressionSupported(true)
                .setTcpNoDelay(true);
        if (!isTls()) return options;
        return options.setSsl(true)
                .setUseAlpn(false) // HTTP/1.1 only: one protocol, one set of limits
                .setEnabledSecureTransportProtocols(Set.of("TLSv1.2", "TLSv1.3"))
                .setKeyCertOptions(KeyCertOptions.wrap(certificate.orElseThrow().keyManagers()));
    }

    private void widen(long timer) {
        if (closed || !mayWiden.getAsBoolean()) return;
        vertx.cancelTimer(timer);
        server.shutdown(LAST_ANSWERS).compose(down -> {
            wide = true;
            return listen();
        }).onSuccess(got -> {
            log.info("the administrator's password was changed: listening on {}", address());
            System.out.println("onemap 应急指挥一张图  " + address() + "  已对外开放 now open beyond this machine");
        }).onFailure(failure -> {
            log.error("cannot open beyond this machine", failure);
            wide = false;
            listen().onSuccess(back -> vertx.setPeriodic(SECOND_MILLIS, this::widen));
        });
    }

    /** A self-signed certificate is made anew before it ends; the operator's is read again, it may have been replaced. */
    private void renew() {
        var before = certificate.orElseThrow();
        if (closed || !certificates.isEnding(before)) return;
        try {
            var next = certificates.current();
            if (next.equals(before)) {
                log.warn("the certificate of web.tls.certificate ends at {}", before.endsAt());
                return;
            }
            certificate = Optional.of(next);
            log.warn("a new certificate is shown, SHA-256 {}", next.fingerprint());
            if (isTls()) server.updateSSLOptions(options(settings.host()).getSslOptions());
        } catch (RuntimeException e) {
            log.error("the certificate cannot be renewed", e);
        }
    }

    /** For people and for the browser's address line. */
    String address() {
        String host = wide ? settings.host() : LOOPBACK;
        return (isTls() ? "https://" : "http://") + (host.contains(":") ? "[" + host + "]" : host) + ":" + port + "/";
    }

    /** Of the certificate, when there is one. */
    Optional<String> fingerprint() { return certificate.map(Certificate::fingerprint); }

    /** Not as wide as it was told to be, since nobody real administers yet. */
    boolean isWaiting() { return !wide; }

    Future<Void> close() {
        closed = true;
        return server == null ? Future.succeededFuture() : server.close();
    }
}
