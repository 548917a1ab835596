package onemap.live.codec;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.TreeMap;
import onemap.domain.Alarm;
import onemap.domain.Camera;
import onemap.domain.LiveObject;
import onemap.domain.Site;
import onemap.domain.SourceId;
import onemap.domain.Station;
import onemap.domain.Track;
import onemap.domain.Warning;

/** Live objects as GeoJSON Features, as {@code docs/live.md} lists them; the stream and the OGC API write the same. */
public final class LiveJson {
    private LiveJson() {}

    /** The Feature in UTF-8. */
    public static byte[] feature(LiveObject object) {
        var sink = new ByteSink(1024);
        write(object, OptionalInt.empty(), sink);
        return sink.toBytes();
    }

    /** The Feature at the end of the sink; {@code handle} is what names a track in the stream's moves. */
    public static void write(LiveObject object, OptionalInt handle, ByteSink sink) {
        var json = new JsonWriter(sink).beginObject().member("type", "Feature").member("id", object.id());
        if (object instanceof Warning warning) GeometryJson.multiPolygon(warning.area(), json);
        else
            GeometryJson.point(object.place(), json);
        json.name("properties").beginObject();
        json.member("kind", object.kind().collection()).member("version", object.version());
        switch (object) {
            case Track track -> track(track, handle, json);
            case Station station -> station(station, json);
            case Site site -> site(site, json);
            case Camera camera -> camera(camera, json);
            case Warning warning -> WarningJson.properties(warning, json);
            case Alarm alarm -> alarm(alarm, json);
        }
        json.endObject().endObject();
    }

    private static void track(Track track, OptionalInt handle, JsonWriter json) {
        var identity = track.identity();
        json.member("name", identity.name());
        if (handle.isPresent()) json.member("handle", handle.getAsInt());
        json.member("trackType", word(identity.type())).member("glyph", identity.glyph()).member("town", identity.town());
        json.member("registered", identity.registered()).array("sources", identity.sources(), source -> json.value(source.value()));
        json.memberOrNull("observedAt", track.observedAt()).memberOrNull("receivedAt", track.receivedAt());
        json.timeIfPresent("deviceTime", track.deviceTime()).member("source", track.source().value());
        json.memberIfTold("altitudeMetres", track.altitudeMetres()).memberIfTold("speedMetresPerSecond", track.speedMetresPerSecond());
        json.memberIfTold("headingDegrees", track.headingDegrees()).member("alarmBits", Integer.toUnsignedLong(track.alarmBits()));
        json.texts("flags", track.flags().words()).texts("insideWarnings", track.insideWarnings());
    }

    private static void station(Station station, JsonWriter json) {
        var identity = station.identity();
        json.member("name", identity.name()).member("glyph", identity.glyph()).member("town", identity.town());
        json.member("registered", identity.registered()).array("sources", identity.sources(), source -> json.value(source.value()));
        json.member("severity", station.severity().word());
        var newest = station.readings().values().stream().max(Comparator.comparing(Station.Reading::observedAt));
        json.memberOrNull("observedAt", newest.map(Station.Reading::observedAt));
        json.memberOrNull("receivedAt", newest.map(Station.Reading::receivedAt));
        json.member("source", newest.map(Station.Reading::source).map(SourceId::value).orElse(identity.id()));
        json.name("readings").beginObject();
        new TreeMap<>(station.readings()).forEach((property, reading) -> reading(property, reading, json));
        json.endObject();
    }

    private static void reading(String property, Station.Reading reading, JsonWriter json) {
        json.name(property).beginObject();
        json.member("value", reading.value()).member("unit", reading.property().unit());
        json.member("level", reading.level().word());
        json.member("observedAt", reading.observedAt()).member("receivedAt", reading.receivedAt());
        json.timeIfPresent("deviceTime", reading.deviceTime()).member("source", reading.source().value());
        json.texts("flags", reading.flags().words()).endObject();
    }

    private static void site(Site site, JsonWriter json) {
        json.member("name", site.name()).member("glyph", glyph(site.detail())).member("town", site.town());
        switch (site.detail()) {
            case Site.Shelter shelter -> {
                json.member("siteType", "shelter").member("tier", shelter.tier());
                json.member("capacityPersons", shelter.capacityPersons()).member("beds", shelter.beds());
                json.member("generator", shelter.generator());
            }
            case Site.RiskPoint risk -> {
                json.member("siteType", "riskPoint").member("riskList", word(risk.list())).member("riskListTitle", risk.list().title());
                json.member("threatenedHouseholds", risk.threatenedHouseholds()).member("threatenedPersons", risk.threatenedPersons());
                json.member("trigger", risk.trigger());
            }
            case Site.TeamBase team -> {
                json.member("siteType", "team").member("teamClass", team.teamClass());
                json.member("strengthPersons", team.strengthPersons()).member("equipment", team.equipment());
            }
            case Site.Enterprise firm -> {
                json.member("siteType", "enterprise").member("branch", word(firm.branch())).texts("tenants", firm.tenants());
                json.texts("substances", firm.substances()).member("majorHazard", firm.majorHazard()).member("tanks", firm.tanks());
                json.member("dayPersons", firm.dayPersons()).member("nightPersons", firm.nightPersons());
                json.texts("tags", firm.tags()).member("evacuationList", firm.evacuationList());
            }
            case Site.Supply supply -> {
                json.member("siteType", "supply").member("store", supply.store()).member("item", supply.item());
                json.member("amount", supply.amount()).member("unit", supply.unit()).member("stage", word(supply.stage()));
                json.textIfPresent("expiry", supply.expiry().map(LocalDate::toString));
            }
            case Site.Screen screen ->
                json.member("siteType", "screen").member("carrier", word(screen.carrier())).member("controller", screen.controller());
        }
        json.member("source", "register").member("observedAt", site.enteredAt()).member("receivedAt", site.enteredAt());
    }

    private static void camera(Camera camera, JsonWriter json) {
        json.member("name", camera.name()).member("town", camera.town()).member("registered", camera.registered());
        json.textIfPresent("streamUrl", camera.streamUrl()).name("online");
        if (camera.online().isPresent()) json.value(camera.online().get());
        else
            json.nothing();
        json.timeIfPresent("observedAt", camera.observedAt()).timeIfPresent("receivedAt", camera.receivedAt());
        json.member("source", camera.id());
    }

    private static void alarm(Alarm alarm, JsonWriter json) {
        json.member("name", alarm.objectName()).member("rule", alarm.rule());
        json.member("objectId", alarm.objectId()).member("objectName", alarm.objectName());
        json.member("severity", alarm.severity().word()).member("property", alarm.property());
        json.member("value", alarm.value()).member("limit", alarm.limit()).member("unit", alarm.unit());
        json.member("raisedAt", alarm.raisedAt()).member("observedAt", alarm.observedAt()).member("adviceKey", alarm.adviceKey());
        json.member("state", alarm.state().word()).member("acknowledged", alarm.acknowledgement().isPresent());
        alarm.acknowledgement()
                .ifPresent(taken -> json.member("acknowledgedBy", taken.actor())
                        .member("acknowledgedByName", taken.actorName())
                        .member("acknowledgedAt", taken.at()));
        json.timeIfPresent("returnedAt", alarm.returnedAt());
    }

    private static String glyph(Site.Detail detail) {
        return switch (detail) {
            case Site.Shelter shelter -> "避";
            case Site.RiskPoint risk -> risk.list().glyph();
            case Site.TeamBase team -> "队";
            case Site.Enterprise firm -> firm.branch().glyph();
            case Site.Supply supply -> "物";
            case Site.Screen screen -> "屏";
        };
    }

    /** A constant's name in the camel case of JSON: RESERVOIR_RIVER is reservoirRiver. */
    public static String word(Enum<?> constant) {
        var words = constant.name().toLowerCase(Locale.ROOT).split("_");
        var camel = new StringBuilder(words[0]);
        for (int i = 1; i < words.length; i++)
            camel.append(Character.toUpperCase(words[i].charAt(0))).append(words[i], 1, words[i].length());
        return camel.toString();
    }
}
