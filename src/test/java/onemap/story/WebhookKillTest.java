package onemap.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code kill -9} in the middle of deliveries: each entry arrives at least once, in order, and is the same message again. */
@Timeout(400)
class WebhookKillTest {
    private static final int ALERTS = 40;

    @TempDir Path temp;

    @Test void nothingIsLostWhenTheServerIsKilledWhileItDelivers() throws InterruptedException {
        try (var receiver = new Receiver()) {
            holdAt(receiver, Integer.MAX_VALUE, new CountDownLatch(1), 503);
            var server = TestServer.start(temp.resolve("data"), "--set", "webhooks.allow=[\"127.0.0.1:" + receiver.port() + "\"]", "--set",
                    "webhooks.firstPause=PT0.05S", "--set", "webhooks.longestPause=PT0.2S");
            try {
                var added = server.web()
                        .act("/api/v1/webhooks", "add", "{\"url\":\"" + receiver.url("/in") + "\",\"kinds\":[\"warning.*\"]}");
                assertThat(added.status()).as(added.text()).isEqualTo(200);
                for (int i = 0; i < ALERTS; i++)
                    assertThat(server.web().postCap(alert(i)).status()).isEqualTo(200);

                for (int calls : List.of(7, 11)) {
                    var held = new CountDownLatch(1);
                    holdAt(receiver, calls, held, 200);
                    assertThat(held.await(60, TimeUnit.SECONDS)).as("it delivers").isTrue();
                    server = server.restart(); // as by kill -9
                }
                receiver.at("/in", call -> 200);

                var last = server;
                last.eventually(() -> assertThat(last.web().get("/api/v1/webhooks").body().at("/0/waiting").asInt(-1)).isZero());
                var calls = receiver.calls("/in");
                assertThat(calls).allMatch(call -> call.isSignedWith(added.at("/secret")));
                assertThat(firstArrivals(calls)).as("all, in order").hasSize(ALERTS).isEqualTo(warnings(last));
                assertThat(calls.stream().map(call -> call.id() + call.text()).distinct()).as("a repeat is the same message")
                        .hasSize(ALERTS);
            } finally {
                server.close();
            }
        }
    }

    /** Answers so until that many calls came, then says so and answers nothing more. */
    private static void holdAt(Receiver receiver, int calls, CountDownLatch held, int status) {
        var came = new AtomicInteger();
        receiver.at("/in", call -> {
            if (came.incrementAndGet() < calls) return status;
            held.countDown();
            new CountDownLatch(1).await();
            return status;
        });
    }

    private static List<String> firstArrivals(List<Receiver.Call> calls) {
        return calls.stream().map(Receiver.Call::id).distinct().toList();
    }

    private static List<String> warnings(TestServer server) {
        var ids = new ArrayList<String>();
        for (var line : server.web().get("/api/v1/log?limit=500").body())
            if (line.path("kind").asText().equals("warning.received"))
                ids.add(line.path("node").asText() + "/" + line.path("seq").asText());
        Collections.reverse(ids);
        return ids;
    }

    private static String alert(int number) {
        return CapText.alert("K" + number, "qx@wanghai.example", InstantSource.system().instant(),
                CapText.polygon(121.5, 29.2, 121.6, 29.3)).xml();
    }
}
