package onemap.desk.imports;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.Map;
import onemap.domain.ObservedProperty;
import onemap.domain.Site;
import onemap.domain.register.Register;
import onemap.gis.table.meaning.Meaning;
import onemap.live.codec.LiveJson;

/** What a list says of a thing beyond name, place and division, as properties of its register; what it has no column for is not said, so that what stands stays. */
final class ParticularCells {
    private static final Map<String, Site.Branch> BRANCHES = Map.of("一厂多租", Site.Branch.SHARED_FACTORY, "厂中厂", Site.Branch.SHARED_FACTORY,
            "危化", Site.Branch.HAZARDOUS_CHEMICALS, "危险化学", Site.Branch.HAZARDOUS_CHEMICALS, "生物", Site.Branch.BIO_CHEMICAL, "化工",
            Site.Branch.BIO_CHEMICAL, "养老", Site.Branch.CARE_HOME, "福利院", Site.Branch.CARE_HOME);
    private static final Map<String, Site.Carrier> CARRIERS = Map.of("楼", Site.Carrier.BUILDING, "商场", Site.Carrier.MALL, "综合体",
            Site.Carrier.MALL, "公交", Site.Carrier.BUS, "出租", Site.Carrier.TAXI);
    private static final Map<String, Site.Stage> STAGES = Map.of("途", Site.Stage.IN_TRANSIT, "签收", Site.Stage.RECEIVED, "接收",
            Site.Stage.RECEIVED);
    private static final Map<String, ObservedProperty> MEASURED = Map.of("潮", ObservedProperty.TIDE_LEVEL, "水位",
            ObservedProperty.WATER_LEVEL,
            "雨", ObservedProperty.RAIN_1H, "风", ObservedProperty.WIND_SPEED, "流量", ObservedProperty.FLOW);

    private final Register register;
    private final Cells cells;
    private final ObjectNode properties;

    ParticularCells(Register register, Cells cells, ObjectNode properties) {
        this.register = register;
        this.cells = cells;
        this.properties = properties;
    }

    void put() {
        switch (register) {
            case SHELTERS -> {
                if (cells.has(Meaning.TIER)) properties.put("tier", tier(cells.text(Meaning.TIER)));
                cells.copyCount(cells.has(Meaning.CAPACITY) ? Meaning.CAPACITY : Meaning.PERSONS, "capacityPersons", properties);
                cells.copyCount(Meaning.BEDS, "beds", properties);
            }
            case RISK_POINTS -> {
                properties.put("list", list().name());
                cells.copyCount(Meaning.HOUSEHOLDS, "threatenedHouseholds", properties);
                cells.copyCount(Meaning.PERSONS, "threatenedPersons", properties);
                cells.copy(Meaning.TRIGGER, "trigger", properties);
            }
            case TEAMS -> {
                cells.copy(Meaning.KIND, "teamClass", properties);
                cells.copyCount(cells.has(Meaning.STRENGTH) ? Meaning.STRENGTH : Meaning.PERSONS, "strengthPersons", properties);
                cells.copy(Meaning.EQUIPMENT, "equipment", properties);
            }
            case ENTERPRISES -> enterprise();
            case SUPPLIES -> supply();
            case SCREENS -> {
                choose(Meaning.KIND, "carrier", CARRIERS, Site.Carrier.BUILDING);
                cells.copy(Meaning.CONTROLLER, "controller", properties);
            }
            case CAMERAS -> camera();
            case STATIONS -> station();
            case VEHICLES -> {
                cells.copy(Meaning.CODE, "plate", properties);
                cells.copy(Meaning.ORGANISATION, "team", properties);
                source();
            }
            case PEOPLE -> {
                cells.copy(Meaning.DUTY, "duty", properties);
                cells.copy(Meaning.ORGANISATION, "organisation", properties);
            }
            case GRIDS -> {
                cells.copyCount(Meaning.HOUSEHOLDS, "households", properties);
                cells.copyCount(Meaning.PERSONS, "persons", properties);
            }
            case HOUSEHOLDS -> {
                cells.copyCount(Meaning.PERSONS, "persons", properties);
                cells.copyCount(Meaning.HELP, "needingHelp", properties);
                cells.copy(Meaning.EVACUATION_LIST, "evacuationList", properties);
                cells.copy(Meaning.SHELTER, "shelter", properties);
            }
        }
    }

    private void enterprise() {
        choose(Meaning.KIND, "branch", BRANCHES, Site.Branch.OTHER);
        cells.copyList(Meaning.TENANTS, "tenants", properties);
        cells.copyList(Meaning.SUBSTANCES, "substances", properties);
        if (cells.has(Meaning.GRADE)) properties.put("majorHazard", grade());
        cells.copyCount(Meaning.TANKS, "tanks", properties);
        cells.copyCount(Meaning.PERSONS, "dayPersons", properties);
        cells.copyCount(Meaning.NIGHT_PERSONS, "nightPersons", properties);
        cells.copyList(Meaning.TAGS, "tags", properties);
        cells.copy(Meaning.EVACUATION_LIST, "evacuationList", properties);
    }

    /** 一级, 二级重大危险源, 3, Ⅳ; 无 and nothing are none. */
    private int grade() {
        String text = cells.text(Meaning.GRADE);
        if (text.isEmpty() || text.matches("无|否|不构成|-|/|none")) return 0;
        for (String grades : new String[]{"一二三四", "1234", "ⅠⅡⅢⅣ", "1234"})
            for (int i = 0; i < grades.length(); i++)
                if (text.indexOf(grades.charAt(i)) >= 0) return i + 1;
        throw cells.wrong(Meaning.GRADE, "no_grade", "“" + text + "”不是重大危险源等级(一级至四级)", "“" + text + "” is no grade of a major hazard");
    }

    private void supply() {
        cells.copy(Meaning.NAME, "store", properties);
        cells.copy(Meaning.ITEM, "item", properties);
        cells.copyNumber(Meaning.AMOUNT, "amount", properties);
        cells.copy(Meaning.UNIT, "unit", properties);
        cells.date(Meaning.EXPIRY).ifPresent(date -> properties.put("expiry", date.toString()));
        choose(Meaning.STATE, "stage", STAGES, Site.Stage.HELD);
    }

    private void camera() {
        cells.copy(Meaning.STREAM, "streamUrl", properties);
        cells.copy(Meaning.REMARK, "sees", properties);
        String code = cells.text(Meaning.CODE);
        if (code.matches("\\d{20}")) properties.put("code", code).putArray("sources").add("gb28181:" + code);
    }

    private void station() {
        source();
        if (cells.has(Meaning.PROPERTY)) {
            var measured = properties.putArray("properties");
            String text = cells.text(Meaning.PROPERTY);
            MEASURED.forEach((word, property) -> {
                if (text.contains(word) || text.contains(property.name())) measured.add(property.name());
            });
        }
        cells.copyNumber(Meaning.WARNING_LEVEL, "warningLevel", properties);
        cells.copyNumber(Meaning.GUARANTEE_LEVEL, "guaranteeLevel", properties);
    }

    private void source() {
        String source = cells.text(Meaning.SOURCE);
        if (source.isEmpty()) return;
        if (!source.matches("[a-z0-9]+:.{1,100}"))
            throw cells.wrong(Meaning.SOURCE, "no_source", "“" + source + "”不像 sl651:0030745999",
                    "“" + source + "” is not like sl651:0030745999");
        properties.putArray("sources").add(source);
    }

    private static String tier(String text) {
        if (text.contains("县") || text.contains("区级") || text.equalsIgnoreCase("county")) return "county";
        return text.contains("镇") || text.contains("乡") || text.contains("街道") || text.equalsIgnoreCase("town") ? "town" : "village";
    }

    private Site.RiskList list() {
        String text = cells.text(Meaning.KIND);
        return Arrays.stream(Site.RiskList.values())
                .filter(list -> !text.isEmpty() && (list.name().equals(text) || list.title().contains(text) || text.contains(list.title())))
                .findFirst()
                .orElseThrow(() -> cells.wrong(Meaning.KIND, "no_risk_list", "“" + text + "”不是八张风险清单之一",
                        "“" + text + "” is none of the eight lists"));
    }

    /** By a word the cell holds, or the constant's own; what is not known is the last one. */
    private <E extends Enum<E>> void choose(Meaning meaning, String name, Map<String, E> words, E otherwise) {
        if (!cells.has(meaning)) return;
        String text = cells.text(meaning);
        var chosen = Arrays.stream(otherwise.getDeclaringClass().getEnumConstants())
                .filter(each -> each.name().replace("_", "").equalsIgnoreCase(text))
                .findFirst()
                .or(() -> words.entrySet().stream().filter(each -> text.contains(each.getKey())).map(Map.Entry::getValue).findFirst())
                .orElse(otherwise);
        properties.put(name, LiveJson.word(chosen));
    }
}
