package onemap.gis.table;

/** The whole file is refused, for a named reason; carries no stack, since the fault is in the file. */
public final class Refused extends Exception {
    private static final long serialVersionUID = 1;
    private final transient Reason reason;

    Refused(Reason reason) {
        super(reason.textZh() + " / " + reason.textEn(), null, false, false);
        this.reason = reason;
    }

    public Reason reason() { return reason; }
}
