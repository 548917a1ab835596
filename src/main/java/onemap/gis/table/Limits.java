package onemap.gis.table;

/**
 * How much of a file is read before it is refused as a bomb (reliability.md A9).
 *
 * @param mostFileBytes          of one file as it was brought
 * @param mostUnpackedBytes      of all entries of an archive together
 * @param mostRatio              unpacked to packed, for entries of more than a megabyte
 * @param mostEntries            of an archive
 * @param mostSharedTextBytes    of a workbook's table of texts, which is held in memory
 * @param mostColumns            of a table
 * @param mostCellCharacters     of one cell; Excel itself ends at 32,767
 * @param mostRows               of a table
 * @param deepest                nesting of elements, objects and arrays
 * @param mostShapeCoordinates   of one line or polygon
 */
public record Limits(long mostFileBytes, long mostUnpackedBytes, int mostRatio, int mostEntries, long mostSharedTextBytes, int mostColumns,
        int mostCellCharacters, int mostRows, int deepest, int mostShapeCoordinates) {
    public static final Limits USUAL = new Limits(200L << 20, 200L << 20, 100, 1_000, 64L << 20, 512, 32_767, 200_000, 64, 200_000);

    public Limits {
        if (mostFileBytes < 1 || mostUnpackedBytes < 1 || mostRatio < 1 || mostEntries < 1 || mostSharedTextBytes < 1)
            throw new IllegalArgumentException("limits of an archive are at least 1");
        if (mostColumns < 1 || mostCellCharacters < 1 || mostRows < 1 || deepest < 8 || mostShapeCoordinates < 2)
            throw new IllegalArgumentException("limits of a table are at least 1, of nesting 8, of coordinates 2");
    }

    /** A line without an end is no line: so many characters until the next record or tag. */
    public int mostStretch() {
        return Math.max(1 << 20, Math.max(mostCellCharacters, mostShapeCoordinates * 64));
    }
}
