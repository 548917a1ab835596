package onemap.county;

import java.util.ArrayList;
import java.util.List;
import onemap.county.Plan.Town;
import onemap.county.Settlements.Village;

/** Who answers for what 责任人: a post for each town and village with who holds it and the deputies in order, the grids 网格 of the villages, households to move. */
final class Posts {
    private final County county;
    private final Names names;
    private final Registers places;

    Posts(County county, Names names, Registers places) {
        this.county = county;
        this.names = names;
        this.places = places;
    }

    List<Item> people() {
        var rows = new ArrayList<Item>();
        post(rows, "望海县防汛防台总责任人", "县防汛防台抗旱指挥部", county.seat(Town.CHENGGUAN), "县长");
        for (Town town : Town.values())
            post(rows, town.title + "防汛防台责任人", town.title + "人民政府", county.seat(town), "镇长", "主任");
        for (Village village : county.villages())
            post(rows, village.name() + "防汛防台责任人", village.name() + "村民委员会", village, "书记", "主任");
        return rows;
    }

    private void post(List<Item> rows, String name, String organisation, Village village, String... roles) {
        rows.add(Item.row("people", "person-%03d".formatted(rows.size() + 1), names.distinct(name), village, village.at())
                .with("duty", "防汛防台责任人")
                .with("organisation", organisation)
                .person("holder", names.person(roles), places.phone())
                .person("deputy1", names.person("副主任", "副书记"), places.phone())
                .person("deputy2", names.person("委员", "文书"), places.phone()));
    }

    /** Two or three in each village. */
    List<Item> grids() {
        var rows = new ArrayList<Item>();
        for (Village village : county.villages())
            for (int i = 1, count = names.between(2, 3); i <= count; i++) {
                int households = names.between(70, 320);
                rows.add(Item
                        .row("grids", village.code() + "%02d".formatted(i), village.name() + i + "号网格", village, places.near(village, 0.5))
                        .with("households", households)
                        .with("persons", households * names.between(24, 33) / 10)
                        .person("gridKeeper", names.person("网格员"), places.phone()));
            }
        return rows;
    }

    /** Three where a flash flood or a landslide threatens; one in eight is on no list. */
    List<Item> households(List<Item> risks, List<Item> shelters) {
        var rows = new ArrayList<Item>();
        for (Item risk : risks) {
            String list = risk.text("list");
            if (!list.equals("FLASH_FLOOD") && !list.equals("LANDSLIDE")) continue;
            Village village = county.villages()
                    .stream()
                    .filter(each -> each.code().equals(risk.text("villageCode")))
                    .findFirst()
                    .orElseThrow();
            for (int i = 0; i < 3; i++)
                household(rows, village, risk.text("name"), shelters);
        }
        return rows;
    }

    private void household(List<Item> rows, Village village, String risk, List<Item> shelters) {
        String id = "household-%04d".formatted(rows.size() + 1);
        String shelter = shelters.stream()
                .filter(each -> each.text("townCode").equals(village.town().code()))
                .findFirst()
                .map(each -> each.text("id"))
                .orElse("");
        int persons = names.between(1, 6);
        var row = Item.row("households", id, village.name() + " " + id.substring(10) + " 户", village, places.near(village, 0.6))
                .with("persons", persons)
                .with("needingHelp", names.between(0, 2) == 0 ? 1 : 0)
                .with("shelter", shelter);
        if (names.between(0, 7) > 0) row.with("evacuationList", risk + "转移名单");
        rows.add(row.person("householder", names.person("户"), places.phone()));
    }
}
