package onemap.gis.export;

import java.time.Instant;

/** One value in a file of ours. */
public sealed interface Cell {
    record Text(String text) implements Cell {}

    record Number(double number) implements Cell {}

    record Time(Instant at) implements Cell {}

    record Truth(boolean is) implements Cell {}

    /** Not told. */
    record Nothing() implements Cell {}

    Cell NOTHING = new Nothing();

    static Cell of(String text) { return text.isEmpty() ? NOTHING : new Text(text); }

    static Cell of(double number) { return Double.isFinite(number) ? new Number(number) : NOTHING; }
}
