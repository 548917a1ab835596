package onemap.sim;

import java.util.List;
import onemap.domain.Change;
import onemap.domain.LiveObject;
import onemap.live.Live;
import onemap.live.Picture;

/** The screens of one node: what is published is there at once; a change that no screen would take for newer is a fault. */
final class SimLive implements Live {
    private final Picture picture;

    SimLive(Picture picture) { this.picture = picture; }

    @Override public void publish(List<Change> changes) { changes.forEach(this::publish); }

    private void publish(Change change) {
        if (picture.apply(change)) return;
        boolean same = switch (change) {
            case Change.Put put -> picture.find(put.kind(), put.id()).filter(put.object()::equals).isPresent();
            case Change.Removed removed -> picture.find(removed.kind(), removed.id()).map(LiveObject::version).isEmpty();
        };
        if (!same)
            throw new AssertionError("screens would not take this for newer: " + change + " over "
                    + picture.find(change.kind(), change.id()));
    }

    @Override public Picture picture() { return picture; }
}
