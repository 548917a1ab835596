package onemap.gis.table.reading;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import onemap.gis.table.DeclaredSystem;
import onemap.gis.table.Format;
import onemap.gis.table.Reason;
import onemap.gis.table.Refused;
import onemap.gis.table.SourceFile;
import onemap.gis.table.Table;
import onemap.gis.table.Texts;
import onemap.gis.table.guard.Archive;
import onemap.gis.table.guard.Faults;
import onemap.gis.table.guard.SafeXml;
import org.locationtech.jts.geom.Geometry;

/** The placemarks of a KML document, alone or zipped as KMZ (OGC 12-007r2); its coordinates are WGS-84 by definition (7.2.2). */
final class KmlTable {
    private static final DeclaredSystem WGS84 = new DeclaredSystem.Epsg(4326, "KML");

    private final Faults faults;

    private KmlTable(Faults faults) { this.faults = faults; }

    static Table plain(SourceFile file, Faults faults) throws IOException, XMLStreamException, Refused {
        return new FeatureTable(Format.KML, "", List.of(), taker -> {
            try (InputStream in = new BufferedInputStream(Files.newInputStream(file.bytes()), 64 * 1024)) {
                return new KmlTable(faults).walk(in, taker);
            }
        }, faults);
    }

    static Table zipped(SourceFile file, Optional<String> part, Faults faults) throws IOException, XMLStreamException, Refused {
        List<String> names;
        try (var archive = Archive.open(file.bytes(), faults)) {
            names = archive.names().stream().filter(name -> name.toLowerCase(Locale.ROOT).endsWith(".kml")).toList();
        }
        var name = names.stream().filter(each -> part.isEmpty() || each.equals(part.get())).findFirst();
        if (name.isEmpty()) throw faults.noPart(part.orElse(".kml")).refused();
        return new FeatureTable(Format.KMZ, name.get(), names, taker -> {
            try (var archive = Archive.peek(file.bytes(), faults); InputStream in = archive.open(name.get())) {
                return new KmlTable(faults).walk(in, taker);
            }
        }, faults);
    }

    private DeclaredSystem walk(InputStream in, FeatureTable.Feature.Taker taker) throws XMLStreamException, Refused {
        var xml = SafeXml.open(in, faults);
        int number = 0;
        try {
            for (int event = xml.next(); event != XMLStreamConstants.END_DOCUMENT; event = xml.next()) {
                if (event != XMLStreamConstants.START_ELEMENT || !xml.name().equals("Placemark")) continue;
                number++;
                if (!taker.take(placemark(xml))) break;
            }
        } catch (XMLStreamException fault) {
            throw faults.unreadable(new IOException(said(fault), fault)).atRow(number + 1).refused();
        } catch (Refused refused) {
            throw refused.reason().row().isPresent() ? refused : refused.reason().atRow(Math.max(1, number)).refused();
        }
        return WGS84;
    }

    /** The JDK puts place and message on lines of their own. */
    private static String said(XMLStreamException fault) {
        return String.valueOf(fault.getMessage()).replaceAll("\\s+", " ");
    }

    private FeatureTable.Feature placemark(SafeXml xml) throws XMLStreamException, Refused {
        var values = new LinkedHashMap<String, String>();
        var shape = new KmlShape(faults);
        Optional<Geometry> geometry = Optional.empty();
        Optional<Reason> fault = Optional.empty();
        if (!xml.attribute("id").isEmpty()) values.put("id", xml.attribute("id"));
        int within = xml.depth();
        while (xml.depth() >= within) {
            int event = xml.next();
            if (event == XMLStreamConstants.END_DOCUMENT) break;
            if (event != XMLStreamConstants.START_ELEMENT) continue;
            switch (xml.name()) {
                case "name", "description", "address", "phoneNumber" -> put(values, xml.name(), text(xml));
                case "Data" -> data(xml, values);
                case "SimpleData" -> put(values, xml.attribute("name"), text(xml));
                case "Point", "LineString", "LinearRing", "Polygon", "MultiGeometry" -> {
                    try {
                        geometry = Optional.of(shape.read(xml));
                    } catch (GeoJsonShape.Impossible impossible) {
                        fault = Optional.of(faults.badShape("图形不成立:" + impossible.zh(), "the geometry makes no sense: " + impossible.en()));
                    }
                }
                default -> {
                } // styles, times and views say nothing of the thing
            }
        }
        return new FeatureTable.Feature(values, geometry, fault);
    }

    /** {@code <Data name="容量"><displayName/><value>300</value></Data>} */
    private void data(SafeXml xml, LinkedHashMap<String, String> values) throws XMLStreamException, Refused {
        String name = xml.attribute("name");
        int within = xml.depth();
        while (xml.depth() >= within) {
            int event = xml.next();
            if (event == XMLStreamConstants.END_DOCUMENT) break;
            if (event == XMLStreamConstants.START_ELEMENT && xml.name().equals("value")) put(values, name, text(xml));
        }
    }

    private String text(SafeXml xml) throws XMLStreamException, Refused {
        return Texts.strip(xml.text(faults.limits().mostCellCharacters(), faults));
    }

    private static void put(LinkedHashMap<String, String> values, String name, String value) {
        if (!name.isEmpty()) values.put(Texts.strip(name), value);
    }
}
