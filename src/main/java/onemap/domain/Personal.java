package onemap.domain;

import java.util.regex.Pattern;

/**
 * What of a person may be shown to whoever need not know who it is 个人信息脱敏: names, phone numbers and numbers of identity cards (GB 11643), also where they
 * stand in free text. Pure.
 */
public final class Personal {
    private static final String HIDDEN = "****";
    private static final int SHOWN_FIRST = 3;
    private static final int SHOWN_LAST = 4;
    private static final int MOBILE_DIGITS = 11;
    /** A landline without its area code has at least as many. */
    private static final int LANDLINE_DIGITS = 7;
    private static final int LANDLINE_SHOWN = 2;
    /** What people put between the digits of one number. */
    private static final String GAP = "[ .()-]{0,4}";
    /** Eighteen digits: region, birthday, sequence, check; of old cards fifteen; and any other digits in a row as long as those, of bank cards say. */
    private static final String CARD = "(?<![0-9])(?:[1-9](?:" + GAP + "[0-9]){5}" + GAP + "(?:1" + GAP + "[89]|2" + GAP + "0)(?:" + GAP
            + "[0-9]){9}" + GAP + "[0-9Xx]|[0-9]{15,}[Xx]?)(?![0-9])";
    private static final String MOBILE = "(?:(?:\\+|(?<![0-9])00)?(?<![0-9])86" + GAP + "|(?<![0-9]))1" + GAP + "[3-9](?:" + GAP
            + "[0-9]){9}(?![0-9])";
    private static final String LANDLINE = "(?<![0-9])\\(?0(?:10|2[0-9]|[3-9][0-9]{2})" + GAP + "[2-9][0-9]{2,3}" + GAP
            + "[0-9]{4}(?![0-9])";
    private static final String ABROAD = "\\+" + GAP + "[0-9](?:" + GAP + "[0-9]){7,14}(?![0-9])";
    /** Seven or eight digits may be a date; not where the text says that it is a number to call. */
    private static final String CALLED = "(?i)(?<=(?:电话|座机|手机|号码|tel|phone)[^0-9]{0,6})(?<![0-9])[2-9][0-9]{2,3}" + GAP
            + "[0-9]{4}(?![0-9])";
    private static final Pattern NUMBER = Pattern
            .compile("(?<card>" + CARD + ")|" + MOBILE + "|" + LANDLINE + "|" + ABROAD + "|" + CALLED);

    private Personal() {}

    /** {@code 张三丰 → 张*}: the first character; not how long the name is, and of a single character nothing. */
    public static String maskName(String name) {
        String bare = name.strip();
        if (bare.isEmpty()) return "";
        int first = Character.charCount(bare.codePointAt(0));
        return (bare.length() == first ? "" : bare.substring(0, first)) + "*";
    }

    /** {@code 13812341234 → 138****1234}; of other numbers the last two digits, of short ones nothing. */
    public static String maskPhone(String phone) {
        if (phone.isBlank()) return "";
        String digits = plain(phone).replaceAll("[^0-9]", "").replaceFirst("^(?:00)?86(?=1[3-9][0-9]{9}$)", "");
        if (digits.length() == MOBILE_DIGITS && digits.startsWith("1"))
            return digits.substring(0, SHOWN_FIRST) + HIDDEN + digits.substring(MOBILE_DIGITS - SHOWN_LAST);
        return HIDDEN + (digits.length() < LANDLINE_DIGITS ? "" : digits.substring(digits.length() - LANDLINE_SHOWN));
    }

    /** The text with every number that calls or identifies a person masked. */
    public static String maskText(String text) {
        var found = NUMBER.matcher(plain(text));
        var masked = new StringBuilder(text.length());
        int at = 0;
        while (found.find()) {
            masked.append(text, at, runeStart(text, found.start()));
            masked.append(found.group("card") == null ? maskPhone(found.group()) : HIDDEN);
            at = found.end();
        }
        return masked.append(text, at, text.length()).toString();
    }

    private static int runeStart(String text, int at) {
        return at > 0 && Character.isLowSurrogate(text.charAt(at)) && Character.isHighSurrogate(text.charAt(at - 1)) ? at - 1 : at;
    }

    /** The same text, as long in characters, with every sort of digit, dash, space and bracket as the one of ASCII. */
    private static String plain(String text) {
        var plain = new StringBuilder(text.length());
        text.codePoints().forEach(rune -> {
            if (Character.charCount(rune) == 2) plain.append(' ');
            plain.append(plain(rune));
        });
        return plain.toString();
    }

    private static char plain(int rune) {
        if (Character.isDigit(rune)) return (char) ('0' + Character.digit(rune, 10));
        return switch (Character.getType(rune)) {
            case Character.SPACE_SEPARATOR, Character.FORMAT -> ' ';
            case Character.DASH_PUNCTUATION -> '-';
            case Character.START_PUNCTUATION -> '(';
            case Character.END_PUNCTUATION -> ')';
            default -> switch (rune) {
                case '\t', '\n', '\r' -> ' ';
                case '＋' -> '+';
                case '．', '·', '•', '−', '_', '/' -> '-';
                case 'Ｘ', 'ｘ' -> 'X';
                default -> Character.charCount(rune) == 2 ? '?' : (char) rune;
            };
        };
    }
}
