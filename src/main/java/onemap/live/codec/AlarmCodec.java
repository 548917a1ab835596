package onemap.live.codec;

import onemap.domain.Alarm;
import onemap.domain.Severity;

/** Alarms as bytes. */
final class AlarmCodec {
    private AlarmCodec() {}

    static void write(Alarm alarm, ObjectWriter writer) {
        var sink = writer.sink();
        writer.text(alarm.id());
        writer.text(alarm.rule());
        writer.text(alarm.objectId());
        writer.text(alarm.objectName());
        writer.optional(alarm.place(), writer::place);
        writer.choice(alarm.severity());
        writer.text(alarm.property());
        sink.f64(alarm.value());
        sink.f64(alarm.limit());
        writer.text(alarm.unit());
        writer.instant(alarm.raisedAt());
        writer.instant(alarm.observedAt());
        writer.text(alarm.adviceKey());
        writer.choice(alarm.state());
        writer.optional(alarm.acknowledgement(), taken -> {
            writer.text(taken.actor());
            writer.text(taken.actorName());
            writer.instant(taken.at());
            writer.text(taken.node());
            sink.i64(taken.seq());
        });
        writer.optional(alarm.returnedAt(), writer::instant);
        sink.i64(alarm.version());
    }

    static Alarm read(ObjectReader reader) {
        return new Alarm(reader.text(), reader.text(), reader.text(), reader.text(), reader.optional(reader::place),
                reader.choice(Severity.values()), reader.text(), reader.f64(), reader.f64(), reader.text(), reader.instant(),
                reader.instant(), reader.text(), reader.choice(Alarm.State.values()),
                reader.optional(
                        () -> new Alarm.Acknowledgement(reader.text(), reader.text(), reader.instant(), reader.text(), reader.i64())),
                reader.optional(reader::instant), reader.i64());
    }
}
