package onemap.domain;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a station measures, with its one unit beside the name (SensorThings ObservedProperty).
 *
 * @param name          as in topics and JSON, for example {@code waterLevel}
 * @param unit          UCUM-like symbol every value is kept in; empty for a property we do not know and whose sender named none
 * @param lowestPossible  below this a value is stored with {@link Flag#OUT_OF_RANGE}
 * @param highestPossible above this a value is stored with {@link Flag#OUT_OF_RANGE}
 */
public record ObservedProperty(String name, String unit, double lowestPossible, double highestPossible) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_.-]{0,63}");

    public ObservedProperty { if (!NAME.matcher(name).matches()) throw new IllegalArgumentException("property name " + name); }

    /** River, reservoir or sea level 水位 above the station's datum. */
    public static final ObservedProperty WATER_LEVEL = new ObservedProperty("waterLevel", "m", -50, 9000);
    /** Tide level 潮位. */
    public static final ObservedProperty TIDE_LEVEL = new ObservedProperty("tideLevel", "m", -20, 20);
    /** Rain of the last hour 1 小时雨量. World record is 401 mm (WMO). */
    public static final ObservedProperty RAIN_1H = new ObservedProperty("rain1h", "mm", 0, 450);
    /** Rain of the last three hours 3 小时雨量. */
    public static final ObservedProperty RAIN_3H = new ObservedProperty("rain3h", "mm", 0, 800);
    /** Rain of the last 24 hours 24 小时雨量. World record is 1,825 mm (WMO). */
    public static final ObservedProperty RAIN_24H = new ObservedProperty("rain24h", "mm", 0, 2000);
    /** Mean wind of ten minutes 平均风速. */
    public static final ObservedProperty WIND_SPEED = new ObservedProperty("windSpeed", "m/s", 0, 120);
    /** Flow of a river 流量. */
    public static final ObservedProperty FLOW = new ObservedProperty("flow", "m3/s", -100_000, 300_000);
    /** Air temperature 气温. */
    public static final ObservedProperty AIR_TEMPERATURE = new ObservedProperty("airTemperature", "Cel", -90, 65);
    /** Displacement rate of a slope 位移速率. */
    public static final ObservedProperty DISPLACEMENT_RATE = new ObservedProperty("displacementRate", "mm/h", -10_000, 10_000);
    /** Depth of standing water 积水深度. */
    public static final ObservedProperty WATER_DEPTH = new ObservedProperty("waterDepth", "m", 0, 100);
    /** Volume share of a combustible gas, of its lower explosive limit 可燃气体. */
    public static final ObservedProperty GAS_LEL = new ObservedProperty("gasLel", "%", 0, 100);
    /** Supply voltage of the station 电源电压. */
    public static final ObservedProperty VOLTAGE = new ObservedProperty("voltage", "V", 0, 1000);

    private static final Map<String, ObservedProperty> KNOWN = List
            .of(WATER_LEVEL, TIDE_LEVEL, RAIN_1H, RAIN_3H, RAIN_24H, WIND_SPEED, FLOW, AIR_TEMPERATURE, DISPLACEMENT_RATE, WATER_DEPTH,
                    GAS_LEL, VOLTAGE)
            .stream()
            .collect(Collectors.toUnmodifiableMap(ObservedProperty::name, Function.identity()));

    /** The known property of that name, or an open one that carries the sender's unit and has no physical bounds. */
    public static ObservedProperty named(String name, String senderUnit) {
        var known = KNOWN.get(name);
        return known != null ? known : new ObservedProperty(name, senderUnit, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
    }

    public static boolean isKnown(String name) { return KNOWN.containsKey(name); }

    public boolean possible(double value) { return value >= lowestPossible && value <= highestPossible; }
}
