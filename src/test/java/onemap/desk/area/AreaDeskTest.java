package onemap.desk.area;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import onemap.access.Principal;
import onemap.access.Role;
import onemap.desk.Sight;
import onemap.domain.Alarm;
import onemap.domain.Area;
import onemap.domain.Camera;
import onemap.domain.Change;
import onemap.domain.Flags;
import onemap.domain.Kind;
import onemap.domain.LiveObject;
import onemap.domain.LonLat;
import onemap.domain.Severity;
import onemap.domain.Site;
import onemap.domain.SourceId;
import onemap.domain.Track;
import onemap.flow.Directory;
import onemap.flow.RegisterRows;
import onemap.flow.Registers;
import onemap.flow.decision.DecisionLane.Refused;
import onemap.gis.Divisions;
import onemap.gis.GeoJson;
import onemap.live.Picture;
import onemap.journal.Draft;
import onemap.journal.MemoryJournal;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is counted of a small picture, invented so that each rule shows. */
class AreaDeskTest {
    private static final Instant NOW = Instant.parse("2026-07-18T06:32:00Z");
    private static final LonLat CENTRE = new LonLat(121.5, 29.5);
    private static final Ask SQUARE = new Ask.Polygon(
            List.of(new LonLat(121, 29), new LonLat(122, 29), new LonLat(122, 30), new LonLat(121, 30)));
    private static final Principal COUNTY = caller("");

    private final Picture picture = new Picture(() -> NOW);
    private final Directory directory = new Directory();
    private MemoryJournal journal;
    private AreaDesk desk;

    private static Principal caller(String area) { return caller(Role.DUTY_OFFICER, area); }

    private static Principal caller(Role role, String area) {
        return new Principal("u-1", "王值班", role, new Area(area), Principal.Means.TOKEN, "t", Optional.empty());
    }

    @BeforeEach void open() throws IOException {
        journal = new MemoryJournal("n1", () -> NOW, new java.util.Random(1));
        open(RegisterRows.of(journal));
    }

    private void open(RegisterRows rows) throws IOException {
        desk = new AreaDesk(
                new AreaDesk.Sources(picture, directory, rows, divisions()),
                new Sight(directory, id -> id), Duration.ofMinutes(15), Duration.ofMinutes(10), () -> NOW);
    }

    private static Divisions divisions() throws IOException {
        String square = "{\"type\":\"Polygon\",\"coordinates\":[[[121,29],[122,29],[122,30],[121,30],[121,29]]]}";
        String half = "{\"type\":\"Polygon\",\"coordinates\":[[[121,29],[121.5,29],[121.5,30],[121,30],[121,29]]]}";
        return Divisions.of(features("331099", square), features("331099001", half), List.of());
    }

    private static List<GeoJson.Feature> features(String code, String geometry) throws IOException {
        String text = "{\"type\":\"Feature\",\"properties\":{\"code\":\"" + code + "\",\"name\":\"名" + code + "\"},\"geometry\":" + geometry
                + "}";
        return List.of(GeoJson.read(new ByteArrayInputStream(("{\"type\":\"FeatureCollection\",\"features\":[" + text + "]}")
                .getBytes(StandardCharsets.UTF_8))).getFirst());
    }

    private void put(LiveObject object) { picture.apply(new Change.Put(object, true)); }

    private void site(String id, LonLat at, Site.Detail detail) { put(new Site("site:" + id, id, "东镇", at, detail, NOW, 1)); }

    private static AreaAnswer.Group group(AreaAnswer answer, Category category) {
        return answer.groups().stream().filter(each -> each.category() == category).findFirst().orElseThrow();
    }

    private static List<String> names(AreaAnswer answer, Category category) {
        return group(answer, category).items().stream().map(Item::name).toList();
    }

    @Test void nothingInsideAnswersEmptyListsOfEveryKind() {
        var answer = desk.answer(SQUARE, COUNTY);

        assertThat(answer.groups()).extracting(AreaAnswer.Group::category).containsExactly(Category.values());
        assertThat(answer.groups()).allMatch(group -> group.items().isEmpty() && group.sums().isEmpty());
        assertThat(answer.totals()).isEmpty();
    }

    @Test void sumsAreOfWhatLiesInsideOrOnTheEdgeNearestFirst() {
        site("角", new LonLat(121, 29), new Site.Shelter("town", 100, 40, true));
        site("中", CENTRE, new Site.Shelter("village", 30, 7, false));
        site("外", new LonLat(120.99999, 29), new Site.Shelter("county", 5000, 900, true));
        site("坡", CENTRE, new Site.RiskPoint(Site.RiskList.LANDSLIDE, 4, 11, "雨"));
        site("溪", CENTRE, new Site.RiskPoint(Site.RiskList.FLASH_FLOOD, 2, 5, "雨"));
        site("队", CENTRE, new Site.TeamBase("village", 12, "冲锋舟"));

        var answer = desk.answer(SQUARE, COUNTY);

        assertThat(names(answer, Category.SHELTERS)).containsExactly("中", "角");
        assertThat(group(answer, Category.SHELTERS).sums()).isEqualTo(Map.of(Figure.FREE_PLACES, 130L, Figure.BEDS, 47L));
        assertThat(names(answer, Category.LANDSLIDE)).containsExactly("坡");
        assertThat(answer.totals()).containsEntry(Figure.PERSONS_TO_MOVE, 16L)
                .containsEntry(Figure.HOUSEHOLDS_TO_MOVE, 6L)
                .containsEntry(Figure.STRENGTH, 12L);
        assertThat(group(answer, Category.SHELTERS).items().getLast().distanceMetres()).isBetween(73_000.0, 74_000.0);
    }

    @Test void everySiteOfTheEightListsStandsInItsOwn() {
        for (var list : Site.RiskList.values())
            site(list.title(), CENTRE, new Site.RiskPoint(list, 1, 3, ""));

        var answer = desk.answer(SQUARE, COUNTY);

        for (var list : Site.RiskList.values())
            assertThat(
                    answer.groups().stream().filter(group -> group.category().zh().equals(list.title())).findFirst().orElseThrow().items())
                    .extracting(Item::name)
                    .containsExactly(list.title());
    }

    private void track(String id, Track.TrackType type, Optional<Instant> observedAt) {
        var source = new SourceId("jt808:" + id);
        put(new Track(new Track.Identity(source.value(), id, type, "车", "", List.of(source), false, Optional.empty()), Optional.of(CENTRE),
                0, 0,
                0, observedAt, observedAt, Optional.empty(), source, 0, Flags.NONE, List.of(), 1));
    }

    @Test void whoFellSilentIsListedButNotCountedAsReporting() {
        track("准时", Track.TrackType.VEHICLE, Optional.of(NOW.minus(Duration.ofMinutes(15))));
        track("失联", Track.TrackType.VEHICLE, Optional.of(NOW.minus(Duration.ofMinutes(15)).minusMillis(1)));
        track("从未", Track.TrackType.DEVICE, Optional.empty());

        var vehicles = group(desk.answer(SQUARE, COUNTY), Category.VEHICLES);

        assertThat(vehicles.items()).hasSize(3);
        assertThat(vehicles.sums()).isEqualTo(Map.of(Figure.REPORTING, 1L, Figure.LOST, 2L));
    }

    @Test void aCameraIsOnlineOnlyWhileItSaysSo() {
        camera("在线", Optional.of(true), NOW.minusSeconds(60));
        camera("沉默", Optional.of(true), NOW.minus(Duration.ofMinutes(11)));
        camera("离线", Optional.of(false), NOW);
        camera("未报", Optional.empty(), NOW);

        var cameras = group(desk.answer(SQUARE, COUNTY), Category.CAMERAS);

        assertThat(cameras.sums()).isEqualTo(Map.of(Figure.ONLINE, 1L, Figure.OFFLINE, 1L, Figure.LOST, 2L));
    }

    private void camera(String id, Optional<Boolean> online, Instant at) {
        put(new Camera("gb28181:" + id, id, "", Optional.of(CENTRE), Optional.empty(), online, Optional.of(at), Optional.of(at), true, 1));
    }

    @Test void alarmsThatHaveEndedAreOver() {
        for (var state : Alarm.State.values())
            put(new Alarm("r.s." + state.ordinal(), "r", "s", state.word(), Optional.of(CENTRE), Severity.RED, "waterLevel", 8.4, 8, "m",
                    NOW,
                    NOW, "", state, Optional.empty(), Optional.empty(), 1));

        var alarms = group(desk.answer(SQUARE, COUNTY), Category.ALARMS);

        assertThat(alarms.items()).extracting(Item::name).containsExactlyInAnyOrder("active", "returned");
        assertThat(alarms.sums()).isEqualTo(Map.of(Figure.UNACKNOWLEDGED, 2L));
        assertThat(alarms.items().getFirst().words()).containsEntry(Word.READING, "8.4 m").containsEntry(Word.LEVEL, "red");
    }

    @Test void aTownSeesItsOwnThings() {
        site("本镇", CENTRE, new Site.Shelter("town", 100, 0, false));
        site("外镇", CENTRE, new Site.Shelter("town", 900, 0, false));
        directory.register(new Directory.Target(Optional.of(Kind.SITE), "site:本镇", Optional.of("331099001")), List.of());
        directory.register(new Directory.Target(Optional.of(Kind.SITE), "site:外镇", Optional.of("331099002")), List.of());

        var answer = desk.answer(SQUARE, caller("331099001"));

        assertThat(names(answer, Category.SHELTERS)).containsExactly("本镇");
        assertThat(answer.totals()).containsEntry(Figure.FREE_PLACES, 100L);
        assertThatThrownBy(() -> desk.answer(new Ask.Around("site:外镇", 100), caller("331099001"))).isInstanceOf(Refused.class)
                .hasMessageContaining("不在您的辖区");
        assertThatThrownBy(() -> desk.answer(new Ask.OfTown("331099"), caller("331099001"))).isInstanceOf(Refused.class);
        assertThat(desk.answer(new Ask.OfTown("331099001"), caller("331099001")).title()).isEqualTo("名331099001");
    }

    private static Site.Enterprise firm(Site.Branch branch, int majorHazard, int day, int night, String list) {
        return new Site.Enterprise(branch, List.of(), List.of("液氯", "液氨"), majorHazard, 0, day, night, List.of(), list);
    }

    @Test void aFirmWithPeopleOnNoEvacuationListIsToldApart() {
        site("在册", CENTRE, firm(Site.Branch.HAZARDOUS_CHEMICALS, 2, 80, 20, "园区名单"));
        site("漏登", CENTRE, firm(Site.Branch.SHARED_FACTORY, 0, 15, 40, " "));
        site("养老院", CENTRE, firm(Site.Branch.CARE_HOME, 0, 0, 0, ""));
        site("空厂房", CENTRE, firm(Site.Branch.OTHER, 0, 0, 0, ""));

        var answer = desk.answer(SQUARE, COUNTY);

        assertThat(names(answer, Category.ENTERPRISES)).containsExactlyInAnyOrder("在册", "漏登", "养老院", "空厂房");
        assertThat(names(answer, Category.ON_NO_LIST)).containsExactlyInAnyOrder("漏登", "养老院");
        assertThat(group(answer, Category.ON_NO_LIST).sums()).as("by night more").containsEntry(Figure.PERSONS, 40L);
        assertThat(answer.totals()).as("who stands in two lists counts once")
                .containsEntry(Figure.PERSONS, 120L)
                .containsEntry(Figure.MAJOR_HAZARDS, 1L);
        var item = group(answer, Category.ENTERPRISES).items().stream().filter(each -> each.name().equals("在册")).findFirst().orElseThrow();
        assertThat(item.words()).isEqualTo(
                Map.of(Word.BRANCH, "hazardousChemicals", Word.SUBSTANCES, "液氯、液氨", Word.EVACUATION_LIST, "园区名单"));
    }

    private void household(String id, String townCode, int persons,
            String list) { journal.record(List.of(Draft.of("u-1", Registers.PUT, "households:" + id,
                    """
                            {"type":"Feature","geometry":{"type":"Point","coordinates":[121.5,29.5]},"properties":{"register":"households","id":"%s","name":"%s",
                            "townCode":"%s","persons":%d,"evacuationList":"%s"}}"""
                            .formatted(id, id, townCode, persons, list)))); }

    @Test void householdsAreForWhoMaySeeContactsAndOfTheOwnTown() throws IOException {
        household("甲", "331099001", 4, "");
        household("乙", "331099001", 3, "沿溪名单");
        household("丙", "331099002", 7, "");
        open(RegisterRows.of(journal));

        var county = desk.answer(SQUARE, COUNTY);
        var town = desk.answer(SQUARE, caller("331099001"));
        var field = desk.answer(SQUARE, caller(Role.FIELD_MEMBER, ""));

        assertThat(names(county, Category.HOUSEHOLDS)).containsExactlyInAnyOrder("甲", "乙", "丙");
        assertThat(names(county, Category.ON_NO_LIST)).containsExactlyInAnyOrder("甲", "丙");
        assertThat(county.totals()).containsEntry(Figure.PERSONS, 14L);
        assertThat(names(town, Category.HOUSEHOLDS)).containsExactlyInAnyOrder("甲", "乙");
        assertThat(group(town, Category.ON_NO_LIST).sums()).isEqualTo(Map.of(Figure.PERSONS, 4L));
        assertThat(field.groups()).as("where somebody lives is not for everybody").allMatch(group -> group.items().isEmpty());
    }

    @Test void suppliesAndScreensSayWhatTheyAre() {
        site("冲锋舟", CENTRE, new Site.Supply("县库", "冲锋舟", 12.5, "艘", Site.Stage.IN_TRANSIT, Optional.empty()));
        site("大屏", CENTRE, new Site.Screen(Site.Carrier.MALL, "诺瓦"));

        var answer = desk.answer(SQUARE, COUNTY);

        assertThat(group(answer, Category.SUPPLIES).items().getFirst().words())
                .isEqualTo(Map.of(Word.AMOUNT, "12.5 艘", Word.STAGE, "inTransit"));
        assertThat(group(answer, Category.SCREENS).items().getFirst().words()).isEqualTo(Map.of(Word.CONTROLLER, "诺瓦"));
    }

    @Test void aThingWithoutAPlaceIsNotInsideAndHasNoSurroundings() {
        put(new Camera("gb28181:9", "库房", "", Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(),
                true, 1));

        assertThat(names(desk.answer(SQUARE, COUNTY), Category.CAMERAS)).isEmpty();
        assertThatThrownBy(() -> desk.answer(new Ask.Around("gb28181:9", 100), COUNTY)).isInstanceOf(Refused.class)
                .hasMessageContaining("尚未上图");
    }
}
