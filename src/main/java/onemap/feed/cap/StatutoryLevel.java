package onemap.feed.cap;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import onemap.domain.Severity;

/**
 * Finds the statutory colour 预警级别 of a message: what its severity says in the 12379 profile, else a parameter that names a colour, else
 * the headline, else the nearest to CAP's severity.
 */
final class StatutoryLevel {
    /** A parameter as CAP writes it. */
    record Parameter(String name, String value) {}

    /** {@code awareness_level} is MeteoAlarm's, {@code 2; yellow; Moderate}. */
    private static final Pattern COLOUR_NAME = Pattern.compile("colou?r|awareness_level|颜色|顏色|预警级别|预警等级|預警級別|預警等級",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern COLOUR_WORD = Pattern.compile("\\b(red|orange|amber|yellow|blue|green)\\b|[红紅橙黄黃蓝藍绿綠]",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern HEADLINE_COLOUR = Pattern.compile("[红紅橙黄黃蓝藍](?=色)");
    /** {@code [IV级/一般]}: only in brackets, since a headline also says 8级大风. */
    private static final Pattern HEADLINE_GRADE = Pattern.compile("[\\[【（(]\\s*(IV|I{1,3}|[ⅠⅡⅢⅣ])\\s*[级級]");
    private static final Pattern GRADE = Pattern.compile("(IV|I{1,3}|[ⅠⅡⅢⅣ]|[1-4一二三四])\\s*[级級]");

    private StatutoryLevel() {}

    static Severity of(String severity, List<Parameter> parameters, String headline) {
        return colour(severity).or(() -> parameters.stream()
                .filter(parameter -> COLOUR_NAME.matcher(parameter.name()).find())
                .flatMap(parameter -> colour(parameter.value()).or(() -> grade(GRADE, parameter.value())).stream())
                .findFirst())
                .or(() -> last(HEADLINE_COLOUR, headline).map(StatutoryLevel::ofColour))
                .or(() -> grade(HEADLINE_GRADE, headline))
                .orElseGet(() -> ofCapSeverity(severity));
    }

    private static Optional<Severity> colour(String text) { return last(COLOUR_WORD, text).map(StatutoryLevel::ofColour); }

    private static Optional<Severity> grade(Pattern pattern, String text) {
        return last(pattern, text).map(grade -> switch (grade.replaceAll("[\\s级級\\[【（(]", "")) {
            case "I", "Ⅰ", "1", "一" -> Severity.RED;
            case "II", "Ⅱ", "2", "二" -> Severity.ORANGE;
            case "III", "Ⅲ", "3", "三" -> Severity.YELLOW;
            default -> Severity.BLUE;
        });
    }

    /** The last one holds: 蓝色预警升级为黄色预警 is yellow. */
    private static Optional<String> last(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(MatchResult::group).reduce((earlier, later) -> later);
    }

    private static Severity ofColour(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "red", "红", "紅" -> Severity.RED;
            case "orange", "amber", "橙" -> Severity.ORANGE;
            case "yellow", "黄", "黃" -> Severity.YELLOW;
            case "blue", "蓝", "藍" -> Severity.BLUE;
            default -> Severity.NONE;
        };
    }

    private static Severity ofCapSeverity(String severity) {
        return switch (severity.toLowerCase(Locale.ROOT)) {
            case "extreme" -> Severity.RED;
            case "severe" -> Severity.ORANGE;
            case "moderate" -> Severity.YELLOW;
            case "minor" -> Severity.BLUE;
            default -> Severity.NONE;
        };
    }
}
