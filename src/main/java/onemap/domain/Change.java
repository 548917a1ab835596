package onemap.domain;

/** One step of the live picture; seeing the same change twice is harmless. */
public sealed interface Change {
    Kind kind();

    String id();

    long version();

    /** The whole object as it is now. {@code moved} says that, of a track, only the moving part differs from the version before. */
    record Put(LiveObject object, boolean moved) implements Change {
        @Override public Kind kind() { return object.kind(); }

        @Override public String id() { return object.id(); }

        @Override public long version() { return object.version(); }
    }

    /** The object is gone; its tombstone keeps the version for ten minutes. */
    record Removed(Kind kind, String id, long version) implements Change {}
}
