package onemap.county;

import java.util.ArrayList;
import java.util.List;
import onemap.county.Grid.Km;

/** What was laid down by hand before the noise: towns, coast, the county's outline and the main valleys, in kilometres from its centre. */
final class Plan {
    /** Six digits that no county has (GB/T 2260). */
    static final String COUNTY_CODE = "331099";
    static final String COUNTY_NAME = "望海县";

    /** The eleven towns with the seats they grew round and their numbers of villages. */
    enum Town {
        CHENGGUAN("城关街道", 1, 3, 20), DONGTANG("东塘街道", 10, 7.5, 18), WANGXI("望溪镇", -9, 5, 17), SHIMEN("石门镇", -18.5, 11, 16), QINGLING("青岭镇",
                -20, -3, 15), MEIKENG("梅坑乡", -9, 17, 15), YANCHANG("盐场镇", 12, 17.5, 14), DAGANG("大港镇", 10, -3.5,
                        14), HEWAN("鹤湾镇", 6, -14, 14), SHAAO("沙岙镇", -4, -14.5, 13), NANSHAN("南山乡", -12.5, -9, 13);

        final String title;
        final Km seat;
        final int villages;

        Town(String title, double east, double north, int villages) {
            this.title = title;
            this.seat = new Km(east, north);
            this.villages = villages;
        }

        /** Nine digits (GB/T 10114): streets from 001, towns from 101, townships from 201. */
        String code() {
            int first = title.endsWith("街道") ? 1 : title.endsWith("镇") ? 101 : 201;
            int before = 0;
            for (Town town : values())
                if (town.ordinal() < ordinal() && town.title.endsWith(kind())) before++;
            return COUNTY_CODE + "%03d".formatted(first + before);
        }

        /** 城关 of 城关街道. */
        String stem() { return title.substring(0, title.length() - kind().length()); }

        private String kind() { return title.endsWith("街道") ? "街道" : title.substring(title.length() - 1); }
    }

    private static final double[][] OUTLINE = {{-26, 13}, {-22, 19.5}, {-12, 22}, {-2, 20.5}, {6, 23}, {19, 23.5}, {27, 20}, {28, 5},
            {25, -8}, {18, -21},
            {6, -22.5}, {-2, -20}, {-9, -21}, {-18, -16.5}, {-25, -11}, {-28, -2}, {-25, 5}};
    /** 望溪, 梅溪, 南溪, 鹤溪, 盐河, 青溪. */
    private static final double[][][] VALLEYS = {
            {{-24, 8.6}, {-20, 7.6}, {-17, 6.4}, {-14, 5.9}, {-11, 4.4}, {-8, 3.6}, {-5, 2.7}, {-2, 1.9}, {2, 0.8}, {6, 1.3}, {10, 0.9},
                    {13, 1.1}},
            {{-12, 19}, {-10.6, 16.5}, {-10.4, 14}, {-9.2, 11}, {-8.3, 9}, {-7.4, 7}, {-6.4, 5}, {-5.2, 2.8}},
            {{-20, -12}, {-17, -9.6}, {-14, -8.6}, {-11, -8}, {-8, -6.6}, {-5, -5.2}, {-3, -3.4}, {-1.4, -1.2}, {0.5, 0.9}},
            {{-9, -17.6}, {-6, -17}, {-3.6, -15.2}, {-1, -14.6}, {2, -14.9}, {5, -13.6}, {8, -13.4}, {11, -13}},
            {{-4, 18}, {-1, 16.6}, {2, 16.4}, {5, 14.6}, {8, 14.2}, {11, 13}, {15, 12.6}},
            {{-24, -3.6}, {-21.5, -4.4}, {-19, -5.2}, {-17, -6.6}, {-15, -7.8}, {-14, -8.6}},
            {{-18.6, 13}, {-18.4, 11}, {-17.2, 8.6}, {-16, 6.2}},
            {{3.2, 10.5}, {4, 8}, {4.2, 5}, {5, 3}, {6, 1.4}}, {{6, -9}, {7.4, -6.6}, {9, -4.6}, {11, -3.2}}};
    private static final double[][] PLAINS = {{1, 3, 3.6}, {6, 2.4, 2.6}, {10, 7.5, 3.2}, {12, 17, 3.0}, {10, -3, 2.6}, {5.5, -14, 2.2},
            {-9, 5, 1.2}, {7, 14.5, 1.6},
            {-3.8, -14.6, 1.0}, {-18.4, 10.6, 0.8}, {3, -2, 1}};
    private static final double[][] ISLANDS = {{23, 14, 2.2}, {25, 4, 1.5}, {21.5, -4, 1.1}, {26.2, 9, 0.9}, {19, -9.5, 1.3},
            {25.8, 17.5, 0.8}};

    private final Noise shore;
    private final Noise small;
    private final Noise warpEast;
    private final Noise warpNorth;
    private final List<Km> outline = points(OUTLINE);
    private final List<List<Km>> valleys = new ArrayList<>();

    Plan(int seed) {
        shore = new Noise(seed + 5);
        small = new Noise(seed + 77);
        warpEast = new Noise(seed + 201);
        warpNorth = new Noise(seed + 231);
        for (double[][] line : VALLEYS)
            valleys.add(points(line));
    }

    /** Above 0 on land, roughly the distance to the coast; below 0 at sea. */
    double inlandKm(Km at) {
        double x = at.east(), y = at.north();
        double coast = 15.5 + 0.36 * y - 0.004 * y * y - x + 13 * (shore.hills(x * 0.13 + 3, y * 0.13, 6) - 0.5)
                + 5 * (shore.ridges(x * 0.23 + 60, y * 0.23, 5) - 0.4);
        coast -= 8 * bell((y - 0.9) / 2.24) * bell((x - 15) / 6.3); // mouth of 望溪
        coast -= 7 * bell((y - 12.4) / 2.65) * bell((x - 20) / 5.5); // bay of 盐场
        coast -= 6 * bell((y + 13) / 2.2) * bell((x - 12) / 4.6); // 鹤湾
        for (double[] island : ISLANDS) {
            double away = Math.sqrt((x - island[0]) * (x - island[0]) + 1.56 * (y - island[1]) * (y - island[1]));
            coast = Math.max(coast, island[2] - away + 2.6 * (small.hills(x * 0.5, y * 0.5, 4) - 0.5));
        }
        return coast;
    }

    /** Above 0 in the county: distance to its outline, which bends with the noise. */
    double insideKm(Km at) {
        double bend = 1.2 + 5.3 * Relief.step(-3, 3, inlandKm(at)); // straighter at sea
        double east = at.east() + bend * (warpEast.hills(at.east() * 0.21, at.north() * 0.21, 4) - 0.5);
        double north = at.north() + bend * (warpNorth.hills(at.east() * 0.21 + 9, at.north() * 0.21 + 4, 4) - 0.5);
        boolean inside = false;
        double nearest = Double.MAX_VALUE;
        for (int i = 0, j = outline.size() - 1; i < outline.size(); j = i++) {
            Km a = outline.get(i), b = outline.get(j);
            nearest = Math.min(nearest, segmentKm(new Km(east, north), a, b));
            if (a.north() > north != b.north() > north
                    && east < (b.east() - a.east()) * (north - a.north()) / (b.north() - a.north()) + a.east())
                inside = !inside;
        }
        return inside ? nearest : -nearest;
    }

    /** Distance to the nearest main valley. */
    double valleyKm(Km at) {
        double bent = 1.6 * (small.hills(at.east() * 0.4 + 70, at.north() * 0.4, 3) - 0.5), nearest = Double.MAX_VALUE;
        Km moved = at.plus(bent, -bent);
        for (List<Km> line : valleys)
            for (int i = 1; i < line.size(); i++)
                nearest = Math.min(nearest, segmentKm(moved, line.get(i - 1), line.get(i)));
        return nearest;
    }

    /** Distance from the nearest plain's rim, 0 and below within. */
    double plainKm(Km at) {
        double bent = 3 * (small.hills(at.east() * 0.25, at.north() * 0.25 + 30, 3) - 0.5), nearest = Double.MAX_VALUE;
        for (double[] plain : PLAINS)
            nearest = Math.min(nearest, at.to(new Km(plain[0], plain[1])) - plain[2] + 1.5);
        return nearest + bent;
    }

    /** Between 0.4 and 1.6: what made a way hard that no height tells, so that borders wind in the plains too. */
    double whim(Km at) {
        return 0.4 + 1.2 * warpEast.hills(at.east() * 0.5 + 20, at.north() * 0.5, 3);
    }

    static double segmentKm(Km at, Km a, Km b) {
        double east = b.east() - a.east(), north = b.north() - a.north(), square = east * east + north * north;
        double share = square == 0 ? 0 : ((at.east() - a.east()) * east + (at.north() - a.north()) * north) / square;
        return at.to(a.towards(b, Math.clamp(share, 0, 1)));
    }

    private static double bell(double x) { return StrictMath.exp(-x * x); }

    private static List<Km> points(double[][] line) {
        var points = new ArrayList<Km>();
        for (double[] point : line)
            points.add(new Km(point[0], point[1]));
        return points;
    }
}
