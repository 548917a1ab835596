package onemap.feed.cap;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.StringTokenizer;
import java.util.regex.Pattern;
import onemap.domain.CapAlert.Area;
import onemap.domain.CapAlert.Circle;
import onemap.domain.LonLat;
import onemap.feed.MalformedFrame;

/** Reads an area block (CAP 1.2, 3.2.4): what is absent or empty is tolerated, what is there but cannot be read is refused. */
final class AreaReader {
    /** Coastlines of large warnings have 6,000; the limit keeps geometry work on one message under a second. */
    static final int MAX_VERTICES = 100_000;
    /** Half the Earth's circumference: a larger circle is a mistake of units. */
    private static final double MAX_RADIUS_KILOMETRES = 20_040;

    private static final Pattern BETWEEN_CODES = Pattern.compile("[\\s,;，；、]+");
    private static final Pattern DIVISION_CODE = Pattern.compile("\\d{6}|\\d{9}|\\d{12}");
    /** Names under which Chinese senders give division codes in CAP; other numeric codes (FIPS, ARS, SAME) are none. */
    private static final List<String> DIVISION_NAMES = List.of("行政区", "区划", "adcode", "division", "gb/t 2260", "gb/t2260", "gbt2260",
            "gb2260",
            "12379");

    private final List<String> remarks;

    AreaReader(List<String> remarks) { this.remarks = remarks; }

    Area read(XmlElement area) throws MalformedFrame {
        var polygons = new ArrayList<List<LonLat>>();
        for (String text : area.textsOf("polygon"))
            polygons.add(ring(text));
        var circles = new ArrayList<Circle>();
        for (String text : area.textsOf("circle"))
            circles.add(circle(text));
        var divisions = new LinkedHashSet<String>();
        var geocodes = new LinkedHashSet<String>();
        for (XmlElement geocode : area.children("geocode"))
            readGeocode(geocode, divisions, geocodes);
        return new Area(area.textOf("areaDesc").orElse(""), polygons, circles, List.copyOf(divisions), List.copyOf(geocodes));
    }

    /** {@code lat,lon lat,lon …}, latitude first; closed here when the sender did not. */
    private List<LonLat> ring(String text) throws MalformedFrame {
        List<Double> numbers = numbers(text, "polygon", 2 * MAX_VERTICES);
        if (numbers.size() % 2 != 0 || hasTriples(text)) throw bad("polygon", "is not made of pairs lat,lon");
        var ring = places(numbers, "polygon");
        if (new HashSet<>(ring).size() < 3) throw bad("polygon", "has fewer than three corners");
        if (!ring.getFirst().equals(ring.getLast())) ring.add(ring.getFirst());
        return ring;
    }

    /** Heights as third numbers would be taken for places. */
    private static boolean hasTriples(String text) {
        String first = new StringTokenizer(text).nextToken();
        return new StringTokenizer(first, ",").countTokens() > 2 && text.strip().length() > first.length();
    }

    /** {@code lat,lon radius}, the radius in kilometres. */
    private Circle circle(String text) throws MalformedFrame {
        List<Double> numbers = numbers(text, "circle", 3);
        if (numbers.size() != 3) throw bad("circle", "is not \"lat,lon radius\"");
        LonLat centre = places(numbers.subList(0, 2), "circle").getFirst();
        double radiusKilometres = numbers.getLast();
        if (!(radiusKilometres >= 0 && radiusKilometres <= MAX_RADIUS_KILOMETRES))
            throw bad("circle", "has a radius of " + radiusKilometres + " km");
        return new Circle(centre, radiusKilometres * 1000);
    }

    private static List<Double> numbers(String text, String element, int limit) throws MalformedFrame {
        var numbers = new ArrayList<Double>();
        for (var words = new StringTokenizer(text, " \t\r\n,;"); words.hasMoreTokens();) {
            if (numbers.size() == limit && element.equals("polygon"))
                throw new MalformedFrame("too_many_vertices", "a polygon of more than " + MAX_VERTICES + " vertices");
            if (numbers.size() == limit) throw bad(element, "holds more than " + limit + " numbers");
            numbers.add(number(words.nextToken(), element));
        }
        return numbers;
    }

    private static double number(String text, String element) throws MalformedFrame {
        for (int i = 0; i < text.length(); i++)
            if ("0123456789+-.eE".indexOf(text.charAt(i)) < 0)
                throw bad(element, "holds \"" + shortened(text) + "\" where a number should stand");
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw bad(element, "holds \"" + shortened(text) + "\" where a number should stand");
        }
    }

    /**
     * Pairs of latitude and longitude; in the other order when no first number could be a latitude and every second one could, as in all
     * of eastern China: then there is no second reading.
     */
    private List<LonLat> places(List<Double> numbers, String element) throws MalformedFrame {
        boolean swapped = true;
        for (int i = 0; i < numbers.size(); i += 2)
            swapped &= Math.abs(numbers.get(i)) > 90 && Math.abs(numbers.get(i + 1)) <= 90;
        if (swapped) remarks.add(element + " is written lon,lat; CAP writes lat,lon");
        var places = new ArrayList<LonLat>(numbers.size() / 2 + 1);
        for (int i = 0; i < numbers.size(); i += 2)
            places.add(swapped ? place(numbers.get(i + 1), numbers.get(i), element) : place(numbers.get(i), numbers.get(i + 1), element));
        return places;
    }

    private static LonLat place(double latDegrees, double lonDegrees, String element) throws MalformedFrame {
        if (!(Math.abs(latDegrees) <= 90)) throw bad(element, "has latitude " + latDegrees);
        if (!(Math.abs(lonDegrees) <= 180)) throw bad(element, "has longitude " + lonDegrees);
        return new LonLat(lonDegrees, latDegrees);
    }

    /** 12379 writes a plain list of codes, CAP pairs of name and value; one element may hold several pairs. */
    private static void readGeocode(XmlElement geocode, LinkedHashSet<String> divisions, LinkedHashSet<String> others) {
        List<XmlElement> values = geocode.children("value");
        List<XmlElement> names = geocode.children("valueName");
        if (values.isEmpty()) readCodes("geocode", geocode.text(), true, divisions, others);
        for (int i = 0; i < values.size(); i++) {
            String name = i < names.size() ? names.get(i).text() : "geocode";
            String lower = name.toLowerCase(Locale.ROOT);
            readCodes(name, values.get(i).text(), DIVISION_NAMES.stream().anyMatch(lower::contains), divisions, others);
        }
    }

    private static void readCodes(String name, String text, boolean ofDivisions, LinkedHashSet<String> divisions,
            LinkedHashSet<String> others) {
        if (!ofDivisions) {
            if (!text.isEmpty()) others.add(name + "=" + text);
            return;
        }
        BETWEEN_CODES.splitAsStream(text)
                .filter(code -> !code.isEmpty())
                .forEach(code -> {
                    if (DIVISION_CODE.matcher(code).matches()) divisions.add(code);
                    else
                        others.add(name + "=" + code);
                });
    }

    private static String shortened(String text) { return text.length() <= 20 ? text : text.substring(0, 20) + "…"; }

    private static MalformedFrame bad(String element, String what) { return new MalformedFrame("bad_" + element, element + " " + what); }
}
