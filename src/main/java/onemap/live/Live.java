package onemap.live;

import java.util.List;
import onemap.domain.Change;

/** Where changes become visible: shared copy, then picture, then ring (architecture invariant 4). Thread-safe; one object has one writer. */
public interface Live {
    void publish(List<Change> changes);

    Picture picture();
}
