package onemap.access;

/** What somebody may do; every route and every socket message names one, and what names none does not exist. */
public enum Permission {
    /** The live picture: map, alarms, warnings, curves. Nothing personal. */
    READ_PICTURE,
    /** The duty log 值班日志. */
    READ_LOG,
    /** Names of officers as they are; without it they are masked. */
    READ_NAMES,
    /** Contacts of keepers and owners, masked. */
    READ_CONTACTS,
    /** Unmasks a contact; each time an entry. */
    REVEAL_CONTACTS,
    /** Books and quarantine of the feeds. */
    READ_FEEDS,
    /** Figures of the server itself: {@code /metrics}, parts of {@code /healthz}. */
    READ_FIGURES,
    /** Takes an alarm, and takes that back. */
    ACKNOWLEDGE,
    /** Gives a device its place. */
    PLACE_DEVICE,
    /** Changes rows of the registers 台账, in the own area. */
    EDIT_REGISTERS,
    /** Writes and corrects in the duty log. */
    WRITE_LOG,
    /** Decides between contradicting facts of two nodes. */
    RESOLVE_CONFLICT,
    /** Hands reports to the HTTP feeds. */
    POST_FEEDS,
    /** Asks who it is, and signs out. */
    OWN_SESSION,
    /** Own password, own second factor. */
    OWN_ACCOUNT,
    /** Users, roles, tokens, sessions, wall screens. */
    MANAGE_ACCESS,
    /** Webhooks. */
    MANAGE_WEBHOOKS,
    /** Verifies and exports the journal. */
    AUDIT
}
