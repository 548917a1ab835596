package onemap.feed.mqtt;

import java.util.Map;
import java.util.Optional;

/**
 * From a sender's unit to the one a property is kept in: {@code value * numerator / denominator + offset}. A fraction rather than a factor, since
 * 164 cm / 100 is 1.64 m while 164 * 0.01 is not.
 */
record UnitConversion(double numerator, double denominator, double offset) {
    private static final UnitConversion NONE = new UnitConversion(1, 1, 0);

    /** Kept unit → sender's unit → conversion. Spellings are UCUM's and those seen on stations. */
    private static final Map<String, Map<String, UnitConversion>> TABLE = Map.of(
            "m", Map.of("cm", over(100), "mm", over(1000), "dm", over(10), "km", times(1000)),
            "mm", Map.of("cm", times(10), "m", times(1000)),
            // International knot: 1852 m an hour (SI Brochure, 8th edition, table 8)
            "m/s",
            Map.of("km/h", over(3.6), "kn", new UnitConversion(1852, 3600, 0), "[kn_i]", new UnitConversion(1852, 3600, 0), "cm/s",
                    over(100)),
            "m3/s", Map.of("m³/s", NONE, "m^3/s", NONE, "L/s", over(1000), "l/s", over(1000), "m3/h", over(3600)),
            "Cel", Map.of("°C", NONE, "℃", NONE, "C", NONE, "K", new UnitConversion(1, 1, -273.15)),
            "mm/h", Map.of("mm/d", over(24), "cm/h", times(10), "cm/d", new UnitConversion(10, 24, 0)),
            "%", Map.of("%LEL", NONE),
            "V", Map.of("mV", over(1000)));

    static Optional<UnitConversion> between(String from, String to) {
        if (from.equals(to)) return Optional.of(NONE);
        return Optional.ofNullable(TABLE.getOrDefault(to, Map.of()).get(from));
    }

    double apply(double value) { return value * numerator / denominator + offset; }

    private static UnitConversion over(double denominator) { return new UnitConversion(1, denominator, 0); }

    private static UnitConversion times(double numerator) { return new UnitConversion(numerator, 1, 0); }
}
