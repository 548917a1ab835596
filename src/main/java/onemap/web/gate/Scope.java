package onemap.web.gate;

/** How a route keeps to the area somebody answers for 辖区. */
public enum Scope {
    /** It is about nothing that lies anywhere. */
    NONE,
    /** It answers with many things, of which its handler leaves out the foreign ones. */
    FILTERED,
    /** Its path parameter {@code id} names a live object: the gate refuses a foreign one. */
    OBJECT,
    /** Only who answers for the whole county. */
    COUNTY
}
