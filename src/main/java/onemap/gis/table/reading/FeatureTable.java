package onemap.gis.table.reading;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.stream.XMLStreamException;
import onemap.gis.table.Column;
import onemap.gis.table.DeclaredSystem;
import onemap.gis.table.Format;
import onemap.gis.table.Reason;
import onemap.gis.table.Refused;
import onemap.gis.table.Row;
import onemap.gis.table.Table;
import onemap.gis.table.guard.Faults;
import org.locationtech.jts.geom.Geometry;

/** Features as a table: read once for the names of all their values, then for the rows; row n is the nth feature. */
final class FeatureTable implements Table {
    /** A thing on a map with values by name, as GeoJSON and KML know them. */
    record Feature(Map<String, String> values, Optional<Geometry> geometry, Optional<Reason> fault) {
        /** Takes one after the other and says whether it wants another. */
        @FunctionalInterface
        interface Taker {
            boolean take(Feature feature) throws Refused;
        }
    }

    /** A file of features, read from its beginning each time. */
    interface Source {
        /** @return the coordinate system the file declares anywhere, as far as it was read */
        DeclaredSystem walk(Feature.Taker taker) throws IOException, XMLStreamException, Refused;
    }

    private final Format format;
    private final String part;
    private final List<String> parts;
    private final Source source;
    private final Faults faults;
    private final LinkedHashMap<String, Integer> places = new LinkedHashMap<>();
    private final List<Column> columns;
    private final DeclaredSystem declared;

    FeatureTable(Format format, String part, List<String> parts, Source source, Faults faults)
            throws IOException, XMLStreamException, Refused {
        this.format = format;
        this.part = part;
        this.parts = parts;
        this.source = source;
        this.faults = faults;
        int[] count = {0};
        declared = source.walk(feature -> {
            if (++count[0] > faults.limits().mostRows()) throw faults.tooManyRows().atRow(count[0]).refused();
            for (String name : feature.values().keySet())
                places.putIfAbsent(name, places.size());
            if (places.size() > faults.limits().mostColumns()) throw faults.tooManyColumns().atRow(count[0]).refused();
            return true;
        });
        if (count[0] == 0) throw faults.noRows().refused();
        columns = Header.columns(places.sequencedKeySet().stream().toList());
    }

    @Override public Format format() { return format; }

    @Override public String part() { return part; }

    @Override public List<String> parts() { return parts; }

    @Override public List<Column> columns() { return columns; }

    @Override public boolean carriesGeometry() { return true; }

    @Override public DeclaredSystem declaredSystem() { return declared; }

    @Override public void read(Taker taker) throws Refused {
        int[] number = {0};
        Tables.guarded(faults, () -> source.walk(feature -> {
            number[0]++;
            var cells = new String[places.size()];
            java.util.Arrays.fill(cells, "");
            feature.values().forEach((name, value) -> cells[places.getOrDefault(name, 0)] = value);
            return taker.take(new Row(number[0], List.of(cells), feature.geometry(), feature.fault().map(fault -> fault.atRow(number[0]))));
        }));
    }
}
