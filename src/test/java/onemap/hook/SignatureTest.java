package onemap.hook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SignatureTest {
    /** The example of the reference libraries (standard-webhooks, Svix). */
    @Test void signsAsTheReferenceLibrariesDo() {
        var headers = new Signature("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").headers("msg_p5jXN8AQM9LWM0D4loKWxJek",
                Instant.ofEpochSecond(1_614_265_330), "{\"test\": 2432232314}".getBytes(UTF_8));

        assertThat(headers).isEqualTo(Map.of("webhook-id", "msg_p5jXN8AQM9LWM0D4loKWxJek", "webhook-timestamp", "1614265330",
                "webhook-signature", "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="));
    }

    @Test void aNewSecretHasAsManyBytesAsTheSpecificationAsks() {
        String secret = Signature.newSecret(new Random(7));

        assertThat(secret).startsWith("whsec_");
        assertThat(Base64.getDecoder().decode(secret.substring(6))).hasSizeBetween(24, 64);
        assertThat(Signature.newSecret(new Random(8))).isNotEqualTo(secret);
    }
}
