package onemap.county;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import onemap.county.Grid.Km;
import onemap.county.Lakes.Lake;
import onemap.county.Plan.Town;
import onemap.county.Rivers.River;
import onemap.county.Roads.Rank;
import onemap.county.Roads.Road;
import onemap.county.Settlements.Village;
import onemap.domain.Site.RiskList;

/** Risk points of the eight lists 八张风险清单, each where such a risk would be. */
final class Risks {
    private final County county;
    private final Ground ground;
    private final Names names;
    private final Registers phones;
    private final Random random;
    private final List<Item> rows = new ArrayList<>();

    Risks(County county, Names names, Registers phones, long seed) {
        this.county = county;
        this.names = names;
        this.phones = phones;
        ground = county.ground();
        random = new Random(seed);
    }

    /**
     * @param harbours places on the shore
     */
    List<Item> all(List<Km> harbours) {
        flashFloods();
        reservoirsAndDikes();
        landslides();
        sea(harbours);
        roads();
        industry();
        waterlogging();
        tourism(harbours);
        return rows;
    }

    private void flashFloods() {
        int count = 0;
        for (Village village : county.villages()) {
            if (count == 72) return;
            River river = county.nearestRiver(village.at());
            if (ground.heightMetres(village.at()) < 18 || river.squareKm() > 120 || Ground.lineKm(village.at(), river.line()) > 1.2)
                continue;
            Km at = nearestPoint(river.line(), village.at()).towards(village.at(), 0.25);
            row(RiskList.FLASH_FLOOD, village.stem() + "小流域", at, 8, 90, "1 小时雨量 45 mm 准备转移,60 mm 立即转移");
            count++;
        }
    }

    private void reservoirsAndDikes() {
        for (Lake lake : county.lakes())
            row(RiskList.RESERVOIR_RIVER, lake.name(), lake.dam(), 60, 700, "库水位超汛限水位");
        for (River river : county.rivers()) {
            if (river.order() < 3) continue;
            double length = Lines.lengthKm(river.line());
            for (double km = 1.5; km < length; km += 6) {
                Km at = Lines.along(river.line(), km);
                if (county.holds(at))
                    row(RiskList.RESERVOIR_RIVER, river.name() + county.villageOf(at).stem() + "段堤防", at.plus(0.04, 0.03), 20, 260,
                            "水位超警戒水位");
            }
        }
        for (Village village : county.villages())
            if (village.code().endsWith("3") && ground.heightMetres(village.at()) > 25)
                row(RiskList.RESERVOIR_RIVER, village.stem() + "山塘", village.at().plus(0.2, 0.25), 6, 60, "3 小时雨量 75 mm 或坝面渗水");
    }

    private void landslides() {
        int count = 0;
        for (int round = 0; count < 86; round++)
            for (Village village : county.villages()) {
                if (count == 86) return;
                Km steep = steepestNear(village.at(), 0.35 + 0.3 * round);
                if (ground.slope(steep) < 0.22 || !county.holds(steep)
                        || rows.stream().anyMatch(row -> row.geometry().getCoordinate().equals2D(Lines.degrees(steep))))
                    continue;
                String kind = names.pick("屋后滑坡", "崩塌", "屋后山坡", "泥石流沟", "不稳定斜坡");
                row(RiskList.LANDSLIDE, village.stem() + kind, steep, 2, 24, "24 小时雨量 100 mm 或位移 10 mm/h");
                count++;
            }
    }

    private Km steepestNear(Km centre, double reachKm) {
        Km best = centre;
        for (int i = 0; i < 40; i++) {
            Km at = centre.plus((random.nextDouble() * 2 - 1) * reachKm, (random.nextDouble() * 2 - 1) * reachKm);
            if (ground.slope(at) > ground.slope(best)) best = at;
        }
        return best;
    }

    private void sea(List<Km> harbours) {
        String[] kinds = {"渔港", "码头", "海塘", "避风锚地", "养殖区", "船厂码头"};
        for (int i = 0; i < 36; i++) {
            Km at = harbours.get(i % harbours.size());
            row(RiskList.SEA, county.villageOf(at).stem() + kinds[i % kinds.length], at, 4, 120,
                    i % kinds.length == 2 ? "潮位超黄色警戒" : "7 级大风前船只回港");
        }
    }

    private void roads() {
        int count = 0;
        for (Road road : county.roads()) {
            if (road.rank() == Rank.VILLAGE) continue;
            double length = Lines.lengthKm(road.line());
            for (double km = 0.7; km < length; km += 0.5) {
                Km at = Lines.along(road.line(), km);
                if (count == 34 || !county.holds(at) || ground.slope(at) < 0.12) continue;
                row(RiskList.ROAD, road.ref() + " " + Devices.post(road.fromKm() + km) + names.pick("边坡", "临水路段", "落石路段", "桥梁"), at, 0, 0,
                        "1 小时雨量 45 mm 封闭");
                km += 2.2;
                count++;
            }
        }
    }

    private void industry() {
        String[] brands = {"海宏", "东辰", "永泰", "金帆", "浩洋", "恒丰", "正通", "瑞源", "华浦", "新港", "天工", "联盛", "宏业", "康乐", "远航", "蓝湾", "三联", "顺发", "四海",
                "海晟"};
        String[] trades = {"化工有限公司", "冷冻厂", "船舶修造厂", "涂料有限公司", "铸造厂", "液化气站", "危化品仓库", "塑胶有限公司"};
        Town[] towns = {Town.DONGTANG, Town.DAGANG, Town.CHENGGUAN, Town.YANCHANG, Town.HEWAN};
        for (int i = 0; i < 40; i++) {
            List<Village> villages = county.villagesOf(towns[i % towns.length]);
            Village village = villages.get(random.nextInt(villages.size()));
            row(RiskList.INDUSTRY, brands[i % brands.length] + trades[i % trades.length], flatNear(village.at()), 0, 160,
                    "大风橙色预警停产,可燃气体 20 % LEL 报警");
        }
    }

    private Km flatNear(Km centre) {
        for (int i = 0; i < 60; i++) {
            Km at = centre.plus(random.nextDouble() * 1.4 - 0.7, random.nextDouble() * 1.4 - 0.7);
            if (county.holds(at) && ground.heightMetres(at) > 2 && ground.slope(at) < 0.05 && ground.inlandKm(at) > 0.1) return at;
        }
        return centre;
    }

    private void waterlogging() {
        String[] spots = {"东门", "西门", "南门", "北门", "人民路下穿", "菜市场", "老城区", "汽车站"};
        Town[] towns = {Town.CHENGGUAN, Town.DONGTANG, Town.DAGANG};
        for (int i = 0; i < 24; i++) {
            Town town = towns[i % 3];
            row(RiskList.WATERLOGGING, town.stem() + spots[i / 3] + "积水点", flatNear(town.seat), 10, 150, "积水 0.30 m 封路,1 小时雨量 35 mm 巡查");
        }
    }

    private void tourism(List<Km> harbours) {
        String[] kinds = {"瀑布景区", "漂流", "古村落", "露营地", "玻璃栈道", "农家乐集聚区"};
        var high = county.villages()
                .stream()
                .sorted(Comparator.comparingDouble((Village village) -> -ground.heightMetres(village.at())).thenComparing(Village::code))
                .limit(14)
                .toList();
        for (int i = 0; i < high.size(); i++)
            row(RiskList.TOURISM, high.get(i).stem() + kinds[i % kinds.length], flatNear(high.get(i).at()), 0, 300, "雷暴或 1 小时雨量 35 mm 闭园");
        for (int i = 0; i < 6; i++) {
            Km at = harbours.get(harbours.size() - 1 - i);
            row(RiskList.TOURISM, county.villageOf(at).stem() + names.pick("海滨浴场", "沙滩", "海钓基地"), at, 0, 400, "6 级大风或风暴潮蓝色预警闭园");
        }
    }

    private static Km nearestPoint(List<Km> line, Km to) { return line.stream().min(Comparator.comparingDouble(to::to)).orElseThrow(); }

    private void row(RiskList list, String name, Km at, int leastPersons, int mostPersons, String trigger) {
        int persons = leastPersons + (int) ((mostPersons - leastPersons) * random.nextDouble() * random.nextDouble());
        rows.add(Item.row("riskPoints", "risk-%03d".formatted(rows.size() + 1), names.distinct(name), county.villageOf(at), at)
                .with("list", list.name())
                .with("threatenedHouseholds", (persons + 2) / 3)
                .with("threatenedPersons", persons)
                .with("trigger", trigger)
                .person("owner", names.person("书记", "主任", "网格长", "科长"), phones.phone()));
    }
}
