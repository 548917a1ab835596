package onemap.feed;

/** They sent nonsense: one frame, message or body that cannot be used, with the named reason it is counted under; carries no stack. */
public final class MalformedFrame extends Exception {
    private static final long serialVersionUID = 1;
    private final String reason;

    /**
     * @param reason  counted under this name: lower case with underscores, from a fixed set per feed, for example {@code checksum}
     * @param message for the sender, in the sender's terms
     */
    public MalformedFrame(String reason, String message) {
        super(message, null, false, false);
        this.reason = reason;
    }

    public String reason() { return reason; }
}
