package onemap.rule;

import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import onemap.domain.ObservedProperty;
import onemap.domain.Severity;
import onemap.domain.register.Particulars;

/**
 * The limits of the stations 阈值, versioned data of the county with their source.
 *
 * @param defaults limits by property for stations that have none of their own
 * @param stations limits of single stations, which replace the defaults of that property
 */
public record Thresholds(String source, String effectiveFrom, List<ForProperty> defaults, List<ForStation> stations) {
    /** The name under which its alarms are raised. */
    public static final String RULE = "threshold";

    public Thresholds {
        defaults = List.copyOf(defaults);
        stations = List.copyOf(stations);
    }

    /** @see Limits */
    public record ForProperty(String property, double hysteresis, Map<String, Double> levels, String advice) {}

    /** {@code station} is the object id, for example {@code mqtt:WH-W-03}. */
    public record ForStation(String station, String property, double hysteresis, Map<String, Double> levels, String advice) {}

    /**
     * Limits of one property at one station, in the property's unit. A value at or above a limit has passed it; a level is left when the value is
     * below its limit by more than the hysteresis.
     *
     * @param adviceKey text key of what to do
     */
    public record Limits(double hysteresis, Map<Severity, Double> byLevel, String adviceKey) {
        public Limits {
            if (!(hysteresis >= 0)) throw new IllegalArgumentException("hysteresis: " + hysteresis + " is negative");
            byLevel = Collections.unmodifiableMap(new EnumMap<>(byLevel));
            double before = Double.NEGATIVE_INFINITY;
            for (var entry : byLevel.entrySet()) {
                if (entry.getKey() == Severity.NONE) throw new IllegalArgumentException("levels: none is not a level");
                if (!(entry.getValue() > before)) throw new IllegalArgumentException("levels: must rise from blue to red");
                before = entry.getValue();
            }
        }

        /** The level a value has, given the level it had before. */
        public Severity level(double value, Severity before) {
            var level = Severity.NONE;
            for (var entry : byLevel.entrySet()) {
                double margin = before.worseThan(entry.getKey()) || before == entry.getKey() ? hysteresis : 0;
                if (value >= entry.getValue() - margin) level = entry.getKey();
            }
            return level;
        }
    }

    /** The limits ready for looking up; refuses data that contradicts itself, naming it. */
    public Index index() {
        var byProperty = new HashMap<String, Limits>();
        for (var each : defaults)
            byProperty.put(each.property(), limits(each.property(), each.hysteresis(), each.levels(), each.advice()));
        var byStation = new HashMap<String, Limits>();
        for (var each : stations) {
            String where = each.station() + "/" + each.property();
            byStation.put(where, limits(where, each.hysteresis(), each.levels(), each.advice()));
        }
        return new Index(Map.copyOf(byStation), Map.copyOf(byProperty));
    }

    private static Limits limits(String where, double hysteresis, Map<String, Double> levels, String advice) {
        try {
            var byLevel = new EnumMap<Severity, Double>(Severity.class);
            levels.forEach((word, limit) -> byLevel.put(Severity.ofWord(word), limit));
            return new Limits(hysteresis, byLevel, advice);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("thresholds for " + where + ": " + e.getMessage(), e);
        }
    }

    /** Limits by station and property; those of the registers 警戒与保证水位 come first. Thread-safe. */
    public static final class Index {
        /** Of a register's levels: a tenth of the way between them, so that not every wave on a limit is another alarm. */
        private static final double HYSTERESIS_SHARE = 0.1;

        private final Map<String, Limits> byStationAndProperty;
        private final Map<String, Limits> byProperty;
        private final ConcurrentHashMap<String, Registered> registered = new ConcurrentHashMap<>();

        private record Registered(String property, Limits limits) {}

        private Index(Map<String, Limits> byStationAndProperty, Map<String, Limits> byProperty) {
            this.byStationAndProperty = byStationAndProperty;
            this.byProperty = byProperty;
        }

        /** The levels of a station as its register has them now: yellow from the warning level on, red from the guarantee level on, blue and orange as
         * configured where they still fit; empty: none. */
        public void register(String stationId, Optional<Particulars.Levels> levels) {
            if (levels.isEmpty()) registered.remove(stationId);
            levels.ifPresent(known -> registered.put(stationId, new Registered(known.property(), limits(stationId, known))));
        }

        private Limits limits(String stationId, Particulars.Levels levels) {
            var configured = Optional.ofNullable(byStationAndProperty.get(stationId + "/" + levels.property()));
            double hysteresis = configured.map(Limits::hysteresis).orElse((levels.guarantee() - levels.warning()) * HYSTERESIS_SHARE);
            String advice = levels.property().equals(ObservedProperty.TIDE_LEVEL.name()) ? "advice.tide" : "advice.river";
            var byLevel = new EnumMap<Severity, Double>(Severity.class);
            configured.ifPresent(limits -> byLevel.putAll(limits.byLevel()));
            byLevel.values().removeIf(limit -> limit >= levels.guarantee()); // what no longer fits between the register's two
            if (byLevel.getOrDefault(Severity.BLUE, Double.NEGATIVE_INFINITY) >= levels.warning()) byLevel.remove(Severity.BLUE);
            if (byLevel.getOrDefault(Severity.ORANGE, Double.POSITIVE_INFINITY) <= levels.warning()) byLevel.remove(Severity.ORANGE);
            byLevel.put(Severity.YELLOW, levels.warning());
            byLevel.put(Severity.RED, levels.guarantee());
            return new Limits(hysteresis, byLevel,
                    configured.map(Limits::adviceKey).orElse(advice));
        }

        public Optional<Limits> find(String stationId, String property) {
            var own = registered.get(stationId);
            if (own != null && own.property.equals(property)) return Optional.of(own.limits);
            var configured = byStationAndProperty.get(stationId + "/" + property);
            return Optional.ofNullable(configured != null ? configured : byProperty.get(property));
        }

        public Severity level(String stationId, String property, double value, Severity before) {
            return find(stationId, property).map(limits -> limits.level(value, before)).orElse(Severity.NONE);
        }
    }
}
