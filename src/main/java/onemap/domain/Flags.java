package onemap.domain;

import java.util.ArrayList;
import java.util.List;

/** A set of {@link Flag}s in one int, since every position carries one. */
public record Flags(int bits) {
    public static final Flags NONE = new Flags(0);

    public static Flags of(Flag flag) { return new Flags(flag.bit()); }

    public boolean has(Flag flag) { return (bits & flag.bit()) != 0; }

    public Flags with(Flag flag) { return has(flag) ? this : new Flags(bits | flag.bit()); }

    public Flags without(Flag flag) { return has(flag) ? new Flags(bits & ~flag.bit()) : this; }

    public List<String> words() {
        var words = new ArrayList<String>();
        for (Flag flag : Flag.values())
            if (has(flag)) words.add(flag.word());
        return words;
    }
}
