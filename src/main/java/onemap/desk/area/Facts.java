package onemap.desk.area;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import onemap.domain.Alarm;
import onemap.domain.Camera;
import onemap.domain.CapAlert;
import onemap.domain.LiveObject;
import onemap.domain.LonLat;
import onemap.domain.register.Particulars;
import onemap.live.codec.LiveJson;
import onemap.domain.Severity;
import onemap.domain.Site;
import onemap.domain.Station;
import onemap.domain.Track;
import onemap.domain.Warning;
import onemap.flow.RegisterRows;
import onemap.gis.ground.Ground;
import org.locationtech.jts.geom.Geometry;

/** What an area answer tells of a thing, kind by kind: under which categories it falls, its figures, its words. Thread-safe. */
final class Facts {
    private final RegisterRows rows;
    private final Silence silence;

    /**
     * Ages beyond which a thing is lost 失联, as screens judge them.
     *
     * @param tracks  of what moves
     * @param cameras of cameras
     */
    record Silence(Duration tracks, Duration cameras) {}

    private record Said(String name, String town, Optional<Instant> at, Map<Figure, Long> figures, Map<Word, String> words) {}

    Facts(RegisterRows rows, Silence silence) {
        this.rows = rows;
        this.silence = silence;
    }

    /** In which lists it stands; in none when it is over. */
    static List<Category> categories(LiveObject object) {
        return switch (object) {
            case Track track -> List.of(track.identity().type() == Track.TrackType.TEAM ? Category.TEAMS : Category.VEHICLES);
            case Station station -> List.of(Category.STATIONS);
            case Camera camera -> List.of(Category.CAMERAS);
            case Alarm alarm -> alarm.state() == Alarm.State.ENDED ? List.of() : List.of(Category.ALARMS);
            case Warning warning -> warning.state() == Warning.State.ACTIVE ? List.of(Category.WARNINGS) : List.of();
            case Site site -> switch (site.detail()) {
                case Site.Shelter shelter -> List.of(Category.SHELTERS);
                case Site.RiskPoint risk -> List.of(of(risk.list()));
                case Site.TeamBase team -> List.of(Category.TEAMS);
                case Site.Enterprise firm when holdsPeople(firm) && firm.evacuationList().isBlank() ->
                    List.of(Category.ENTERPRISES, Category.ON_NO_LIST);
                case Site.Enterprise firm -> List.of(Category.ENTERPRISES);
                case Site.Supply supply -> List.of(Category.SUPPLIES);
                case Site.Screen screen -> List.of(Category.SCREENS);
            };
        };
    }

    private static boolean holdsPeople(Site.Enterprise firm) {
        return firm.dayPersons() > 0 || firm.nightPersons() > 0 || firm.branch() == Site.Branch.CARE_HOME;
    }

    /** In which lists a household stands. */
    static List<Category> categories(Particulars.Household household) {
        return household.evacuationList().isBlank()
                ? List.of(Category.HOUSEHOLDS, Category.ON_NO_LIST)
                : List.of(Category.HOUSEHOLDS);
    }

    /** A household, which is on no map. */
    static Item item(RegisterRows.Standing standing, LonLat place, Particulars.Household household, Ground ground) {
        var row = standing.row();
        return new Item(row.objectId(), row.name(), row.town(), place, Optional.empty(), ground.distanceMetres(place),
                Optional.of(standing.at()), Map.of(Figure.PERSONS, (long) household.persons()),
                Map.of(Word.EVACUATION_LIST, household.evacuationList()));
    }

    private static Category of(Site.RiskList list) {
        return switch (list) {
            case FLASH_FLOOD -> Category.FLASH_FLOOD;
            case RESERVOIR_RIVER -> Category.RESERVOIR_RIVER;
            case LANDSLIDE -> Category.LANDSLIDE;
            case SEA -> Category.SEA;
            case ROAD -> Category.ROAD;
            case INDUSTRY -> Category.INDUSTRY;
            case WATERLOGGING -> Category.WATERLOGGING;
            case TOURISM -> Category.TOURISM;
        };
    }

    /** @param object that has a place */
    Item item(LiveObject object, Ground ground, Instant now) {
        var said = said(object, now);
        var place = object.place().orElseThrow();
        var area = object instanceof Warning warning ? warning.area() : Optional.<Geometry>empty();
        return new Item(object.id(), said.name, said.town, place, area, ground.distanceMetres(place), said.at, said.figures, said.words);
    }

    private Said said(LiveObject object, Instant now) {
        return switch (object) {
            case Track track -> track(track, now);
            case Station station -> station(station);
            case Camera camera -> camera(camera, now);
            case Site site ->
                new Said(site.name(), site.town(), Optional.of(site.enteredAt()), figures(site.detail()), words(site.detail()));
            case Alarm alarm -> new Said(alarm.objectName(), rows.find(alarm.objectId()).map(row -> row.row().town()).orElse(""),
                    Optional.of(alarm.raisedAt()),
                    Map.of(Figure.UNACKNOWLEDGED, alarm.acknowledgement().isEmpty() ? 1L : 0L),
                    Map.of(Word.LEVEL, alarm.severity().word(), Word.STATE, alarm.state().word(), Word.PROPERTY, alarm.property(),
                            Word.READING, reading(alarm.value(), alarm.unit())));
            case Warning warning -> new Said(nameOf(warning), "", Optional.of(warning.alert().sent()), Map.of(),
                    Map.of(Word.LEVEL, warning.level().word(), Word.STATE, warning.state().word()));
        };
    }

    private static Map<Figure, Long> figures(Site.Detail detail) {
        return switch (detail) {
            case Site.Shelter shelter -> Map.of(Figure.FREE_PLACES, (long) shelter.capacityPersons(), Figure.BEDS, (long) shelter.beds());
            case Site.RiskPoint risk -> Map.of(Figure.PERSONS_TO_MOVE, (long) risk.threatenedPersons(), Figure.HOUSEHOLDS_TO_MOVE,
                    (long) risk.threatenedHouseholds());
            case Site.TeamBase team -> Map.of(Figure.STRENGTH, (long) team.strengthPersons());
            case Site.Enterprise firm -> Map.of(Figure.PERSONS, (long) Math.max(firm.dayPersons(), firm.nightPersons()),
                    Figure.MAJOR_HAZARDS, firm.majorHazard() > 0 ? 1L : 0L);
            case Site.Supply supply -> Map.of();
            case Site.Screen screen -> Map.of();
        };
    }

    private static Map<Word, String> words(Site.Detail detail) {
        return switch (detail) {
            case Site.Shelter shelter -> Map.of(Word.TIER, shelter.tier());
            case Site.RiskPoint risk -> Map.of(Word.TRIGGER, risk.trigger());
            case Site.TeamBase team -> Map.of(Word.TEAM_CLASS, team.teamClass(), Word.EQUIPMENT, team.equipment());
            case Site.Enterprise firm -> Map.of(Word.BRANCH, LiveJson.word(firm.branch()), Word.SUBSTANCES,
                    String.join("、", firm.substances()), Word.EVACUATION_LIST, firm.evacuationList());
            case Site.Supply supply ->
                Map.of(Word.AMOUNT, reading(supply.amount(), supply.unit()), Word.STAGE, LiveJson.word(supply.stage()));
            case Site.Screen screen -> Map.of(Word.CONTROLLER, screen.controller());
        };
    }

    /** A team with a tracker is as strong as its row in the register says. */
    private Said track(Track track, Instant now) {
        var identity = track.identity();
        boolean heard = isHeard(track.observedAt(), silence.tracks, now);
        var state = Map.of(Word.STATE, heard ? "reporting" : "lost");
        if (identity.type() != Track.TrackType.TEAM)
            return new Said(identity.name(), identity.town(), track.observedAt(), counted(Figure.REPORTING, heard), state);
        var row = rows.find(track.id()).map(standing -> standing.row().properties());
        return new Said(identity.name(), identity.town(), track.observedAt(),
                Map.of(Figure.STRENGTH, row.map(each -> each.path("strengthPersons").asLong()).orElse(0L), Figure.REPORTING,
                        heard ? 1L : 0L,
                        Figure.LOST, heard ? 0L : 1L),
                Map.of(Word.STATE, heard ? "reporting" : "lost", Word.TEAM_CLASS,
                        row.map(each -> each.path("teamClass").asText()).orElse(""),
                        Word.EQUIPMENT, row.map(each -> each.path("equipment").asText()).orElse("")));
    }

    /** Who said it was on line and then fell silent is lost. */
    private Said camera(Camera camera, Instant now) {
        boolean heard = isHeard(camera.observedAt(), silence.cameras, now);
        Figure state = !heard || camera.online().isEmpty() ? Figure.LOST : camera.online().get() ? Figure.ONLINE : Figure.OFFLINE;
        return new Said(camera.name(), camera.town(), camera.observedAt(), Map.of(Figure.ONLINE, state == Figure.ONLINE ? 1L : 0L,
                Figure.OFFLINE, state == Figure.OFFLINE ? 1L : 0L, Figure.LOST, state == Figure.LOST ? 1L : 0L),
                Map.of(Word.STATE, state.key()));
    }

    /** Its worst reading, of several alike the newest. */
    private static Said station(Station station) {
        var worst = station.readings()
                .values()
                .stream()
                .max(Comparator.comparing(Station.Reading::level).thenComparing(Station.Reading::observedAt));
        var newest = station.readings().values().stream().map(Station.Reading::observedAt).max(Comparator.naturalOrder());
        boolean over = station.severity() != Severity.NONE;
        return new Said(station.identity().name(), station.identity().town(), newest, Map.of(Figure.OVER_LIMIT, over ? 1L : 0L),
                worst.map(reading -> Map.of(Word.LEVEL, reading.level().word(), Word.PROPERTY, reading.property().name(), Word.READING,
                        reading(reading.value(), reading.property().unit()))).orElse(Map.of(Word.LEVEL, "none")));
    }

    private static Map<Figure, Long> counted(Figure figure, boolean heard) {
        return Map.of(figure, heard ? 1L : 0L, Figure.LOST, heard ? 0L : 1L);
    }

    private static boolean isHeard(Optional<Instant> at, Duration limit, Instant now) {
        return at.filter(told -> !told.isBefore(now.minus(limit))).isPresent();
    }

    private static String reading(double value, String unit) {
        if (!Double.isFinite(value)) return "";
        return (BigDecimal.valueOf(value).setScale(2, RoundingMode.HALF_UP).stripTrailingZeros().toPlainString() + " " + unit)
                .strip();
    }

    /** What people call it. */
    String nameOf(LiveObject object) { return said(object, Instant.EPOCH).name; }

    static String nameOf(Warning warning) {
        return warning.alert()
                .infos()
                .stream()
                .map(CapAlert.Info::headline)
                .filter(text -> !text.isBlank())
                .findFirst()
                .orElse(warning.alert().identifier());
    }
}
