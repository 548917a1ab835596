package onemap.live.codec;

import java.util.Optional;
import onemap.domain.Flags;
import onemap.domain.Kind;
import onemap.domain.LonLat;
import onemap.domain.SourceId;
import onemap.domain.Track;

/** Tracks as bytes: the one layout that is written for every report, so the identity comes encoded and the size is known before. */
final class TrackCodec {
    /** Everything but the identity, a foreign source and the warnings' ids. */
    private static final int FIXED_BYTES = 2 + 16 + 24 + 36 + 4 + 4 + 4 + 4 + 8;

    private TrackCodec() {}

    static byte[] encode(Track track, byte[] identity) {
        var sink = new ByteSink(FIXED_BYTES + identity.length + warningBytes(track));
        var writer = new ObjectWriter(sink);
        sink.u8(LiveCodec.FORMAT);
        writer.choice(Kind.TRACK);
        sink.bytes(identity);
        sink.f64(track.place().isPresent() ? track.place().get().lonDegrees() : Double.NaN);
        sink.f64(track.place().isPresent() ? track.place().get().latDegrees() : Double.NaN);
        sink.f64(track.altitudeMetres());
        sink.f64(track.speedMetresPerSecond());
        sink.f64(track.headingDegrees());
        writer.fixedInstant(track.observedAt());
        writer.fixedInstant(track.receivedAt());
        writer.fixedInstant(track.deviceTime());
        source(track, writer);
        sink.i32(track.alarmBits());
        sink.i32(track.flags().bits());
        writer.all(track.insideWarnings(), writer::text);
        sink.i64(track.version());
        return sink.toBytes();
    }

    /** Exact while the ids are ASCII, as they are but for exotic issuers. */
    private static int warningBytes(Track track) {
        int bytes = 0;
        for (String id : track.insideWarnings())
            bytes += 4 + id.length();
        return bytes;
    }

    static Track read(ObjectReader reader) {
        var identity = readIdentity(reader);
        double lonDegrees = reader.f64();
        double latDegrees = reader.f64();
        var place = Double.isNaN(lonDegrees) ? Optional.<LonLat>empty() : Optional.of(new LonLat(lonDegrees, latDegrees));
        return new Track(identity, place, reader.f64(), reader.f64(), reader.f64(), reader.fixedInstant(), reader.fixedInstant(),
                reader.fixedInstant(), readSource(identity, reader), reader.i32(), new Flags(reader.i32()), reader.all(reader::text),
                reader.i64());
    }

    static byte[] encodeIdentity(Track.Identity identity) {
        var writer = new ObjectWriter(new ByteSink(128));
        writer.text(identity.id());
        writer.text(identity.name());
        writer.choice(identity.type());
        writer.text(identity.glyph());
        writer.text(identity.town());
        writer.all(identity.sources(), writer::source);
        writer.bool(identity.registered());
        writer.optional(identity.home(), writer::place);
        return writer.sink().toBytes();
    }

    private static Track.Identity readIdentity(ObjectReader reader) {
        return new Track.Identity(reader.text(), reader.text(), reader.choice(Track.TrackType.values()), reader.text(), reader.text(),
                reader.all(reader::source), reader.bool(), reader.optional(reader::place));
    }

    /** Its number among the identity's sources, or -1 and the source itself. */
    private static void source(Track track, ObjectWriter writer) {
        int number = track.identity().sources().indexOf(track.source());
        writer.sink().i32(number);
        if (number < 0) writer.source(track.source());
    }

    private static SourceId readSource(Track.Identity identity, ObjectReader reader) {
        int number = reader.i32();
        return number < 0 ? reader.source() : identity.sources().get(number);
    }
}
