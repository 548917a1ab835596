package onemap.web.ogc;

import java.util.List;
import java.util.Optional;
import onemap.domain.Kind;
import onemap.domain.Site;
import onemap.web.ogc.FeatureType.Fields;

/** The collections that are served, in the order they are listed: one line for each. */
final class FeatureTypes {
    private static final Fields SITES = new Fields(
            "siteType tier riskList riskListTitle trigger teamClass equipment branch evacuationList store item unit stage expiry carrier controller",
            "capacityPersons beds threatenedHouseholds threatenedPersons strengthPersons majorHazard tanks dayPersons nightPersons amount",
            "generator", "");
    private static final Fields WARNINGS = new Fields(
            "id name identifier sender profile status messageType state severity event eventCode headline description instruction senderName "
                    + "urgency capSeverity certainty areaDesc endedBy source",
            "", "expiryAssumed", "observedAt receivedAt sent effective onset expires");
    /** The limit that was passed is in the features only: as a parameter the word means the length of a page. */
    private static final Fields ALARMS = new Fields(
            "id name rule objectId objectName severity property unit adviceKey state acknowledgedBy acknowledgedByName", "value",
            "acknowledged", "raisedAt observedAt returnedAt acknowledgedAt");

    private static final List<FeatureType> ALL = List.of(
            FeatureType.of(Kind.TRACK, "Tracks 移动目标", "Vehicles, vessels, teams and devices that report their position. 上报位置的车辆、船舶、队伍和终端",
                    new Fields("trackType", "altitudeMetres speedMetresPerSecond headingDegrees alarmBits", "registered", "").common()),
            FeatureType.of(Kind.STATION, "Stations 监测站", "Measuring stations with their newest readings. 监测站及最新读数",
                    new Fields("severity", "", "registered", "").common()),
            FeatureType.of(Kind.SITE, "Sites 点位", "Everything fixed of the registers. 各类清单中的固定点位", SITES.common()),
            FeatureType.of(Kind.CAMERA, "Cameras 摄像机", "Cameras and whether they are on line. 摄像机及在线状态",
                    new Fields("id name town source streamUrl", "", "registered online", "observedAt receivedAt")),
            FeatureType.of(Kind.WARNING, "Warnings 预警", "Warnings of authorities with their areas, in the words of CAP 1.2. 预警及其范围",
                    WARNINGS),
            FeatureType.of(Kind.ALARM, "Alarms 告警", "Open alarms of the county's own rules. 未结束的告警", ALARMS),
            FeatureType.register("shelters", Site.Shelter.class, "Shelters 避灾安置场所", "Shelters and how many persons they take. 避灾点及容纳人数",
                    new Fields("tier", "capacityPersons beds", "generator", "")),
            FeatureType.register("riskPoints", Site.RiskPoint.class, "Risk points 风险隐患点",
                    "Rows of the eight lists and whom they threaten. 八张风险清单及受威胁人员",
                    new Fields("riskList riskListTitle trigger", "threatenedHouseholds threatenedPersons", "", "")),
            FeatureType.register("teams", Site.TeamBase.class, "Teams 救援队伍",
                    "Rescue teams at their bases, with strength and equipment. 驻地队伍、人数和装备",
                    new Fields("teamClass equipment", "strengthPersons", "", "")),
            FeatureType.register("enterprises", Site.Enterprise.class, "Enterprises 重点企业",
                    "Firms that need care in a disaster, with substances and major-hazard grade. 一厂多租、危化品使用、生物化工企业和养老机构",
                    new Fields("branch evacuationList", "majorHazard tanks dayPersons nightPersons", "", "")),
            FeatureType.register("supplies", Site.Supply.class, "Supplies 应急物资", "What lies in which store. 各仓库储备物资",
                    new Fields("store item unit stage expiry", "amount", "", "")),
            FeatureType.register("screens", Site.Screen.class, "Public screens 宣传屏",
                    "Public screens and who puts pictures on them. 公共宣传屏及控制器",
                    new Fields("carrier controller", "", "", "")));

    private FeatureTypes() {}

    static List<FeatureType> all() { return ALL; }

    static List<String> ids() { return ALL.stream().map(FeatureType::id).toList(); }

    static Optional<FeatureType> find(String id) { return ALL.stream().filter(type -> type.id().equals(id)).findFirst(); }
}
