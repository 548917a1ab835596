package onemap.journal.history;

import java.time.InstantSource;

class MemoryHistoryTest extends HistoryContract {
    @Override History open(InstantSource clock) { return new MemoryHistory(clock); }
}
