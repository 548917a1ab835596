package onemap.flow;

import java.util.Collection;
import java.util.List;
import onemap.domain.Kind;
import onemap.domain.Track;
import onemap.domain.Warning;
import onemap.gis.AreaIndex;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Polygonal;

/**
 * Which active warnings hold a place, asked for every position; a warning that comes or goes costs one change of the raster, and only the tracks near
 * it are looked at again, each in its own lane. Written in the decision lane, read everywhere.
 */
public final class WarningMatch implements Flow.WarningAreasNow {
    /** Cells over the county and its surroundings: about 300 m. */
    private static final int CELLS = 256;

    private final Flow flow;
    private volatile AreaIndex index;

    public WarningMatch(Flow flow, Envelope surroundings) {
        this.flow = flow;
        index = AreaIndex.empty(surroundings, CELLS, CELLS);
    }

    @Override public List<String> at(double lonDegrees, double latDegrees) { return index.matches(lonDegrees, latDegrees); }

    void changed(Collection<Warning> changed) {
        var touched = new Envelope();
        for (Warning warning : changed)
            if (update(warning)) touched.expandToInclude(warning.area().get().getEnvelopeInternal());
        if (touched.isNull()) return;
        flow.picture()
                .list(Kind.TRACK)
                .stream()
                .map(Track.class::cast)
                .filter(track -> lies(track, touched))
                .forEach(track -> flow.inLaneOf(track.id(),
                        work -> work.rematch(track.id())));
    }

    /** Puts it in or takes it out, without looking at tracks; true when the index changed. */
    boolean update(Warning warning) {
        Geometry area = warning.area().filter(Polygonal.class::isInstance).orElse(null);
        if (area == null) return false;
        var before = index;
        index = warning.state() == Warning.State.ACTIVE ? before.with(warning.id(), area) : before.without(warning.id());
        return index != before;
    }

    private static boolean lies(Track track, Envelope box) {
        return track.place().map(at -> box.contains(at.lonDegrees(), at.latDegrees())).orElse(false);
    }
}
