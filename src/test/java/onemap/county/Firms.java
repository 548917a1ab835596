package onemap.county;

import java.util.ArrayList;
import java.util.List;
import onemap.county.Plan.Town;
import onemap.county.Settlements.Village;

/** Enterprises 重点企业: shared factories 一厂多租, users of hazardous chemicals 危化品使用, biology and chemistry 生物化工, most of them round three towns. */
final class Firms {
    static final int SHARED = 752;
    static final int CHEMICALS = 578;
    static final int BIO_CHEMICAL = 19;

    private static final String[] WORDS = {"宏", "盛", "恒", "达", "鑫", "源", "华", "兴", "永", "安", "泰", "丰", "瑞", "嘉", "海", "望", "东", "江", "新",
            "诚", "正", "通", "联",
            "益", "美", "凯", "德", "力", "伟", "腾"};
    private static final String[] TRADES = {"模具", "塑料", "汽车配件", "机电", "五金", "橡胶制品", "阀门", "文具", "灯具", "纺织", "服饰", "包装", "家具", "工艺品", "电器",
            "水产加工", "食品", "泵业",
            "紧固件", "金属制品"};
    private static final String[] CHEMICAL_TRADES = {"电镀", "表面处理", "涂装", "印染", "制冷", "冷冻水产", "水处理", "制药辅料", "胶粘剂", "油墨"};
    private static final String[][] SUBSTANCES = {{"盐酸", "硫酸"}, {"油漆", "稀释剂"}, {"液氨"}, {"天那水", "乙酸乙酯"}, {"氢氧化钠", "盐酸"}, {"甲苯"}, {"丙烷"},
            {"双氧水"},
            {"次氯酸钠"}, {"液氧", "乙炔"}};
    private static final String[][] BIO_SUBSTANCES = {{"氯气", "甲苯", "盐酸"}, {"液氨", "甲醇"}, {"环氧乙烷", "丙酮"}, {"光气", "二氯甲烷"}, {"溴素", "乙醇"}};
    private static final String[] TAGS = {"confinedSpace", "dust", "spraying", "moltenMetal", "ammonia"};

    private final County county;
    private final Names names;
    private final Registers places;

    Firms(County county, Names names, Registers places) {
        this.county = county;
        this.names = names;
        this.places = places;
    }

    List<Item> all() {
        var rows = new ArrayList<Item>();
        for (int i = 0; i < SHARED; i++)
            shared(rows);
        for (int i = 0; i < CHEMICALS; i++)
            chemicals(rows);
        for (int i = 0; i < BIO_CHEMICAL; i++)
            bioChemical(rows, i);
        return rows;
    }

    /** Two in three lie in the three towns with industry. */
    private Village site() {
        var villages = county.villages();
        Town town = Town.valueOf(names.pick("CHENGGUAN", "DONGTANG", "DAGANG"));
        var near = villages.stream().filter(village -> village.town() == town).toList();
        var from = names.between(0, 2) > 0 ? near : villages;
        return from.get(names.between(0, from.size() - 1));
    }

    private Item firm(List<Item> rows, String branch, String trade, int most) {
        Village village = site();
        String name = names.distinct("望海" + names.pick(WORDS) + names.pick(WORDS) + trade + "有限公司");
        int day = names.between(12, most);
        var row = Item.row("enterprises", "enterprise-%04d".formatted(rows.size() + 1), name, village, places.near(village, 0.9))
                .with("branch", branch)
                .with("dayPersons", day)
                .with("nightPersons", day * names.between(0, 4) / 10);
        if (names.between(0, 3) > 0) row.with("evacuationList", village.town().title + "企业转移名单");
        rows.add(row);
        return row;
    }

    private void shared(List<Item> rows) {
        String trade = names.pick(TRADES);
        var row = firm(rows, "sharedFactory", trade, 260);
        var tenants = new ArrayList<String>();
        for (int i = names.between(2, 6); i > 0; i--)
            tenants.add(names.pick(WORDS) + names.pick(WORDS) + names.pick(TRADES) + "厂");
        row.with("tenants", tenants);
        if (names.between(0, 4) == 0) row.with("tags", List.of(names.pick(TAGS)));
        responsible(row);
    }

    private void chemicals(List<Item> rows) {
        var row = firm(rows, "hazardousChemicals", names.pick(CHEMICAL_TRADES), 180);
        row.with("substances", List.of(SUBSTANCES[names.between(0, SUBSTANCES.length - 1)])).with("tanks", names.between(0, 3));
        int grade = names.between(0, 29);
        if (grade < 2) row.with("majorHazard", 4 - grade);
        if (names.between(0, 2) == 0) row.with("tags", List.of(names.pick(TAGS)));
        responsible(row);
    }

    private void bioChemical(List<Item> rows, int number) {
        var row = firm(rows, "bioChemical", names.pick("生物科技", "药业", "化工", "生物制药"), 420);
        row.with("substances", List.of(BIO_SUBSTANCES[number % BIO_SUBSTANCES.length]))
                .with("tanks", names.between(4, 26))
                .with("majorHazard", 1 + number % 4);
        responsible(row);
    }

    private void responsible(Item row) { row.person("keeper", names.person("厂长", "安全员", "经理"), places.phone()); }
}
