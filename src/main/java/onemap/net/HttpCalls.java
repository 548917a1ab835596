package onemap.net;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Calls by HTTP/1.1 to places that were checked: the connection goes to exactly the addresses of the {@link Destination}, name and certificate are those
 * of its host, and no redirect is followed. For virtual threads: a call blocks. Thread-safe.
 */
public final class HttpCalls implements AutoCloseable {
    private final HttpClient client;
    private final Limits limits;

    /** How long and how much. */
    public record Limits(Duration connect, Duration total, int answerBytes, int calls) {}

    /** What came back; {@code cut} when there was more than the limit. */
    public record Answer(int status, byte[] body, boolean cut) {
        public boolean isSuccess() { return status / 100 == 2; }
    }

    /** @param options whom to trust; times, pools and redirects are set here */
    public HttpCalls(Vertx vertx, HttpClientOptions options, Limits limits) {
        this.limits = limits;
        int connectMillis = (int) limits.connect().toMillis();
        var fixed = new HttpClientOptions(options).setConnectTimeout(connectMillis).setKeepAlive(false).setVerifyHost(true);
        fixed.setSslHandshakeTimeout(connectMillis).setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS);
        client = vertx.createHttpClient(fixed, new PoolOptions().setHttp1MaxSize(limits.calls()));
    }

    /** Fetches what is there. */
    public Answer get(Destination to, Map<String, String> headers) throws IOException {
        return call(HttpMethod.GET, to, headers, new byte[0]);
    }

    public Answer post(Destination to, Map<String, String> headers, byte[] body) throws IOException {
        return call(HttpMethod.POST, to, headers, body);
    }

    /** The first address that a connection can be made to gets the request. */
    private Answer call(HttpMethod method, Destination to, Map<String, String> headers, byte[] body) throws IOException {
        long end = System.nanoTime() + limits.total().toNanos();
        var failure = new IOException("no address");
        for (InetAddress address : to.addresses()) {
            HttpClientRequest request;
            try {
                request = connect(method, to, address, headers, end);
            } catch (IOException e) {
                failure = e;
                continue;
            }
            try {
                var answer = request.response().compose(this::read); // before it can come: else its parts may have gone by
                request.end(Buffer.buffer(body));
                return await(answer, end);
            } finally {
                request.connection().close();
            }
        }
        throw failure;
    }

    private HttpClientRequest connect(HttpMethod method, Destination to, InetAddress address, Map<String, String> headers, long end)
            throws IOException {
        var options = new RequestOptions().setMethod(method)
                .setServer(SocketAddress.inetSocketAddress(new InetSocketAddress(address, to.port())))
                .setHost(to.host())
                .setPort(to.port())
                .setSsl(to.tls())
                .setURI(to.target())
                .setFollowRedirects(false);
        headers.forEach(options::putHeader);
        var connecting = client.request(options);
        try {
            return await(connecting, end);
        } catch (IOException e) {
            connecting.onSuccess(late -> late.connection().close());
            throw e;
        }
    }

    private Future<Answer> read(HttpClientResponse response) {
        Promise<Answer> answer = Promise.promise();
        var body = Buffer.buffer();
        response.handler(part -> {
            body.appendBuffer(part);
            if (body.length() > limits.answerBytes())
                answer.tryComplete(new Answer(response.statusCode(), body.getBytes(0, limits.answerBytes()), true));
        });
        response.endHandler(end -> answer.tryComplete(new Answer(response.statusCode(), body.getBytes(), false)));
        response.exceptionHandler(answer::tryFail);
        return answer.future();
    }

    private <T> T await(Future<T> future, long end) throws IOException {
        try {
            return future.toCompletionStage().toCompletableFuture().get(Math.max(1, end - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw new IOException(String.valueOf(e.getCause().getMessage()), e.getCause());
        } catch (TimeoutException e) {
            throw new IOException("no answer within " + limits.total().toSeconds() + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("stopped while waiting for an answer", e);
        }
    }

    @Override public void close() { client.close(); }
}
