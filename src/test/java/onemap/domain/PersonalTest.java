package onemap.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PersonalTest {
    private static final int ROUNDS = 20_000;
    /** What people put between digits, and how they write digits: ASCII, full-width, Arabic-Indic, mathematical (beyond the BMP). */
    private static final List<String> GAPS = List.of("", "", "", " ", "-", "－", "\u3000", "\u00a0", "·", "\u200b", " - ", ".");
    private static final int[] ZEROS = {'0', '０', 0x660, 0x1D7CE};
    private static final List<String> WORDS = List.of("", "联系", "电话:", "😀", "請打", "tel ", "(", "村书记 ", "\n", "，", "水位12.5米，", "𠮷");

    private final SplittableRandom random = new SplittableRandom(29);

    @ParameterizedTest
    @CsvSource({"张三,张*", "欧阳修文,欧*", "张,*", "'',''", "John Smith,J*", "𠮷田,𠮷*", "𠮷,*", "'　王五 ',王*", "😀,*"}) void showsTheFirstRuneOfAName(
            String name, String masked) {
        assertThat(Personal.maskName(name)).isEqualTo(masked);
    }

    @ParameterizedTest
    @CsvSource({"13812341234,138****1234", "+86 138-1234-1234,138****1234", "008613812341234,138****1234",
            "１３８１２３４１２３４,138****1234", "0574-65001234,****34", "(0574) 6500 1234 转 801,****01", "65001234,****34", "110,****",
            "'',''", "无,****", "+44 20 7946 0958,****58"}) void showsTheEndsOfAPhoneNumber(String phone, String masked) {
        assertThat(Personal.maskPhone(phone)).isEqualTo(masked);
    }

    @ParameterizedTest
    @CsvSource({"请联系张三13812341234，速来,请联系张三138****1234，速来", "手机+86 138 1234 1234。,手机138****1234。",
            "座机0574-65001234,座机****34", "电话：6500 1234,电话：****34", "身份证33028219900101123X已核,身份证****已核",
            "330282 19900101 1234,****", "卡号6222021234567890123,卡号****", "老证330282900101123,老证****", "致电+44 20 7946 0958,致电****58",
            "两个13812341234/13912345678,两个138****1234/139****5678", "𝟏𝟑𝟖𝟏𝟐𝟑𝟒𝟏𝟐𝟑𝟒!,138****1234!"}) void masksNumbersInText(
                    String text, String masked) {
        assertThat(Personal.maskText(text)).isEqualTo(masked);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "水位 12.52 m, 超警 0.52 m", "2026-08-01 10:00 - 2026-08-02 06:30 值守", "20260801 巡查", "阈值 15.5/16.0/17.5",
            "1785585600000", "mqtt:st-1001", "121.38271,29.10293", "京A12345 出动 12 人 3 车", "😀𠮷 ok"}) void leavesOtherTextAsItIs(
                    String text) {
        assertThat(Personal.maskText(text)).isEqualTo(text);
    }

    @Test void hidesEveryMobileNumberHoweverItIsWritten() {
        for (int i = 0; i < ROUNDS; i++) {
            String number = "1" + random.nextInt(3, 10) + digits(9);
            String text = word() + (random.nextBoolean() ? "" : "+86 ") + written(number) + word();

            String masked = Personal.maskText(text);

            assertThat(bare(masked)).as(text).doesNotContain(number.substring(3, 7) + number.substring(7));
            assertThat(masked).as(text).contains(number.substring(0, 3) + "****" + number.substring(7));
            assertThat(isWellFormed(masked)).as(text).isTrue();
        }
    }

    @Test void hidesEveryIdentityCardHoweverItIsWritten() {
        for (int i = 0; i < ROUNDS; i++) {
            String card = random.nextInt(1, 10) + digits(5) + (random.nextBoolean() ? "19" : "20") + digits(2) + "0" + random.nextInt(1, 10)
                    + random.nextInt(1, 3) + digits(4) + (random.nextBoolean() ? "X" : digits(1));
            String text = word() + written(card) + word();

            String masked = Personal.maskText(text);

            assertThat(bare(masked)).as(text).doesNotContain(card.substring(6, 14)).doesNotContain(card.substring(12, 17));
            assertThat(isWellFormed(masked)).as(text).isTrue();
        }
    }

    @Test void neverTellsMoreOfANameThanItsFirstRune() {
        for (int i = 0; i < ROUNDS; i++) {
            String name = random.ints(random.nextInt(1, 8)).mapToObj(bits -> Character.toString(rune(bits))).reduce("", String::concat);

            String masked = Personal.maskName(name);

            assertThat(masked.codePointCount(0, masked.length())).as(name).isLessThanOrEqualTo(2);
            assertThat(isWellFormed(masked)).isTrue();
            if (!name.isBlank()) assertThat(masked).endsWith("*").isNotEqualTo(name);
        }
    }

    private String digits(int count) { return random.ints(count, 0, 10).mapToObj(Integer::toString).reduce("", String::concat); }

    private String word() { return WORDS.get(random.nextInt(WORDS.size())); }

    private String written(String number) {
        int zero = ZEROS[random.nextInt(ZEROS.length)];
        String gap = GAPS.get(random.nextInt(GAPS.size()));
        var text = new StringBuilder();
        for (int i = 0; i < number.length(); i++) {
            if (i > 0 && random.nextInt(3) == 0) text.append(gap);
            char c = number.charAt(i);
            text.appendCodePoint(c == 'X' ? c : zero + c - '0');
        }
        return text.toString();
    }

    /** Digits only, as ASCII. */
    private static String bare(String text) {
        return text.codePoints()
                .filter(Character::isDigit)
                .mapToObj(rune -> Integer.toString(Character.digit(rune, 10)))
                .reduce("", String::concat);
    }

    private static boolean isWellFormed(String text) { return text.codePoints().noneMatch(rune -> rune >= 0xD800 && rune <= 0xDFFF); }

    private static int rune(int bits) {
        int rune = Math.floorMod(bits, Character.MAX_CODE_POINT + 1);
        return rune >= 0xD800 && rune <= 0xDFFF ? '张' : rune;
    }
}
