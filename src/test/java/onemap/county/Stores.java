package onemap.county;

import java.util.ArrayList;
import java.util.List;
import onemap.county.Plan.Town;
import onemap.county.Settlements.Village;

/** Supplies 应急物资 in the stores of county and towns, and public screens 公共宣传屏. */
final class Stores {
    static final int BUILDING_SCREENS = 400;
    static final int MALL_SCREENS = 3;
    private static final String[][] ITEMS = {{"编织袋", "条", "40000"}, {"救生衣", "件", "600"}, {"移动水泵", "台", "12"}, {"帐篷", "顶", "80"},
            {"棉被", "床", "900"},
            {"方便食品", "箱", "400"}, {"饮用水", "箱", "700"}, {"应急灯", "盏", "240"}, {"铁锹", "把", "500"}, {"发电机", "台", "9"}};
    private static final List<String> PERISHABLE = List.of("方便食品", "饮用水");

    private final County county;
    private final Names names;
    private final Registers places;

    Stores(County county, Names names, Registers places) {
        this.county = county;
        this.names = names;
        this.places = places;
    }

    /** All ten kinds in the county's store, five in each town's. */
    List<Item> supplies() {
        var rows = new ArrayList<Item>();
        store(rows, "望海县应急物资储备库", county.seat(Town.CHENGGUAN), ITEMS.length, 1);
        for (Town town : Town.values())
            store(rows, town.stem() + "应急物资库", county.seat(town), 5, 8);
        return rows;
    }

    private void store(List<Item> rows, String store, Village village, int kinds, int share) {
        var at = places.near(village, 0.8);
        String keeper = names.person("仓库主任");
        String phone = places.phone();
        int first = rows.size();
        for (int i = 0; i < kinds; i++) {
            String[] item = ITEMS[(first + i) % ITEMS.length];
            var row = Item.row("supplies", "supply-%03d".formatted(rows.size() + 1), store + " " + item[0], village, at)
                    .with("store", store)
                    .with("item", item[0])
                    .with("amount", Math.max(1, Integer.parseInt(item[2]) / share * names.between(7, 10) / 10))
                    .with("unit", item[1])
                    .with("stage", "held");
            if (PERISHABLE.contains(item[0])) row.with("expiry", "2027-%02d-28".formatted(names.between(1, 12)));
            rows.add(row.person("keeper", keeper, phone));
        }
    }

    List<Item> screens() {
        var rows = new ArrayList<Item>();
        var villages = county.villages();
        for (int i = 0; i < BUILDING_SCREENS; i++) {
            Village village = i % 2 == 0 ? county.seat(Town.CHENGGUAN) : villages.get(names.between(0, villages.size() - 1));
            screen(rows, names.distinct(village.stem() + names.pick("路口", "小区", "广场", "大厦", "公寓") + "宣传屏"), village, "building");
        }
        for (String mall : List.of("望海银湖城", "大港悦海广场", "东塘新天地"))
            screen(rows, mall + "大屏",
                    county.seat(mall.startsWith("大港") ? Town.DAGANG : mall.startsWith("东塘") ? Town.DONGTANG : Town.CHENGGUAN),
                    "mall");
        return rows;
    }

    private void screen(List<Item> rows, String name, Village village, String carrier) {
        int number = rows.size() + 1;
        rows.add(Item.row("screens", "screen-%03d".formatted(number), name, village, places.near(village, 0.9))
                .with("carrier", carrier)
                .with("controller", "LED-%04d".formatted(number)));
    }
}
