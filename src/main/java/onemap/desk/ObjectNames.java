package onemap.desk;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import onemap.domain.Alarm;
import onemap.domain.Camera;
import onemap.domain.CapAlert;
import onemap.domain.Kind;
import onemap.domain.LiveObject;
import onemap.domain.Site;
import onemap.domain.Station;
import onemap.domain.Track;
import onemap.domain.Warning;
import onemap.flow.Directory;
import onemap.live.Picture;

/** What the things on the map are called, and which things a name may mean. Thread-safe; does not block. */
public final class ObjectNames {
    private static final List<Kind> THINGS = List.of(Kind.STATION, Kind.SITE, Kind.TRACK, Kind.CAMERA, Kind.WARNING);
    /** Things one name may mean. */
    private static final int MOST = 500;

    private final Directory directory;
    private final Picture picture;

    public ObjectNames(Directory directory, Picture picture) {
        this.directory = directory;
        this.picture = picture;
    }

    /** The name of the thing with that id, or with that source. */
    public Optional<String> find(String sourceOrObjectId) {
        return findObject(sourceOrObjectId).flatMap(ObjectNames::name).filter(name -> !name.isBlank());
    }

    private Optional<LiveObject> findObject(String sourceOrObjectId) {
        var target = directory.find(sourceOrObjectId);
        if (target.isPresent()) return target.get().kind().flatMap(kind -> picture.find(kind, target.get().id()));
        return THINGS.stream().flatMap(kind -> picture.find(kind, sourceOrObjectId).stream()).findFirst();
    }

    /** The one thing of that id, source or name. */
    public Optional<String> findOne(String typed) {
        var target = directory.find(typed);
        if (target.isPresent()) return target.map(Directory.Target::id);
        var known = findObject(typed);
        if (known.isPresent()) return known.map(LiveObject::id);
        var named = THINGS.stream()
                .flatMap(kind -> picture.list(kind).stream())
                .filter(object -> name(object).filter(typed::equals).isPresent())
                .limit(2)
                .toList();
        return named.size() == 1 ? Optional.of(named.getFirst().id()) : Optional.empty();
    }

    /** Ids of what somebody may mean by an id, or by a name or a part of it. */
    public Set<String> meant(String typed) {
        var target = directory.find(typed);
        if (target.isPresent()) return new LinkedHashSet<>(List.of(target.get().id(), typed));
        var ids = new LinkedHashSet<>(Set.of(typed));
        for (Kind kind : THINGS)
            picture.list(kind)
                    .stream()
                    .filter(object -> name(object).filter(name -> name.contains(typed)).isPresent())
                    .limit(MOST)
                    .map(LiveObject::id)
                    .forEach(ids::add);
        return ids;
    }

    private static Optional<String> name(LiveObject object) {
        return switch (object) {
            case Track track -> Optional.of(track.identity().name());
            case Station station -> Optional.of(station.identity().name());
            case Site site -> Optional.of(site.name());
            case Camera camera -> Optional.of(camera.name());
            case Alarm alarm -> Optional.of(alarm.objectName());
            case Warning warning ->
                warning.alert().infos().stream().map(CapAlert.Info::headline).filter(text -> !text.isBlank()).findFirst();
        };
    }
}
