package onemap.sim;

/** The power is cut in the middle of something. */
final class Crash extends RuntimeException {
    private static final long serialVersionUID = 1;

    Crash() { super("crash", null, false, false); }
}
