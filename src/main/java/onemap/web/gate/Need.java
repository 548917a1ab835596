package onemap.web.gate;

import onemap.access.Permission;

/** What a route asks of whoever calls it. */
public sealed interface Need {
    /** Nothing: it shows nothing and changes nothing that is not everybody's, or is the way in. */
    record Nothing() implements Need {}

    /** A page everybody gets; the demo's guest gets its session with it. */
    record OpenPage() implements Need {}

    /** The same, but whoever has not signed in is sent to do so. */
    record WorkPage() implements Need {}

    /** A session or token that may do this. */
    record Right(Permission permission) implements Need {}

    /** The same, but in the demo on this machine everybody may. */
    record OpenInDemo(Permission permission) implements Need {}

    static Need nothing() { return new Nothing(); }

    static Need openPage() { return new OpenPage(); }

    static Need workPage() { return new WorkPage(); }

    static Need right(Permission permission) { return new Right(permission); }

    static Need openInDemo(Permission permission) { return new OpenInDemo(permission); }
}
