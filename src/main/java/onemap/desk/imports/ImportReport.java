package onemap.desk.imports;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import onemap.domain.LonLat;
import onemap.flow.Registers;
import onemap.gis.table.DeclaredSystem;
import onemap.gis.table.Reason;
import onemap.gis.table.meaning.Columns;
import onemap.gis.table.meaning.Placed;
import onemap.gis.table.meaning.ShiftCheck;
import onemap.journal.Entry;

/**
 * What a file holds and what became of it.
 *
 * @param declared what the file itself says of its coordinate system: a hint, never a choice
 * @param samples by column, what stands in its first rows
 * @param rows    read from the file
 * @param usable  of them
 * @param foreseen what entering the usable ones would do
 * @param refused the first of those that are not, each by row and column
 * @param notes   what was put right, and in how many rows
 * @param shift   whether the places look shifted, or lie outside of the county
 * @param preview some of the places
 * @param entered what was entered and the entry that tells of it; empty after a dry run, or when rows were refused and nobody said to leave them out
 */
public record ImportReport(String part, List<String> parts, DeclaredSystem declared, Columns columns, List<List<String>> samples, int rows,
        int usable, Foreseen foreseen, List<Reason> refused, Map<Placed.Note, Integer> notes,
        ShiftCheck.Finding shift, List<Preview> preview, Optional<Entered> entered) {
    /** A place to look at before anything is entered. */
    public record Preview(int row, String name, LonLat at) {}

    /** @param unchanged apart from persons, who stand sealed and are compared only when it is entered */
    public record Foreseen(int created, int changed, int unchanged) {}

    /** What stands in the journal now. */
    public record Entered(Registers.Imported imported, Entry entry) {}

    public int refusedRows() { return rows - usable; }
}
