package onemap.journal;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class HashAlgorithmTest {
    /** GB/T 32905-2016, appendix A: {@code abc}, and {@code abcd} sixteen times. */
    @Test void hashesAsTheStandardsExamples() {
        assertThat(sm3("abc")).isEqualTo("66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0");
        assertThat(sm3("abcd".repeat(16))).isEqualTo("debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732");
    }

    @Test void oldJournalsAreOfFormatOne() {
        assertThat(HashAlgorithm.ofFormat(1)).contains(HashAlgorithm.SHA_256);
        assertThat(HashAlgorithm.ofFormat(2)).contains(HashAlgorithm.SM3);
        assertThat(HashAlgorithm.ofFormat(3)).isEmpty();
    }

    @Test void refusesAnUnknownName() {
        assertThatThrownBy(() -> HashAlgorithm.named("MD5")).hasMessage("hash: MD5 is neither SHA-256 nor SM3");
    }

    private static String sm3(String text) {
        byte[] bytes = text.getBytes(US_ASCII);
        return HexFormat.of().formatHex(new EntryHash().sealedDigest(HashAlgorithm.SM3, new byte[0], bytes));
    }
}
