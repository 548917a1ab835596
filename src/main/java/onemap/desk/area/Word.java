package onemap.desk.area;

import java.util.Map;

/** What is said of things beside their figures, in the order it is told. */
public enum Word {
    LEVEL("level", "级别", Map.of("red", "红色", "orange", "橙色", "yellow", "黄色", "blue", "蓝色", "none", "")), //
    STATE("state", "状态", Map.of("active", "活动", "returned", "已恢复", "online", "在线", "offline", "离线", "lost", "失联", "reporting", "在线上报")), //
    PROPERTY("property", "要素", Map.of("waterLevel", "水位", "tideLevel", "潮位", "rain1h", "1 小时雨量", "rain3h", "3 小时雨量", "rain24h", "24 小时雨量",
            "windSpeed", "风速", "flow", "流量", "airTemperature", "气温", "displacementRate", "位移速率", "waterDepth", "积水深度")), //
    READING("reading", "读数", Map.of()), //
    TIER("tier", "层级", Map.of("county", "县级", "town", "乡镇级", "village", "村级")), //
    TEAM_CLASS("teamClass", "队伍类别",
            Map.of("county", "县级", "town", "乡镇", "village", "村", "professional", "专业", "expert", "专家", "social", "社会")), //
    EQUIPMENT("equipment", "装备", Map.of()), //
    TRIGGER("trigger", "触发指标", Map.of()), //
    BRANCH("branch", "企业类别",
            Map.of("sharedFactory", "一厂多租", "hazardousChemicals", "危化品使用", "bioChemical", "生物化工", "careHome", "养老机构", "other", "其他")), //
    SUBSTANCES("substances", "危险物质", Map.of()), //
    EVACUATION_LIST("evacuationList", "转移名单", Map.of()), //
    AMOUNT("amount", "数量", Map.of()), //
    STAGE("stage", "物资状态", Map.of("held", "在库", "inTransit", "在途", "received", "已签收")), //
    CONTROLLER("controller", "控制器", Map.of());

    private final String key;
    private final String zh;
    private final Map<String, String> values;

    Word(String key, String zh, Map<String, String> values) {
        this.key = key;
        this.zh = zh;
        this.values = values;
    }

    /** In JSON and as the name of a column. */
    public String key() { return key; }

    public String zh() { return zh; }

    /** A value for people who read a file; one in no list stands for itself. */
    public String told(String value) {
        return values.getOrDefault(value, value);
    }
}
