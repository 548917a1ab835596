package onemap.journal;

import java.time.InstantSource;

class MemoryHistoryTest extends HistoryContract {
    @Override History open(InstantSource clock) { return new MemoryHistory(clock); }
}
