package onemap.live.codec;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import onemap.domain.Alarm;
import onemap.domain.Camera;
import onemap.domain.Kind;
import onemap.domain.LiveObject;
import onemap.domain.Site;
import onemap.domain.Station;
import onemap.domain.Track;
import onemap.domain.Warning;

/**
 * Live objects as versioned bytes and back, exact to the bit of every number and the nanosecond of every time: u8 format, u8 kind, then the fields
 * in the order of their record. What a track is called rarely changes while it moves, so its encoded identity is kept. Thread-safe.
 */
public final class LiveCodec {
    /** First byte of every value; raised when a layout changes, so that a reader of the older one can be kept beside it. */
    static final int FORMAT = 1;
    private static final Kind[] KINDS = Kind.values();
    /** Room for most objects but tracks, which know their size. */
    private static final int USUAL_BYTES = 512;

    private final Map<String, EncodedIdentity> identities = new ConcurrentHashMap<>();

    private record EncodedIdentity(Track.Identity identity, byte[] bytes) {}

    public byte[] encode(LiveObject object) {
        if (object instanceof Track track) return TrackCodec.encode(track, identityBytes(track.identity()));
        var writer = new ObjectWriter(new ByteSink(USUAL_BYTES));
        writer.sink().u8(FORMAT);
        writer.choice(object.kind());
        switch (object) {
            case Track track -> throw new AssertionError(track);
            case Station station -> StationCodec.write(station, writer);
            case Site site -> SiteCodec.write(site, writer);
            case Camera camera -> CameraCodec.write(camera, writer);
            case Warning warning -> WarningCodec.write(warning, writer);
            case Alarm alarm -> AlarmCodec.write(alarm, writer);
        }
        return writer.sink().toBytes();
    }

    /** Throws {@link IllegalArgumentException} when these are not the bytes of a live object. */
    public LiveObject decode(byte[] bytes) {
        try {
            var reader = new ObjectReader(bytes);
            int format = reader.u8();
            if (format != FORMAT) throw new IllegalArgumentException("live bytes of format " + format);
            LiveObject object = switch (reader.choice(KINDS)) {
                case TRACK -> TrackCodec.read(reader);
                case STATION -> StationCodec.read(reader);
                case SITE -> SiteCodec.read(reader);
                case CAMERA -> CameraCodec.read(reader);
                case WARNING -> WarningCodec.read(reader);
                case ALARM -> AlarmCodec.read(reader);
            };
            if (!reader.isAtEnd()) throw new IllegalArgumentException("live bytes after the end of " + object.id());
            return object;
        } catch (RuntimeException e) { // whatever a constructor objects to, the bytes are to blame
            throw new IllegalArgumentException("live bytes: " + e.getMessage(), e);
        }
    }

    /** Lets go of what was kept for a track that is gone. */
    public void forget(String trackId) { identities.remove(trackId); }

    private byte[] identityBytes(Track.Identity identity) {
        var kept = identities.get(identity.id());
        if (kept != null && kept.identity == identity) return kept.bytes;
        byte[] bytes = TrackCodec.encodeIdentity(identity);
        identities.put(identity.id(), new EncodedIdentity(identity, bytes));
        return bytes;
    }
}
