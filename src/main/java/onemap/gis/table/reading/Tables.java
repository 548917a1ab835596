package onemap.gis.table.reading;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Optional;
import javax.xml.stream.XMLStreamException;
import onemap.gis.table.Limits;
import onemap.gis.table.Refused;
import onemap.gis.table.SourceFile;
import onemap.gis.table.Table;
import onemap.gis.table.guard.Faults;

/** Opens whatever was brought as a table: the way in. Whatever is wrong with a file comes out as {@link Refused} and as nothing else. */
public final class Tables {
    private final Limits limits;

    public Tables(Limits limits) { this.limits = limits; }

    /**
     * Reads the header.
     *
     * @param part the sheet or layer wanted; the first when empty
     */
    public Table open(SourceFile file, Optional<String> part) throws Refused {
        var faults = new Faults(file.name(), limits);
        return guarded(faults, () -> {
            if (Files.size(file.bytes()) > limits.mostFileBytes())
                throw faults.reason("too_large", "文件超过 " + (limits.mostFileBytes() >> 20)
                        + " MiB", "the file is larger than " + (limits.mostFileBytes() >> 20) + " MiB").refused();
            return switch (new Sniffer(faults).sniff(file)) {
                case XLSX -> XlsxTable.open(file, part, faults);
                case CSV -> CsvTable.open(file, faults);
                case SHAPEFILE -> ShapefileTable.loose(file, faults);
                case SHAPEFILE_ZIP -> ShapefileTable.zipped(file, part, faults);
                case GEOJSON -> GeoJsonTable.open(file, faults);
                case KML -> KmlTable.plain(file, faults);
                case KMZ -> KmlTable.zipped(file, part, faults);
            };
        });
    }

    /** Work on a file that libraries do, each with exceptions of its own. */
    @FunctionalInterface
    interface Work<T> {
        T run() throws Refused, IOException, XMLStreamException;
    }

    static <T> T guarded(Faults faults, Work<T> work) throws Refused {
        try {
            return work.run();
        } catch (Carried carried) {
            throw carried.refused;
        } catch (JsonProcessingException fault) {
            throw faults.unreadable(new IOException(fault.getOriginalMessage())).refused();
        } catch (UncheckedIOException fault) {
            throw faults.unreadable(fault.getCause()).refused();
        } catch (IOException | XMLStreamException fault) {
            throw faults.unreadable(fault).refused();
        } catch (RuntimeException fault) {
            throw libraryFault(faults, fault);
        }
    }

    /** Libraries meet damage with whatever the JDK throws; a fault of the one who takes the rows is not hidden. */
    private static Refused libraryFault(Faults faults, RuntimeException fault) {
        for (StackTraceElement frame : fault.getStackTrace()) {
            if (frame.getClassName().startsWith("onemap.") && !frame.getClassName().startsWith("onemap.gis.table.reading.")) throw fault;
            if (frame.getClassName().startsWith("onemap.") || isReader(frame.getClassName())) break;
        }
        return faults.unreadable(fault).refused();
    }

    private static boolean isReader(String name) {
        return name.startsWith("org.dhatim.") || name.startsWith("com.fasterxml.") || name.startsWith("org.apache.commons.");
    }

    /** A refusal on its way out of an interface that knows no checked exceptions. */
    static final class Carried extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final transient Refused refused;

        Carried(Refused refused) {
            super(refused.getMessage(), null, false, false);
            this.refused = refused;
        }
    }
}
