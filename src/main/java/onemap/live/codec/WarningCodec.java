package onemap.live.codec;

import onemap.domain.CapAlert;
import onemap.domain.Severity;
import onemap.domain.Warning;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.io.ParseException;
import org.locationtech.jts.io.WKBReader;
import org.locationtech.jts.io.WKBWriter;

/** Warnings as bytes: the whole CAP message, and the area as well-known binary in two dimensions. */
final class WarningCodec {
    private WarningCodec() {}

    static void write(Warning warning, ObjectWriter writer) {
        writer.text(warning.id());
        alert(warning.alert(), writer);
        writer.choice(warning.level());
        writer.choice(warning.state());
        writer.optional(warning.area(), area -> area(area, writer));
        writer.instant(warning.expiresAt());
        writer.bool(warning.expiryAssumed());
        writer.optional(warning.endedBy(), writer::text);
        writer.instant(warning.receivedAt());
        writer.sink().i64(warning.version());
    }

    static Warning read(ObjectReader reader) {
        return new Warning(reader.text(), readAlert(reader), reader.choice(Severity.values()), reader.choice(Warning.State.values()),
                reader.optional(() -> readArea(reader)), reader.instant(), reader.bool(), reader.optional(reader::text), reader.instant(),
                reader.i64());
    }

    private static void area(Geometry area, ObjectWriter writer) {
        byte[] wkb = new WKBWriter(2).write(area);
        writer.sink().i32(wkb.length);
        writer.sink().bytes(wkb);
    }

    private static Geometry readArea(ObjectReader reader) {
        try {
            return new WKBReader().read(reader.bytes(reader.i32()));
        } catch (ParseException e) {
            throw new IllegalArgumentException("area: " + e.getMessage(), e);
        }
    }

    private static void alert(CapAlert alert, ObjectWriter writer) {
        writer.text(alert.profile());
        writer.text(alert.identifier());
        writer.text(alert.sender());
        writer.instant(alert.sent());
        writer.choice(alert.status());
        writer.choice(alert.messageType());
        writer.text(alert.scope());
        writer.text(alert.note());
        writer.all(alert.references(), reference -> {
            writer.optional(reference.sender(), writer::text);
            writer.text(reference.identifier());
            writer.optional(reference.sent(), writer::instant);
        });
        writer.all(alert.infos(), info -> info(info, writer));
    }

    private static CapAlert readAlert(ObjectReader reader) {
        return new CapAlert(reader.text(), reader.text(), reader.text(), reader.instant(), reader.choice(CapAlert.Status.values()),
                reader.choice(CapAlert.MessageType.values()), reader.text(), reader.text(),
                reader.all(() -> new CapAlert.Reference(reader.optional(reader::text), reader.text(), reader.optional(reader::instant))),
                reader.all(() -> readInfo(reader)));
    }

    private static void info(CapAlert.Info info, ObjectWriter writer) {
        writer.text(info.language());
        writer.text(info.event());
        writer.optional(info.eventCode(), writer::text);
        writer.text(info.urgency());
        writer.text(info.capSeverity());
        writer.text(info.certainty());
        writer.choice(info.level());
        writer.optional(info.effective(), writer::instant);
        writer.optional(info.onset(), writer::instant);
        writer.optional(info.expires(), writer::instant);
        writer.text(info.senderName());
        writer.text(info.headline());
        writer.text(info.description());
        writer.text(info.instruction());
        writer.all(info.areas(), area -> blockArea(area, writer));
    }

    private static CapAlert.Info readInfo(ObjectReader reader) {
        return new CapAlert.Info(reader.text(), reader.text(), reader.optional(reader::text), reader.text(), reader.text(), reader.text(),
                reader.choice(Severity.values()), reader.optional(reader::instant), reader.optional(reader::instant),
                reader.optional(reader::instant), reader.text(), reader.text(), reader.text(), reader.text(),
                reader.all(() -> readBlockArea(reader)));
    }

    private static void blockArea(CapAlert.Area area, ObjectWriter writer) {
        writer.text(area.description());
        writer.all(area.polygons(), polygon -> writer.all(polygon, writer::place));
        writer.all(area.circles(), circle -> {
            writer.place(circle.centre());
            writer.sink().f64(circle.radiusMetres());
        });
        writer.all(area.divisionCodes(), writer::text);
        writer.all(area.geocodes(), writer::text);
    }

    private static CapAlert.Area readBlockArea(ObjectReader reader) {
        return new CapAlert.Area(reader.text(), reader.all(() -> reader.all(reader::place)),
                reader.all(() -> new CapAlert.Circle(reader.place(), reader.f64())), reader.all(reader::text), reader.all(reader::text));
    }
}
