package onemap.live;

import onemap.domain.Change;
import onemap.live.codec.LiveCodec;

/** A change with its object's bytes, which map and ring share; a removal has none. The array is never written to. */
record EncodedChange(Change change, byte[] object) {
    private static final byte[] NOTHING = {};

    static EncodedChange of(Change change, LiveCodec codec) {
        return new EncodedChange(change, change instanceof Change.Put put ? codec.encode(put.object()) : NOTHING);
    }
}
