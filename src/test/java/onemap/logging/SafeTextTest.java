package onemap.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.joran.spi.JoranException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A11: no text forges a line of the log, no secret and no person's number stands in it. */
class SafeTextTest {
    private static final long SEED = 20260731;
    private static final int TEXTS = 5_000;
    private static final List<String> SECRETS = List.of("13912345678", "+86 139-1234-5678", "330226199001011234", "33022619900101123X",
            "onemap_AbCdEfGhIjKlMnOpQrStUvWx", "Bearer eyJhbGciOi.abc-_def", "\"password\":\"hunter2 & more\"", "password=hunter2",
            "X-CSRF-Token: hunter2", "__Host-onemap=hunter2", "密码：hunter2", "whsec_hunter2hunter2");
    private static final List<String> MUST_NOT_SHOW = List.of("13912345678", "1234-5678", "19900101", "AbCdEfGh", "eyJhbGciOi", "hunter2");
    private static final List<String> NOISE = List.of("\n", "\r\n", "\t", "\u0000", "\u001b[31m", "\u0085", "\u2028", "\u202e", "望海县", " ",
            ",",
            "x", "feed {} full", "\ud83d\ude92", "\ud83d", ";");

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"call 13912345678 now|call 139****5678 now", "card 330226199001011234.|card ****.",
            "Authorization: Bearer abc.def|Authorization: **** ****", "token onemap_abcdefgh ended|token onemap_**** ended",
            "{\"password\":\"a b\\\"c\",\"login\":\"duty\"}|{\"password\":****,\"login\":\"duty\"}",
            "GET /x?ticket=abc&y=1|GET /x?ticket=****&y=1",
            "device jt808:13912345678 is silent|device jt808:13912345678 is silent",
            "feed jt808 listens on 127.0.0.1:7611|feed jt808 listens on 127.0.0.1:7611",
            "recovered 1115 objects: checkpoint at entry 1200|recovered 1115 objects: checkpoint at entry 1200"}) void whatOpensOrIdentifiesIsMaskedAndTheRestStays(
                    String text, String line) {
        assertThat(SafeText.of(text)).isEqualTo(line);
    }

    @Test void anEventIsOneLineWhateverItSays() {
        assertThat(SafeText.of("a\nERROR forged\r\n\tb\u2028c\u0085d\u202ee\u001b[2J"))
                .isEqualTo("a\\nERROR forged\\r\\n\\tb\\u2028c\\u0085d\\u202ee\\u001b[2J");
        assertThat(SafeText.of("-----BEGIN EC PRIVATE KEY-----\nMHcCAQ\n-----END EC PRIVATE KEY-----")).isEqualTo("****");
    }

    @Test void noSeededSecretGetsThroughWhateverStandsAroundIt() {
        var random = new Random(SEED);
        for (int i = 0; i < TEXTS; i++) {
            var text = new StringBuilder();
            for (int part = random.nextInt(6); part >= 0; part--)
                text.append(NOISE.get(random.nextInt(NOISE.size())));
            text.append(' ').append(SECRETS.get(random.nextInt(SECRETS.size()))).append(' ');
            for (int part = random.nextInt(6); part >= 0; part--)
                text.append(NOISE.get(random.nextInt(NOISE.size())));

            String line = SafeText.of(text.toString());

            assertThat(MUST_NOT_SHOW).as(text.toString()).noneMatch(line::contains);
            assertThat(line.codePoints()).as(text.toString())
                    .noneMatch(rune -> Character.isISOControl(rune) || rune == 0x2028 || rune == 0x2029 || rune == 0x202e);
        }
    }

    /** The shipped configuration and that of the tests use it, exceptions too. */
    @ParameterizedTest
    @ValueSource(strings = {"config/logback.xml", "src/test/resources/logback-test.xml"}) void theConfigurationsWriteThroughIt(String file)
            throws JoranException {
        var context = new LoggerContext();
        context.setMDCAdapter(new LogbackMDCAdapter());
        var configurator = new JoranConfigurator();
        configurator.setContext(context);
        configurator.doConfigure(Path.of(file).toFile());
        var written = new ByteArrayOutputStream();
        redirect(context, written);

        context.getLogger("onemap.Test").error("call 13912345678\nnow", new IllegalStateException("password=hunter2"));
        context.stop();

        String text = written.toString(StandardCharsets.UTF_8);
        assertThat(text).contains("call 139****5678\\nnow").contains("IllegalStateException: password=****").doesNotContain("hunter2");
        assertThat(text.lines()).hasSize(1);
        assertThat(text).endsWith("\n");
    }

    private static void redirect(LoggerContext context, ByteArrayOutputStream written) {
        var appender = (OutputStreamAppender<ILoggingEvent>) context.getLogger("ROOT").getAppender("console");
        assertThat(appender.getEncoder()).isInstanceOf(PatternLayoutEncoder.class);
        appender.setOutputStream(written);
    }
}
