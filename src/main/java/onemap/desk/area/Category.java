package onemap.desk.area;

import onemap.domain.Site;

/** One kind of thing in an area answer, in the order of the answer: one line for each, and one in {@link Facts} that says what falls under it. */
public enum Category {
    ALARMS("alarms", "未结束告警", "Open alarms"), //
    WARNINGS("warnings", "生效预警", "Warnings in force"), //
    FLASH_FLOOD("risk.flashFlood", Site.RiskList.FLASH_FLOOD.title(), "Flash floods"), //
    RESERVOIR_RIVER("risk.reservoirRiver", Site.RiskList.RESERVOIR_RIVER.title(), "Reservoirs and rivers"), //
    LANDSLIDE("risk.landslide", Site.RiskList.LANDSLIDE.title(), "Landslides"), //
    SEA("risk.sea", Site.RiskList.SEA.title(), "Sea"), //
    ROAD("risk.road", Site.RiskList.ROAD.title(), "Roads"), //
    INDUSTRY("risk.industry", Site.RiskList.INDUSTRY.title(), "Industry"), //
    WATERLOGGING("risk.waterlogging", Site.RiskList.WATERLOGGING.title(), "Waterlogging"), //
    TOURISM("risk.tourism", Site.RiskList.TOURISM.title(), "Tourism"), //
    SHELTERS("shelters", "避灾安置场所", "Shelters"), //
    /** Who or what would be forgotten: households, firms and homes on no evacuation list 转移名单. */
    ON_NO_LIST("onNoList", "未列入转移名单", "On no evacuation list"), //
    HOUSEHOLDS("households", "转移对象户", "Households to move"), //
    ENTERPRISES("enterprises", "重点企业", "Enterprises"), //
    TEAMS("teams", "救援队伍", "Teams"), //
    VEHICLES("vehicles", "车辆与终端", "Vehicles and devices"), //
    SUPPLIES("supplies", "应急物资", "Supplies"), //
    STATIONS("stations", "监测站", "Stations"), //
    CAMERAS("cameras", "摄像机", "Cameras"), //
    SCREENS("screens", "公共宣传屏", "Public screens");

    private final String key;
    private final String zh;
    private final String en;

    Category(String key, String zh, String en) {
        this.key = key;
        this.zh = zh;
        this.en = en;
    }

    /** In JSON and as the name of a layer. */
    public String key() { return key; }

    public String zh() { return zh; }

    public String en() { return en; }
}
