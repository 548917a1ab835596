package onemap.gis.tiles;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.zip.GZIPInputStream;

/** A directory of PMTiles (specification, 4.2): entries ordered by id, each a run of tiles with the same bytes or the way to a leaf. Immutable. */
final class PmDirectory {
    private final long[] ids;
    private final long[] runs;
    private final long[] lengths;
    private final long[] offsets;

    private PmDirectory(long[] ids, long[] runs, long[] lengths, long[] offsets) {
        this.ids = ids;
        this.runs = runs;
        this.lengths = lengths;
        this.offsets = offsets;
    }

    static PmDirectory read(byte[] packed, boolean gzip, int mostBytes) throws IOException {
        byte[] bytes = packed;
        if (gzip) {
            try (var in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
                bytes = in.readNBytes(mostBytes + 1);
            }
        }
        if (bytes.length > mostBytes) throw new IOException("a directory of more than " + mostBytes + " bytes");
        var numbers = new Varints(bytes);
        long count = numbers.next();
        if (count < 0 || count > bytes.length / 4)
            throw new IOException("a directory of " + count + " entries in " + bytes.length + " bytes");
        int entries = (int) count;
        var ids = new long[entries];
        for (int i = 0; i < entries; i++)
            ids[i] = numbers.next() + (i == 0 ? 0 : ids[i - 1]);
        long[] runs = numbers.next(entries), lengths = numbers.next(entries), offsets = numbers.next(entries);
        for (int i = 0; i < entries; i++)
            if (offsets[i] != 0) offsets[i]--;
            else if (i > 0) offsets[i] = offsets[i - 1] + lengths[i - 1];
        return new PmDirectory(ids, runs, lengths, offsets);
    }

    /** The last entry whose id is not beyond; -1 when there is none. */
    int find(long id) {
        int at = java.util.Arrays.binarySearch(ids, id);
        return at >= 0 ? at : -at - 2;
    }

    boolean isLeaf(int at) { return runs[at] == 0; }

    boolean covers(int at, long id) { return id - ids[at] < runs[at]; }

    long offset(int at) { return offsets[at]; }

    long length(int at) { return lengths[at]; }

    /** LEB128 numbers, one after the other. */
    private static final class Varints {
        private final byte[] bytes;
        private int at;

        Varints(byte[] bytes) { this.bytes = bytes; }

        long next() throws IOException {
            long number = 0;
            for (int shift = 0; shift < 63; shift += 7) {
                if (at == bytes.length) throw new IOException("a directory ends too early");
                byte part = bytes[at++];
                number |= (long) (part & 0x7F) << shift;
                if (part >= 0) return number;
            }
            throw new IOException("a number of more than 63 bits");
        }

        long[] next(int count) throws IOException {
            var numbers = new long[count];
            for (int i = 0; i < count; i++)
                numbers[i] = next();
            return numbers;
        }
    }
}
