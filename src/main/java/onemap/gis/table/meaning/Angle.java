package onemap.gis.table.meaning;

import java.util.Optional;
import java.util.regex.Pattern;
import onemap.gis.table.Texts;

/**
 * Degrees as people write them: 121.4417, 121,4417, 121°26′30″E, 东经121度26分30秒, 121-26-30, 121 26 30.5.
 *
 * @param axis which it says to be, by letter or by 东经 and 北纬
 */
record Angle(double degrees, Axis axis) {
    /** What a letter beside the degrees says. */
    enum Axis {
        UNSAID, LONGITUDE, LATITUDE
    }

    private static final Pattern EAST = Pattern.compile("东经|[eE](?:ast)?|经度|东");
    private static final Pattern NORTH = Pattern.compile("北纬|[nN](?:orth)?|纬度|北");
    private static final Pattern WEST = Pattern.compile("西经|[wW](?:est)?|西");
    private static final Pattern SOUTH = Pattern.compile("南纬|[sS](?:outh)?|南");
    private static final Pattern PLAIN = Pattern.compile("[+-]?\\d{1,3}(?:[.,]\\d+)?");
    private static final String NUMBER = "(\\d{1,2}(?:[.,]\\d+)?)";
    private static final Pattern MARKED = Pattern
            .compile("([+-]?)(\\d{1,3}(?:[.,]\\d+)?)°(?:" + NUMBER + "(?:'|$)(?:" + NUMBER + "(?:\"|$))?)?");
    private static final Pattern SPACED = Pattern.compile("([+-]?)(\\d{1,3})[- :]" + NUMBER + "(?:[- :]" + NUMBER + ")?");
    /** 121.26.30: two points cannot be a decimal. */
    private static final Pattern DOTTED = Pattern.compile("([+-]?)(\\d{1,3})\\.(\\d{1,2})\\.(\\d{1,2}(?:\\.\\d+)?)");

    /** Empty when it is no angle, or one with 60 minutes or seconds. */
    static Optional<Angle> parse(String text) {
        String bare = marks(Texts.strip(Texts.halfWidth(text)));
        var axis = Axis.UNSAID;
        int sign = 1;
        if (EAST.matcher(bare).find() || WEST.matcher(bare).find()) axis = Axis.LONGITUDE;
        if (NORTH.matcher(bare).find() || SOUTH.matcher(bare).find()) {
            if (axis == Axis.LONGITUDE) return Optional.empty();
            axis = Axis.LATITUDE;
        }
        if (WEST.matcher(bare).find() || SOUTH.matcher(bare).find()) sign = -1;
        String digits = bare;
        for (Pattern word : new Pattern[]{EAST, NORTH, WEST, SOUTH})
            digits = word.matcher(digits).replaceFirst("");
        digits = Texts.strip(digits.replaceFirst("^\\s*[::]", "")).replaceAll("\\s*([°'\"])\\s*", "$1").replaceAll("\\s+", " ");
        var said = axis;
        int signed = sign;
        return degrees(digits).map(degrees -> new Angle(signed * degrees, said));
    }

    /** The many signs for degrees, minutes and seconds as one of each. */
    private static String marks(String text) {
        return text.replaceAll("[º˚度]", "°").replaceAll("''|′′|’’|[″”“〃秒]", "\"").replaceAll("[′’‘`´分]", "'").replaceAll("[–—−]", "-");
    }

    private static Optional<Double> degrees(String text) {
        if (PLAIN.matcher(text).matches()) return Optional.of(number(text));
        for (Pattern pattern : new Pattern[]{MARKED, SPACED, DOTTED}) {
            var parts = pattern.matcher(text);
            if (!parts.matches()) continue;
            double minutes = parts.group(3) == null ? 0 : number(parts.group(3));
            double seconds = parts.group(4) == null ? 0 : number(parts.group(4));
            boolean broken = minutes != Math.rint(minutes) && parts.group(4) != null || number(parts.group(2)) % 1 != 0 && minutes > 0;
            if (minutes >= 60 || seconds >= 60 || broken) return Optional.empty();
            double degrees = number(parts.group(2)) + minutes / 60 + seconds / 3600;
            return Optional.of(parts.group(1).equals("-") ? -degrees : degrees);
        }
        return Optional.empty();
    }

    private static double number(String text) { return Double.parseDouble(text.replace(',', '.')); }
}
