package onemap.drill;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import java.util.concurrent.TimeUnit;

/** Posts bodies to the server's HTTP feeds. */
public final class HttpPoster {
    /** An answer comes after a disk sync; one that takes longer is lost. */
    private static final long TIMEOUT_SECONDS = 15;

    private final HttpClient client;
    private final Address web;

    public HttpPoster(Vertx vertx, Address web) {
        client = vertx.createHttpClient();
        this.web = web;
    }

    /** The status of the answer; fails when there is none. */
    Future<Integer> post(String path, String contentType, Buffer body) {
        return client.request(HttpMethod.POST, web.port(), web.host(), path)
                .compose(request -> request.putHeader("Content-Type", contentType).send(body))
                .compose(response -> response.body().map(response.statusCode()))
                .timeout(TIMEOUT_SECONDS, TimeUnit.SECONDS);
    }

    Future<Void> close() { return client.close(); }
}
