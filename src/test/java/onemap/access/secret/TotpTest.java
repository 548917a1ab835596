package onemap.access.secret;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TotpTest {
    private static final String TWENTY = "12345678901234567890";
    private static final byte[] SECRET = TWENTY.getBytes(US_ASCII);
    private static final Instant AT = Instant.ofEpochSecond(1_111_111_109);

    /** RFC 6238, appendix B. */
    @ParameterizedTest
    @CsvSource({"59,94287082,46119246,90693936", "1111111109,07081804,68084774,25091201",
            "1111111111,14050471,67062674,99943326", "1234567890,89005924,91819424,93441116", "2000000000,69279037,90698825,38618901",
            "20000000000,65353130,77737706,47863826"}) void givesTheCodesOfTheStandard(long seconds, String sha1, String sha256,
                    String sha512) {
        long step = Totp.step(Instant.ofEpochSecond(seconds));

        assertThat(Totp.code(SECRET, step, 8, "HmacSHA1")).isEqualTo(sha1);
        assertThat(Totp.code(seed(32), step, 8, "HmacSHA256")).isEqualTo(sha256);
        assertThat(Totp.code(seed(64), step, 8, "HmacSHA512")).isEqualTo(sha512);
    }

    private static byte[] seed(int bytes) { return TWENTY.repeat(4).substring(0, bytes).getBytes(US_ASCII); }

    @Test void takesACodeOneStepEarlyOrLateAndNoMore() {
        String code = Totp.code(SECRET, AT);

        assertThat(match(code, AT.plusSeconds(30))).isPresent();
        assertThat(match(code, AT.minusSeconds(30))).isPresent();
        assertThat(match(code, AT.plusSeconds(60))).isEmpty();
        assertThat(match(code, AT.minusSeconds(60))).isEmpty();
    }

    private static OptionalLong match(String code, Instant at) { return Totp.match(SECRET, code, at, Long.MIN_VALUE); }

    @Test void takesEachCodeOnce() {
        String code = Totp.code(SECRET, AT);
        long used = match(code, AT).orElseThrow();

        assertThat(Totp.match(SECRET, code, AT.plusSeconds(5), used)).isEmpty();
        assertThat(Totp.match(SECRET, Totp.code(SECRET, AT.minusSeconds(30)), AT, used)).as("nor an earlier one").isEmpty();
        assertThat(Totp.match(SECRET, Totp.code(SECRET, AT.plusSeconds(30)), AT.plusSeconds(30), used)).isPresent();
    }

    @Test void takesACodeAsPeopleTypeItAndNothingElse() {
        String code = Totp.code(SECRET, AT);

        assertThat(match(code.substring(0, 3) + " " + code.substring(3), AT)).isPresent();
        assertThat(match("", AT)).isEmpty();
        assertThat(match(code + "0", AT)).isEmpty();
        assertThat(match("12345６", AT)).isEmpty();
    }

    /** RFC 4648, 10, without padding. */
    @ParameterizedTest
    @CsvSource({"f,MY", "fo,MZXQ", "foo,MZXW6", "foob,MZXW6YQ", "fooba,MZXW6YTB", "foobar,MZXW6YTBOI"}) void writesBase32(String text,
            String base32) {
        assertThat(Base32.encode(text.getBytes(US_ASCII))).isEqualTo(base32);
    }

    @Test void namesTheAccountToTheApp() {
        assertThat(Totp.uri(SECRET, "wang", "onemap")).isEqualTo(
                "otpauth://totp/onemap%3Awang?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=onemap&algorithm=SHA1&digits=6&period=30");
    }
}
