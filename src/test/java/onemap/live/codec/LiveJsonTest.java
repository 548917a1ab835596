package onemap.live.codec;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.TreeSet;
import onemap.live.RandomObjects;
import onemap.domain.Alarm;
import onemap.domain.CapAlert;
import onemap.domain.Flag;
import onemap.domain.Flags;
import onemap.domain.Kind;
import onemap.domain.LiveObject;
import onemap.domain.LonLat;
import onemap.domain.ObservedProperty;
import onemap.domain.Severity;
import onemap.domain.Site;
import onemap.domain.SourceId;
import onemap.domain.Station;
import onemap.domain.Track;
import onemap.domain.Warning;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.io.ParseException;
import org.locationtech.jts.io.WKTReader;

/** The Features of {@code docs/live.md}, read back by a JSON parser. */
class LiveJsonTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Instant NOON = Instant.parse("2026-08-01T12:00:00Z");
    private static final SourceId TRUCK = new SourceId("jt808:12076463279");

    @Test void writesATrack() throws IOException {
        var track = track(Optional.of(new LonLat(121.5, -29.123456789)), 13.89, Double.NaN);

        assertThat(text(track)).isEqualTo("""
                {"type":"Feature","id":"jt808:12076463279","geometry":{"type":"Point","coordinates":[121.5,-29.1234568]},\
                "properties":{"kind":"tracks","version":7,"name":"消防一号","trackType":"vehicle","glyph":"消","town":"望海镇","registered":true,\
                "sources":["jt808:12076463279"],"observedAt":"2026-08-01T12:00:00Z","receivedAt":"2026-08-01T12:00:01.500Z",\
                "source":"jt808:12076463279","altitudeMetres":12,"speedMetresPerSecond":13.89,"alarmBits":4294967295,\
                "flags":["noFix","resent"],"insideWarnings":["cap:1"]}}""");
    }

    @Test void writesTheHandleOnlyForTheStream() throws IOException {
        var sink = new ByteSink(16);

        LiveJson.write(track(Optional.empty(), 0, 0), OptionalInt.of(42), sink);

        var feature = JSON.readTree(sink.toBytes());
        assertThat(feature.at("/properties/handle").intValue()).isEqualTo(42);
        assertThat(feature.get("geometry").isNull()).isTrue();
    }

    @Test void writesAStationWithTheTimesOfItsNewestReading() throws IOException {
        var older = new Station.Reading(ObservedProperty.RAIN_1H, 12.5, Severity.ORANGE, NOON, NOON.plusSeconds(1), Optional.of(NOON),
                new SourceId("mqtt:a"), Flags.NONE);
        var newer = new Station.Reading(ObservedProperty.WATER_LEVEL, Double.NaN, Severity.BLUE, NOON.plusSeconds(60), NOON.plusSeconds(61),
                Optional.empty(), new SourceId("mqtt:b"), Flags.of(Flag.OUT_OF_RANGE));
        var identity = new Station.Identity("mqtt:a", "n", "雨", "t", Optional.empty(), List.of(new SourceId("mqtt:a")), true);

        var properties = properties(new Station(identity, Map.of("rain1h", older, "waterLevel", newer), 1));

        assertThat(properties.get("severity").textValue()).isEqualTo("orange");
        assertThat(properties.get("observedAt").textValue()).isEqualTo("2026-08-01T12:01:00Z");
        assertThat(properties.get("source").textValue()).isEqualTo("mqtt:b");
        assertThat(properties.get("readings")).isEqualTo(JSON.readTree(
                """
                        {"rain1h":{"value":12.5,"unit":"mm","level":"orange","observedAt":"2026-08-01T12:00:00Z","receivedAt":"2026-08-01T12:00:01Z",
                         "deviceTime":"2026-08-01T12:00:00Z","source":"mqtt:a","flags":[]},
                         "waterLevel":{"value":null,"unit":"m","level":"blue","observedAt":"2026-08-01T12:01:00Z","receivedAt":"2026-08-01T12:01:01Z",
                         "source":"mqtt:b","flags":["outOfRange"]}}"""));
    }

    @Test void writesARiskPoint() throws IOException {
        var site = new Site("site:1", "溪口", "t", new LonLat(1, 2), new Site.RiskPoint(Site.RiskList.RESERVOIR_RIVER, 3, 4, "x"), NOON, 1);

        assertThat(properties(site)).isEqualTo(JSON.readTree("""
                {"kind":"sites","version":1,"name":"溪口","glyph":"塘","town":"t","siteType":"riskPoint","riskList":"reservoirRiver",
                 "riskListTitle":"山塘水库河网","threatenedHouseholds":3,"threatenedPersons":4,"trigger":"x","source":"register",
                 "observedAt":"2026-08-01T12:00:00Z","receivedAt":"2026-08-01T12:00:00Z"}"""));
    }

    @Test void writesAWarningWithItsAreaAsMultiPolygonTurnedTheRightWay() throws IOException, ParseException {
        var area = new WKTReader().read("POLYGON ((0 0, 0 4, 4 4, 4 0, 0 0), (1 1, 2 1, 2 2, 1 2, 1 1))"); // outer clockwise, hole counter-clockwise
        var warning = new Warning("cap:1@b", alert(), Severity.RED, Warning.State.SUPERSEDED, Optional.of(area), NOON, true,
                Optional.of("cap:2"), NOON, 1);

        var feature = JSON.readTree(LiveJson.feature(warning));

        assertThat(feature.get("geometry")).isEqualTo(JSON.readTree("""
                {"type":"MultiPolygon","coordinates":[[[[0,0],[4,0],[4,4],[0,4],[0,0]],[[1,1],[1,2],[2,2],[2,1],[1,1]]]]}"""));
        var properties = feature.get("properties");
        assertThat(properties.get("name").textValue()).isEqualTo("暴雨红色预警");
        assertThat(properties.get("status").textValue()).isEqualTo("Actual");
        assertThat(properties.get("messageType").textValue()).isEqualTo("Update");
        assertThat(properties.get("source").textValue()).isEqualTo("cap:1");
        assertThat(properties.get("divisionCodes")).isEqualTo(JSON.readTree("[\"330225\"]"));
        assertThat(properties.get("areaDesc").textValue()).isEqualTo("望海县");
    }

    @Test void writesNoGeometryForAWarningWithoutArea() throws IOException, ParseException {
        for (var area : List.of(Optional.<String>empty(), Optional.of("POLYGON EMPTY"), Optional.of("POINT (1 2)"))) {
            var geometry = area.isEmpty() ? null : new WKTReader().read(area.get());
            var warning = new Warning("cap:1", alert(), Severity.RED, Warning.State.ACTIVE, Optional.ofNullable(geometry), NOON, true,
                    Optional.empty(), NOON, 1);

            assertThat(JSON.readTree(LiveJson.feature(warning)).get("geometry").isNull()).isTrue();
        }
    }

    @Test void writesAnAcknowledgedAlarm() throws IOException {
        var alarm = new Alarm("r.mqtt:a.1", "r", "mqtt:a", "n", Optional.empty(), Severity.RED, "rain1h", 51, 50, "mm", NOON, NOON, "k",
                Alarm.State.RETURNED, Optional.of(new Alarm.Acknowledgement("console", "本机值班员", NOON, "node", 5)), Optional.of(NOON), 2);

        assertThat(properties(alarm)).isEqualTo(JSON.readTree(
                """
                        {"kind":"alarms","version":2,"name":"n","rule":"r","objectId":"mqtt:a","objectName":"n","severity":"red","property":"rain1h",
                         "value":51,"limit":50,"unit":"mm","raisedAt":"2026-08-01T12:00:00Z","observedAt":"2026-08-01T12:00:00Z","adviceKey":"k",
                         "state":"returned","acknowledged":true,"acknowledgedBy":"console","acknowledgedByName":"本机值班员",
                         "acknowledgedAt":"2026-08-01T12:00:00Z","returnedAt":"2026-08-01T12:00:00Z"}"""));
    }

    @Test void escapesWhatJsonCannotHold() throws IOException {
        var name = "\"\\/\b\f\n\r\t\u0000\u001f\u007f\u2028é望🚒";

        var back = properties(named(name)).get("name").textValue();

        assertThat(back).isEqualTo(name);
    }

    @Test void replacesLoneSurrogates() throws IOException {
        assertThat(properties(named("a\ud83db\udfff\ud83d\ude92\ud83d")).get("name").textValue())
                .isEqualTo("a\ufffdb\ufffd\ud83d\ude92\ufffd");
    }

    @Test void writesNumbersThatEveryParserReadsBack() throws IOException {
        for (double number : new double[]{0, -0.5, 1e-7, 0.1 + 0.2, 1e15, 123456789012345.0, Double.MAX_VALUE, Double.MIN_VALUE, -1e300}) {
            var sink = new ByteSink(8);
            new JsonWriter(sink).value(number);

            assertThat(JSON.readTree(sink.toBytes()).doubleValue()).isEqualTo(number);
        }
    }

    @Test void roundsCoordinatesToSevenDecimals() {
        assertThat(coordinate(-180)).isEqualTo("-180");
        assertThat(coordinate(0.00000004)).isEqualTo("0");
        assertThat(coordinate(-0.00000004)).isEqualTo("0");
        assertThat(coordinate(0.00000005)).isEqualTo("0.0000001");
        assertThat(coordinate(-0.1)).isEqualTo("-0.1");
        assertThat(coordinate(121.99999999)).isEqualTo("122");
        assertThat(coordinate(29.0100203)).isEqualTo("29.0100203");
    }

    @Test void writesOneFormWhateverTheValues() throws IOException {
        var random = new SplittableRandom(5);
        var objects = new RandomObjects(random);
        for (Kind kind : Kind.values())
            for (int i = 0; i < 200; i++) {
                var feature = JSON.readTree(LiveJson.feature(objects.of(kind, "feed:1", i)));

                assertThat(new TreeSet<>(feature.propertyStream().map(Map.Entry::getKey).toList())).containsExactly("geometry", "id",
                        "properties", "type");
                assertThat(feature.at("/properties/version").intValue()).isEqualTo(i);
            }
    }

    private static Track track(Optional<LonLat> place, double speedMetresPerSecond, double headingDegrees) {
        var identity = new Track.Identity(TRUCK.value(), "消防一号", Track.TrackType.VEHICLE, "消", "望海镇", List.of(TRUCK), true,
                Optional.empty());
        return new Track(identity, place, 12, speedMetresPerSecond, headingDegrees, Optional.of(NOON),
                Optional.of(NOON.plusMillis(1500)), Optional.empty(), TRUCK, -1, Flags.of(Flag.RESENT).with(Flag.NO_FIX), List.of("cap:1"),
                7);
    }

    private static LiveObject named(String name) {
        return new Site("site:1", name, "", new LonLat(0, 0), new Site.TeamBase("", 0, ""), NOON, 1);
    }

    private static CapAlert alert() {
        var area = new CapAlert.Area("望海县", List.of(), List.of(), List.of("330225"), List.of());
        var english = new CapAlert.Info("en", "Rain", Optional.empty(), "", "", "", Severity.RED, Optional.empty(), Optional.empty(),
                Optional.empty(), "", "Heavy rain", "", "", List.of(area));
        var chinese = new CapAlert.Info("zh-CN", "暴雨", Optional.of("11B03"), "Immediate", "Extreme", "Observed", Severity.RED,
                Optional.of(NOON), Optional.empty(), Optional.empty(), "气象台", "暴雨红色预警", "d", "i", List.of(area));
        return new CapAlert("CAP 1.2", "1", "b", NOON, CapAlert.Status.ACTUAL, CapAlert.MessageType.UPDATE, "Public", "", List.of(),
                List.of(english, chinese));
    }

    private static String coordinate(double degrees) {
        var sink = new ByteSink(8);
        new JsonWriter(sink).coordinate(degrees);
        return new String(sink.toBytes(), StandardCharsets.UTF_8);
    }

    private static String text(LiveObject object) { return new String(LiveJson.feature(object), StandardCharsets.UTF_8); }

    private static JsonNode properties(LiveObject object) throws IOException {
        return JSON.readTree(LiveJson.feature(object)).get("properties");
    }
}
