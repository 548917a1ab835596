package onemap.journal;

import java.time.InstantSource;
import java.util.random.RandomGenerator;

class MemoryJournalTest extends JournalContract {
    @Override Journal open(InstantSource clock, RandomGenerator random) { return new MemoryJournal(NODE, clock, random); }
}
