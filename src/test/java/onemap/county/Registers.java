package onemap.county;

import java.util.ArrayList;
import java.util.List;
import onemap.county.Grid.Km;
import onemap.county.Plan.Town;
import onemap.county.Settlements.Village;

/** Shelters 避灾安置场所, rescue teams 救援力量 and vehicles: rows placed in and round villages and town seats. */
final class Registers {
    static final int SHELTERS = 173;

    private final County county;
    private final Names names;
    private int phones;
    private int terminals;

    Registers(County county, Names names) {
        this.county = county;
        this.names = names;
    }

    /** 4 of the county, 2 in each town, the rest in villages. */
    List<Item> shelters() {
        var rows = new ArrayList<Item>();
        Village centre = county.seat(Town.CHENGGUAN);
        for (String name : List.of("望海县体育中心", "望海中学", "望海县文化馆", "望海县职业技术学校"))
            shelter(rows, name, centre, "county", names.between(600, 1800), true);
        for (Town town : Town.values()) {
            shelter(rows, town.stem() + "中心小学", county.seat(town), "town", names.between(220, 600), true);
            shelter(rows, town.stem() + "文化中心", county.seat(town), "town", names.between(150, 400), names.between(0, 2) > 0);
        }
        for (Village village : county.villages()) {
            if (rows.size() == SHELTERS) break;
            String house = names.pick("文化礼堂", "文化礼堂", "避灾安置点", "小学", "老年活动中心", "便民服务中心");
            shelter(rows, village.stem() + house, village, "village", names.between(30, 180), names.between(0, 3) == 0);
        }
        return rows;
    }

    private void shelter(List<Item> rows, String name, Village village, String tier, int persons, boolean generator) {
        Km at = near(village, 0.45);
        rows.add(Item.row("shelters", "shelter-%03d".formatted(rows.size() + 1), names.distinct(name), village, at)
                .with("tier", tier)
                .with("capacityPersons", persons)
                .with("beds", persons * names.between(3, 7) / 10)
                .with("generator", generator)
                .person("keeper", names.person("书记", "主任", "校长", "管理员"), phone()));
    }

    /** The 208 teams; the first 40 but villages' carry a terminal. */
    List<Item> teams() {
        var rows = new ArrayList<Item>();
        Village centre = county.seat(Town.CHENGGUAN);
        team(rows, "望海县综合应急救援队", "county", "综合救援", "综", centre, names.between(45, 60), "抢险车 6 台,冲锋舟 4 艘,发电机 8 台", true);
        for (Town town : Town.values())
            team(rows, town.stem() + "应急救援队", "town", "防汛抢险", "民", county.seat(town), names.between(15, 30), "水泵 3 台,冲锋舟 1 艘,油锯 4 把", true);
        for (String[] trade : TRADES) {
            Village at = trade[3].isEmpty() ? centre : county.seat(Town.valueOf(trade[3]));
            team(rows, trade[0], "professional", trade[1], trade[2], at, names.between(10, 36), trade[4], true);
        }
        Village tracked = county.seat(Town.WANGXI);
        for (Village village : county.villages())
            team(rows, village.stem() + "村应急小分队", "village", "转移避险", "村", village, names.between(6, 15), "铜锣,手摇报警器,救生衣 10 件",
                    village == tracked);
        team(rows, "望海县应急专家组", "expert", "地质,水利,气象,化工", "专", centre, 16, "卫星电话 2 部,无人机 1 架", true);
        for (String[] social : SOCIAL)
            team(rows, social[0], "social", social[1], "社", county.seat(Town.valueOf(social[2])), names.between(18, 40), social[3], true);
        return rows;
    }

    private static final String[][] TRADES = {{"望海消防救援大队", "灭火,破拆,水域救援", "消", "", "水罐车 4 台,云梯车 1 台"},
            {"大港消防救援站", "灭火,化工处置", "消", "DAGANG", "泡沫车 2 台,防化服 12 套"},
            {"望溪专职消防队", "灭火", "消", "WANGXI", "水罐车 2 台"}, {"望海县森林消防队", "森林灭火", "林", "NANSHAN", "风力灭火机 30 台,水泵 8 台"},
            {"青岭森林消防分队", "森林灭火", "林", "QINGLING", "风力灭火机 16 台"},
            {"望海县人民医院急救队", "医疗救护", "医", "", "救护车 4 台"}, {"东塘急救站", "医疗救护", "医", "DONGTANG", "救护车 2 台"},
            {"望海县疾控应急队", "卫生防疫", "医", "", "消杀设备 12 套"},
            {"望海供电抢修队", "电力抢修", "电", "", "发电车 2 台,抢修车 6 台"}, {"鹤湾供电抢修班", "电力抢修", "电", "HEWAN", "抢修车 2 台"},
            {"望海供水抢修队", "供水抢修", "水", "", "抢修车 3 台"},
            {"望海县水利抢险队", "堤防抢险,排涝", "水", "", "移动泵车 3 台,编织袋 2 万条"}, {"望海燃气抢险队", "燃气抢险", "气", "", "抢险车 2 台"},
            {"望海县公路抢险队", "道路抢通", "路", "", "装载机 4 台,挖掘机 3 台"},
            {"石门公路养护站", "道路抢通", "路", "SHIMEN", "装载机 2 台"}, {"望海移动通信保障队", "通信保障", "通", "", "应急通信车 1 台"},
            {"望海电信通信保障队", "通信保障", "通", "", "卫星便携站 2 套"},
            {"望海县地质灾害应急队", "地灾监测,排险", "地", "", "测斜仪 4 套,无人机 2 架"}, {"大港海上搜救队", "海上搜救", "海", "DAGANG", "救助艇 2 艘"},
            {"鹤湾渔业应急队", "海上搜救", "海", "HEWAN", "渔政船 1 艘"},
            {"望海县危化品处置队", "危化品处置", "化", "DONGTANG", "防化服 20 套,洗消车 1 台"}, {"望海市政排水队", "城市排涝", "水", "", "移动泵车 4 台"}};
    private static final String[][] SOCIAL = {{"望海海豚救援队", "水域救援", "DAGANG", "冲锋舟 3 艘,潜水装备 6 套"},
            {"望海山鹰救援队", "山地搜救", "QINGLING", "绳索装备 12 套"},
            {"望海越野车应急分队", "运输保障", "CHENGGUAN", "越野车 18 台"}, {"望海无线电应急分队", "通信保障", "CHENGGUAN", "短波电台 4 部"}};

    private void team(List<Item> rows, String name, String teamClass, String speciality, String glyph, Village base, int persons,
            String equipment,
            boolean tracked) {
        Km at = near(base, 0.7);
        String[] sources = tracked ? new String[]{terminal()} : new String[0];
        rows.add(Item.row("teams", "team-%03d".formatted(rows.size() + 1), names.distinct(name), base, at, sources)
                .with("teamClass", teamClass)
                .with("speciality", speciality)
                .with("glyph", glyph)
                .with("strengthPersons", persons)
                .with("equipment", equipment)
                .person("leader", names.person("队长", "书记", "主任"), phone()));
    }

    /** Twenty vehicles, each of one of the teams. */
    List<Item> vehicles(List<Item> teams) {
        var rows = new ArrayList<Item>();
        for (String[] vehicle : VEHICLES) {
            Item team = teams.stream().filter(row -> row.text("name").equals(vehicle[2])).findFirst().orElseThrow();
            Village base = county.villages()
                    .stream()
                    .filter(village -> village.code().equals(team.text("villageCode")))
                    .findFirst()
                    .orElseThrow();
            int number = rows.size() + 1;
            rows.add(Item.row("vehicles", "vehicle-%02d".formatted(number), vehicle[1], base, near(base, 0.6), terminal())
                    .with("team", team.text("name"))
                    .with("teamId", team.text("id"))
                    .with("plate", "浙X%04d应急".formatted(100 + number))
                    .with("glyph", vehicle[0]));
        }
        return rows;
    }

    private static final String[][] VEHICLES = {{"指", "应急指挥车", "望海县综合应急救援队"}, {"工", "抢险工程车", "望海县综合应急救援队"}, {"艇", "冲锋舟运输车", "望海县综合应急救援队"},
            {"消", "水罐消防车 1 号", "望海消防救援大队"},
            {"消", "水罐消防车 2 号", "望海消防救援大队"}, {"消", "云梯消防车", "望海消防救援大队"}, {"消", "泡沫消防车", "大港消防救援站"}, {"消", "望溪水罐车", "望溪专职消防队"},
            {"林", "森林消防运兵车", "望海县森林消防队"},
            {"医", "救护车 1 号", "望海县人民医院急救队"}, {"医", "救护车 2 号", "望海县人民医院急救队"}, {"医", "东塘救护车", "东塘急救站"}, {"电", "应急发电车", "望海供电抢修队"},
            {"电", "电力抢修车", "鹤湾供电抢修班"},
            {"泵", "移动泵车 1 号", "望海县水利抢险队"}, {"泵", "移动泵车 2 号", "望海市政排水队"}, {"工", "挖掘机运输车", "望海县公路抢险队"}, {"工", "装载机", "石门公路养护站"},
            {"通", "应急通信车", "望海移动通信保障队"},
            {"艇", "大港救助艇", "大港海上搜救队"}};

    /** A dry place not far from the village's middle, in the county town, where most units are at home, not farther than 2.4 km; the middle itself if there is none. */
    Km near(Village village, double farthestKm) {
        Km centre = village.at();
        double leastKm = 0.1, mostKm = village == county.seat(Town.CHENGGUAN) ? 2.4 : farthestKm;
        for (int attempt = 0; attempt < 40; attempt++) {
            double angle = names.between(0, 359) * Math.PI / 180, away = leastKm + (mostKm - leastKm) * names.between(0, 100) / 100.0;
            Km at = centre.plus(away * StrictMath.sin(angle), away * StrictMath.cos(angle));
            if (county.holds(village.town(), at) && county.ground().heightMetres(at) > 1.5 && county.ground().slope(at) < 0.2
                    && county.ground().inlandKm(at) > 0.08
                    && dry(at))
                return at;
        }
        return centre;
    }

    private boolean dry(Km at) {
        var point = Lines.FACTORY.createPoint(Lines.degrees(at));
        return county.lakes().stream().noneMatch(lake -> lake.shape().contains(point));
    }

    /** Numbers nobody has: 139 0099 and a count. */
    String phone() { return "1390099%04d".formatted(++phones); }

    private String terminal() { return "jt808:%d".formatted(13_900_000_000L + ++terminals); }
}
