package onemap.live;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import onemap.domain.Change;
import onemap.domain.Kind;
import onemap.live.codec.LiveCodec;

/** The live state of this node: every batch goes to the shared copy, then into the picture, then to the change log. Thread-safe while one object has one writer. */
public final class LiveState implements Live {
    private final LiveMap shared;
    private final Picture picture;
    private final ChangeLog changeLog;
    private final LiveCodec codec;

    public LiveState(LiveMap shared, Picture picture, ChangeLog changeLog, LiveCodec codec) {
        this.shared = shared;
        this.picture = picture;
        this.changeLog = changeLog;
        this.codec = codec;
    }

    @Override public Picture picture() { return picture; }

    /** Takes the shared copy over into the picture, when this node starts or joins; gives the number of objects. */
    public int restore() {
        for (Kind kind : Kind.values())
            shared.forEach(kind, (id, encoded) -> picture.apply(new Change.Put(codec.decode(encoded), false)));
        return picture.size();
    }

    /** Changes that are not newer than what stands there are left out. */
    @Override public void publish(List<Change> changes) {
        var newer = Conflation.conflate(changes).stream().filter(this::isNewer).map(change -> EncodedChange.of(change, codec)).toList();
        if (newer.isEmpty()) return;
        share(newer);
        for (var encoded : newer)
            picture.apply(encoded.change());
        changeLog.append(newer);
    }

    private boolean isNewer(Change change) { return change.version() > picture.knownVersion(change.kind(), change.id()); }

    /** One call per kind, and one more where something is removed. */
    private void share(List<EncodedChange> changes) {
        var puts = new EnumMap<Kind, Map<String, byte[]>>(Kind.class);
        var removals = new EnumMap<Kind, Set<String>>(Kind.class);
        for (var encoded : changes) {
            switch (encoded.change()) {
                case Change.Put put -> puts.computeIfAbsent(put.kind(), kind -> HashMap.newHashMap(changes.size()))
                        .put(put.id(), encoded.object());
                case Change.Removed removed -> {
                    removals.computeIfAbsent(removed.kind(), kind -> new HashSet<>()).add(removed.id());
                    if (removed.kind() == Kind.TRACK) codec.forget(removed.id());
                }
            }
        }
        puts.forEach(shared::putAll);
        removals.forEach(shared::removeAll);
    }
}
