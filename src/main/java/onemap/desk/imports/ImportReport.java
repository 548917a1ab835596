package onemap.desk.imports;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import onemap.domain.LonLat;
import onemap.flow.Registers;
import onemap.gis.table.Reason;
import onemap.gis.table.meaning.Columns;
import onemap.gis.table.meaning.Placed;
import onemap.gis.table.meaning.ShiftCheck;
import onemap.journal.Entry;

/**
 * What a file holds and what became of it.
 *
 * @param rows    read from the file
 * @param usable  of them
 * @param refused the first of those that are not, each by row and column
 * @param notes   what was put right, and in how many rows
 * @param shift   whether the places look shifted, or lie outside of the county
 * @param preview some of the places
 * @param entered what was entered and the entry that tells of it; empty after a dry run, or when rows were refused and nobody said to leave them out
 */
public record ImportReport(String part, List<String> parts, Columns columns, int rows, int usable, List<Reason> refused,
        Map<Placed.Note, Integer> notes,
        ShiftCheck.Finding shift, List<Preview> preview, Optional<Entered> entered) {
    /** A place to look at before anything is entered. */
    public record Preview(int row, String name, LonLat at) {}

    /** What stands in the journal now. */
    public record Entered(Registers.Imported imported, Entry entry) {}

    public int refusedRows() { return rows - usable; }
}
