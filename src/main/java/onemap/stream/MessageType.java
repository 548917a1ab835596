package onemap.stream;

/** What a client may say on the socket; everything else ends it with 1008. */
public enum MessageType {
    /** Where it stands, or that it wants a snapshot: {@code {"since":n,"epoch":"…"}}. */
    SINCE
}
