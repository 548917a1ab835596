package onemap.journal.history;

import java.util.List;
import onemap.domain.Report;

/** The history as it grows, piece by piece and numbered, for who carries it elsewhere. Belongs to one thread. */
public interface Tail extends AutoCloseable {
    /** A report with the place it is stored at. */
    record Numbered(History.Mark at, Report report) {}

    /** The next reports stored after that mark, all of one day, in the order of storing; none at the end of what is on disk. */
    List<Numbered> next(History.Mark after, int most);

    /** How many are stored after that mark. */
    long countAfter(History.Mark after);

    @Override void close();
}
