package onemap.county;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import onemap.county.Grid.Km;
import onemap.county.Lakes.Lake;
import onemap.county.Plan.Town;
import onemap.county.Rivers.River;
import onemap.county.Roads.Rank;
import onemap.county.Roads.Road;
import onemap.county.Settlements.Village;

/** Stations 监测站 and cameras 摄像机: on rivers, at dams, along roads, in harbours and villages. */
final class Devices {
    private static final int CAMERAS = 300;

    private final County county;
    private final Names names;
    private final List<Item> cameras = new ArrayList<>();

    Devices(County county, Names names) {
        this.county = county;
        this.names = names;
    }

    /** 28 of rain, 16 on rivers, 8 on reservoirs, 3 of tide, 5 of wind. */
    List<Item> stations(List<Km> harbours) {
        var rows = new ArrayList<Item>();
        rain(rows);
        rivers(rows);
        for (int i = 0; i < 8; i++) {
            Lake lake = county.lakes().get(i);
            double full = lake.levelMetres();
            level(station(rows, "K", i + 1, lake.name() + "水位站", "库", lake.dam(), "waterLevel"), full - 3.4, full - 2, full - 0.8);
        }
        for (int i = 0; i < 3; i++) {
            Km at = harbours.get(i);
            double most = 3.2 + 0.2 * i;
            level(station(rows, "T", i + 1, county.villageOf(at).town().stem() + "潮位站", "潮", at, "tideLevel"), 0.4, most, most + 0.8);
        }
        Km[] windy = {new Km(23, 14), new Km(25, 4), county.seat(Town.DONGTANG).at(), county.seat(Town.HEWAN).at(),
                county.seat(Town.QINGLING).at()};
        String[] titles = {"北屿测风站", "东屿测风站", "东塘测风站", "鹤湾测风站", "青岭尖测风站"};
        windy[4] = summit();
        for (int i = 0; i < windy.length; i++)
            station(rows, "F", i + 1, titles[i], "风", windy[i], "windSpeed");
        return rows;
    }

    private void rain(List<Item> rows) {
        for (Town town : Town.values())
            rainAt(rows, county.seat(town), town.stem() + "雨量站");
        var far = new ArrayList<>(county.villages());
        var kept = new ArrayList<Km>();
        for (Town town : Town.values())
            kept.add(town.seat);
        while (rows.size() < 28) {
            Village loneliest = far.getFirst();
            double most = 0;
            for (Village village : far) {
                double nearest = kept.stream().mapToDouble(village.at()::to).min().orElse(0);
                if (nearest > most) {
                    most = nearest;
                    loneliest = village;
                }
            }
            kept.add(loneliest.at());
            rainAt(rows, loneliest, loneliest.stem() + "雨量站");
        }
    }

    private void rainAt(List<Item> rows, Village village, String name) {
        station(rows, "R", rows.size() + 1, name, "雨", village.at().plus(0.15, 0.1), "rain1h", "rain3h");
    }

    private record Gauge(String river, String name, double east, double north) {}

    /** Rivers, and where about their gauges stand. */
    private static final List<Gauge> GAUGES = List.of(new Gauge("望溪", "石门口水位站", -16, 6), new Gauge("望溪", "望溪水位站", -9, 3.6),
            new Gauge("望溪", "望溪大桥水位站", -2.5, 1.7),
            new Gauge("望溪", "城关东门水位站", 3.4, 1.2), new Gauge("望溪", "望溪河口水位站", 11, 1), new Gauge("南溪", "南山水位站", -13.5, -8.6),
            new Gauge("南溪", "南溪口水位站", -1.6, -1.6),
            new Gauge("梅溪", "梅坑水位站", -10.5, 15), new Gauge("梅溪", "梅溪口水位站", -6.6, 6), new Gauge("青溪", "青岭水位站", -18, -5.8),
            new Gauge("石门溪", "石门水位站", -18, 10),
            new Gauge("鹤溪", "沙岙水位站", -3.6, -15), new Gauge("鹤溪", "鹤湾水位站", 4.4, -13.8), new Gauge("盐河", "盐河上游水位站", 0, 16.4),
            new Gauge("盐河", "盐场水位站", 10, 13.2),
            new Gauge("大港河", "大港水位站", 9, -4.6));

    private void rivers(List<Item> rows) {
        for (Gauge gauge : GAUGES) {
            River river = county.rivers()
                    .stream()
                    .filter(candidate -> candidate.name().equals(gauge.river))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("no river " + gauge.river));
            var about = new Km(gauge.east, gauge.north);
            Km at = river.line().stream().min(Comparator.comparingDouble(about::to)).orElseThrow();
            double warning = gauge.name.equals("望溪大桥水位站") ? 7.2 : 2.4 + names.between(0, 30) / 10.0; // metres above the station's own zero
            level(station(rows, "W", GAUGES.indexOf(gauge) + 1, gauge.name, "水", at, "waterLevel"), warning - 2.1, warning, warning + 0.8)
                    .with("river", river.name());
        }
    }

    /** So far along the part of the line that lies in the county. */
    private Km inCounty(List<Km> line, double share) {
        var inside = line.stream().filter(county::holds).toList();
        return Lines.along(inside, Lines.lengthKm(inside) * share);
    }

    private Km summit() {
        Km best = Town.QINGLING.seat;
        for (int row = -40; row <= 40; row++)
            for (int column = -40; column <= 40; column++) {
                Km at = Town.QINGLING.seat.plus(column * 0.15, row * 0.15);
                if (county.holds(at) && county.ground().heightMetres(at) > county.ground().heightMetres(best)) best = at;
            }
        return best;
    }

    private Item station(List<Item> rows, String group, int number, String name, String glyph, Km at, String... properties) {
        String id = "WH-%s-%02d".formatted(group, number);
        Item item = Item.row("stations", id, names.distinct(name), county.villageOf(at), at, "mqtt:" + id).with("glyph", glyph);
        var list = item.properties().putArray("properties");
        for (String property : properties)
            list.add(property);
        rows.add(item);
        return item;
    }

    private static Item level(Item station, double normal, double warning, double guarantee) {
        return station.with("normalLevel", normal).with("warningLevel", warning).with("guaranteeLevel", guarantee);
    }

    List<Item> cameras(List<Km> harbours) {
        for (Lake lake : county.lakes()) {
            camera(lake.name() + "大坝", lake.dam().plus(0.05, 0.05), "水库", "132");
            camera(lake.name() + "溢洪道", lake.dam().plus(-0.08, 0.03), "水库", "131");
        }
        for (int i = 0; i < harbours.size() && i < 32; i++)
            camera(county.villageOf(harbours.get(i)).stem() + "码头", harbours.get(i).plus(-0.04, 0.04), "港口", "132");
        alongRivers();
        alongRoads();
        for (Town town : Town.values())
            for (String corner : List.of("东路口", "西路口", "政府大院", "汽车站")) {
                Km at = county.seat(town).at();
                camera(town.stem() + corner, at.plus(names.between(-6, 6) / 20.0, names.between(-6, 6) / 20.0), "街面",
                        names.pick("131", "132"));
            }
        for (Village village : county.villages()) {
            if (cameras.size() == CAMERAS) break;
            camera(village.stem() + "村口", village.at().plus(0.06, -0.05), "村口", names.pick("131", "132"));
        }
        return cameras;
    }

    private void alongRivers() {
        int wanted = cameras.size() + 60;
        for (double share : new double[]{0.5, 0.9, 0.25, 0.7})
            for (River river : county.rivers()) {
                if (cameras.size() == wanted || river.order() < 2) continue;
                Km at = inCounty(river.line(), share);
                camera(river.name() + county.villageOf(at).stem() + "段", at.plus(0.03, 0.02), "河道", names.pick("131", "132"));
            }
    }

    private void alongRoads() {
        int wanted = cameras.size() + 70;
        for (Road road : county.roads()) {
            if (road.rank() == Rank.VILLAGE) continue;
            double length = Lines.lengthKm(road.line());
            for (double km = 1.2; km < length && cameras.size() < wanted; km += 3.1) {
                Km at = Lines.along(road.line(), km);
                if (county.holds(at)) camera(road.ref() + " " + post(road.fromKm() + km), at, "道路", names.pick("131", "132"));
            }
        }
    }

    /** K41+200. */
    static String post(double km) { return "K%d+%d00".formatted((int) km, (int) (km * 10) % 10); }

    /** GB/T 28181-2016, annex D: 8 digits centre, 2 trade (00), 3 type (131 camera, 132 network camera), 1 network (0), 6 number. */
    private void camera(String name, Km wish, String sees, String type) {
        Km at = county.holds(wish) ? wish : county.nearestVillage(wish).at();
        Village village = county.villageOf(at);
        int number = cameras.size() + 1;
        String code = "%s%02d00%s0%06d".formatted(Plan.COUNTY_CODE, village.town().ordinal() + 1, type, number);
        cameras.add(Item.row("cameras", code, names.distinct(name), village, at, "gb28181:" + code)
                .with("sees", sees)
                .with("glyph", "摄")
                .with("streamUrl",
                        "rtsp://10.33.%d.%d:554/live/%s".formatted(village.town().ordinal() + 1, number % 250 + 1, code)));
    }
}
