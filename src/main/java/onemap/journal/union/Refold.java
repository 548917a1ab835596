package onemap.journal.union;

import java.util.Set;

/** A book made anew from the entries of all nodes, beside the one that is shown; then it is shown instead. Lives in the decision lane. */
public interface Refold {
    /** Every entry, in the order of the union. */
    void fold(Placed placed);

    /** @param touched objects that entries which were not known before are about */
    void show(Set<String> touched);
}
