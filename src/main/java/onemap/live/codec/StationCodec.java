package onemap.live.codec;

import java.util.stream.Collectors;
import onemap.domain.Flags;
import onemap.domain.ObservedProperty;
import onemap.domain.Severity;
import onemap.domain.Station;

/** Stations as bytes. */
final class StationCodec {
    private StationCodec() {}

    static void write(Station station, ObjectWriter writer) {
        var identity = station.identity();
        writer.text(identity.id());
        writer.text(identity.name());
        writer.text(identity.glyph());
        writer.text(identity.town());
        writer.optional(identity.place(), writer::place);
        writer.all(identity.sources(), writer::source);
        writer.bool(identity.registered());
        writer.all(station.readings().entrySet(), entry -> {
            writer.text(entry.getKey());
            reading(entry.getValue(), writer);
        });
        writer.sink().i64(station.version());
    }

    static Station read(ObjectReader reader) {
        var identity = new Station.Identity(reader.text(), reader.text(), reader.text(), reader.text(), reader.optional(reader::place),
                reader.all(reader::source), reader.bool());
        var readings = reader.all(() -> new Named(reader.text(), readReading(reader)));
        return new Station(identity, readings.stream().collect(Collectors.toMap(Named::name, Named::reading)),
                reader.i64());
    }

    private record Named(String name, Station.Reading reading) {}

    private static void reading(Station.Reading reading, ObjectWriter writer) {
        property(reading.property(), writer);
        writer.sink().f64(reading.value());
        writer.choice(reading.level());
        writer.instant(reading.observedAt());
        writer.instant(reading.receivedAt());
        writer.optional(reading.deviceTime(), writer::instant);
        writer.source(reading.source());
        writer.sink().i32(reading.flags().bits());
    }

    private static Station.Reading readReading(ObjectReader reader) {
        return new Station.Reading(readProperty(reader), reader.f64(), reader.choice(Severity.values()), reader.instant(), reader.instant(),
                reader.optional(reader::instant),
                reader.source(), new Flags(reader.i32()));
    }

    private static void property(ObservedProperty property, ObjectWriter writer) {
        writer.text(property.name());
        writer.text(property.unit());
        writer.sink().f64(property.lowestPossible());
        writer.sink().f64(property.highestPossible());
    }

    private static ObservedProperty readProperty(ObjectReader reader) {
        return new ObservedProperty(reader.text(), reader.text(), reader.f64(), reader.f64());
    }
}
