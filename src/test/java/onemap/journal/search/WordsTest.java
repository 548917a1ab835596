package onemap.journal.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WordsTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"水库|水 库", "梅林水库水位7.35米|梅 林 水 库 水 位 7 35 米", "ＪＴ８０８ 浙B-12345|jt808 浙 b 12345",
            "Überfall CAFÉ|überfall café", "㎡|m2", "𠮷野|𠮷 野", "ひとカ|ひ と カ"}) void cutsChineseIntoCharactersAndKeepsSpelledWords(String text,
                    String words) {
        assertThat(Words.of(text)).isEqualTo(words);
    }

    @Test void leavesOutWhatIsNoCharacter() { assertThat(Words.of("a\ud800b\udc00\u0000\u200d。,「」\"'*()")).isEqualTo("a b"); }

    @Test void keepsSignsAndCharactersThatNoUnicodeOfOursKnows() { assertThat(Words.of("😀火\ue000")).isEqualTo("😀 火 \ue000"); }

    @Test void asksForEveryTermAsAPhraseAndForSpelledOnesAsABeginning() {
        assertThat(Words.query("水库  jt8", "personal"))
                .isEqualTo(Optional.of("{open personal} : \"水 库\" AND {open personal} : \"jt8\" *"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\"", "' '", "*", "()", "。,", "^~`", "\ud800"}) void operatorsAreNoWords(String typed) {
        assertThat(Words.query(typed, "masked")).isEmpty();
    }

    @Test void wordsOfTheSearchLanguageAreWordsLikeOthers() {
        assertThat(Words.query("OR NEAR(", "masked")).isEqualTo(Optional.of("{open masked} : \"or\" * AND {open masked} : \"near\" *"));
    }

    @Test void looksAtABoundedPartOfWhatIsTyped() {
        assertThat(Words.query("水 ".repeat(10_000), "masked").orElseThrow().split(" AND ")).hasSize(16);
        assertThat(Words.query("水".repeat(10_000), "masked").orElseThrow()).hasSizeLessThan(1000);
    }
}
