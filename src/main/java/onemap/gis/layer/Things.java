package onemap.gis.layer;

import java.util.List;
import java.util.Optional;
import onemap.gis.table.Reason;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.index.strtree.STRtree;

/** What a static layer holds. Immutable. */
public final class Things {
    private final List<String> attributes;
    private final List<Thing> things;
    private final int refused;
    private final Optional<Reason> firstFault;
    private final Envelope bounds = new Envelope();
    private final STRtree tree = new STRtree();

    /**
     * @param refused    rows that could not be used
     * @param firstFault why the first of them could not
     */
    Things(List<String> attributes, List<Thing> things, int refused, Optional<Reason> firstFault) {
        this.attributes = List.copyOf(attributes);
        this.things = List.copyOf(things);
        this.refused = refused;
        this.firstFault = firstFault;
        for (Thing thing : things) {
            bounds.expandToInclude(thing.geometry().getEnvelopeInternal());
            tree.insert(thing.geometry().getEnvelopeInternal(), thing);
        }
        tree.build(); // now, so that many may ask at once
    }

    public List<String> attributes() { return attributes; }

    public List<Thing> list() { return things; }

    public int refused() { return refused; }

    public Optional<Reason> firstFault() { return firstFault; }

    /** Degrees; null in the sense of JTS when there is nothing. */
    public Envelope bounds() { return new Envelope(bounds); }

    /** Those whose box touches the box, in the order of the file. */
    @SuppressWarnings("unchecked") public List<Thing> in(Envelope box) {
        List<Thing> found = tree.query(box);
        found.sort(java.util.Comparator.comparingInt(Thing::number));
        return found;
    }
}
