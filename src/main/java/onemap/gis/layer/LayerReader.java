package onemap.gis.layer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import onemap.gis.Catalogue;
import onemap.gis.CoordinateSystems;
import onemap.gis.table.Column;
import onemap.gis.table.Limits;
import onemap.gis.table.Reason;
import onemap.gis.table.Refused;
import onemap.gis.table.Row;
import onemap.gis.table.SourceFile;
import onemap.gis.table.Table;
import onemap.gis.table.meaning.Columns;
import onemap.gis.table.meaning.Coordinates;
import onemap.gis.table.meaning.Meaning;
import onemap.gis.table.meaning.PlaceSystem;
import onemap.gis.table.meaning.Placed;
import onemap.domain.register.Register;
import onemap.gis.table.reading.Tables;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.CoordinateSequence;
import org.locationtech.jts.geom.CoordinateSequenceFilter;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.PrecisionModel;
import org.locationtech.jts.geom.impl.PackedCoordinateSequenceFactory;

/** A file of any import format as things in WGS-84, by what the catalogue says of it. Thread-safe. */
final class LayerReader {
    /** Two numbers of 8 bytes each: 32 MB for one layer. */
    static final int MOST_COORDINATES = 2_000_000;
    private static final int SAMPLES = 200;
    private static final GeometryFactory WGS84 = new GeometryFactory(new PrecisionModel(), 4326, new PackedCoordinateSequenceFactory());

    private final Path folder;
    private final CoordinateSystems systems;
    private final Limits limits;

    LayerReader(Path folder, CoordinateSystems systems, Limits limits) {
        this.folder = folder;
        this.systems = systems;
        this.limits = limits;
    }

    /** @throws Refused when the file is missing, damaged, too large or holds no places, with the reason in its words */
    Things read(Catalogue.Layer layer) throws Refused {
        Path file = folder.resolve(layer.file());
        if (!Files.isRegularFile(file)) throw Reason.of(layer.file(), "missing", "文件不存在", "there is no such file").refused();
        var system = PlaceSystem.find(layer.drawing().crs())
                .orElseThrow(() -> Reason.of(layer.file(), "unknown_crs", "不支持坐标系 " + layer.drawing().crs(),
                        "the coordinate system " + layer.drawing().crs() + " is not known").refused());
        try {
            var table = new Tables(limits).open(SourceFile.withCompanions(file), layer.drawing().sheet());
            var reading = new Reading(layer.file(), table, new Coordinates(systems, system));
            table.read(reading::take);
            return reading.done();
        } catch (IOException e) {
            throw Reason.of(layer.file(), "unreadable", "无法读取", "it cannot be read").refused();
        }
    }

    /** One file being read. */
    private static final class Reading {
        private final String file;
        private final Table table;
        private final Coordinates coordinates;
        private final Columns columns;
        private final List<Thing> things = new ArrayList<>();
        private Optional<Reason> firstFault = Optional.empty();
        private int refused;
        private long vertices;

        Reading(String file, Table table, Coordinates coordinates) throws Refused {
            this.file = file;
            this.table = table;
            this.coordinates = coordinates;
            columns = Columns.guess(Register.SHELTERS, table.columns(), table.carriesGeometry() ? List.of() : table.first(SAMPLES));
            if (!table.carriesGeometry() && !columns.locate())
                throw Reason.of(file, "no_place", "没有坐标列", "it has no columns of coordinates").refused();
        }

        boolean take(Row row) throws Refused {
            if (row.fault().isPresent()) return refuse(row.fault().get());
            if (row.geometry().isEmpty() && table.carriesGeometry() && !columns.locate())
                return refuse(Reason.of(file, "no_place", "没有坐标", "no place").atRow(row.number()));
            var placing = new Placing(coordinates);
            var geometry = row.geometry().isPresent() ? placing.shape(row.geometry().get()) : placing.point(columns, row);
            if (placing.fault.isPresent() || geometry.isEmpty()) {
                var fault = placing.fault.orElse(new Placed.Impossible("no_place", "没有坐标", "no place"));
                return refuse(Reason.of(file, fault.code(), fault.zh(), fault.en()).atRow(row.number()));
            }
            vertices += geometry.getNumPoints();
            if (vertices > MOST_COORDINATES)
                throw Reason.of(file, "too_many_coordinates", "超过 " + MOST_COORDINATES + " 个坐标点,请先简化",
                        "more than " + MOST_COORDINATES + " coordinates; simplify it first").refused();
            things.add(new Thing(row.number(), geometry, row.cells()));
            return true;
        }

        private boolean refuse(Reason reason) {
            refused++;
            if (firstFault.isEmpty()) firstFault = Optional.of(reason);
            return true;
        }

        Things done() throws Refused {
            if (things.isEmpty() && firstFault.isPresent()) throw firstFault.get().refused();
            return new Things(table.columns().stream().map(Column::name).toList(), things, refused, firstFault);
        }
    }

    /** One row's coordinates on their way to WGS-84; a single impossible one spoils the row. */
    private static final class Placing implements CoordinateSequenceFilter {
        private final Coordinates coordinates;
        private Optional<Placed.Impossible> fault = Optional.empty();

        Placing(Coordinates coordinates) { this.coordinates = coordinates; }

        Geometry shape(Geometry geometry) {
            Geometry copy = WGS84.createGeometry(geometry);
            copy.apply(this);
            copy.setSRID(WGS84.getSRID());
            return copy;
        }

        Geometry point(Columns columns, Row row) {
            String both = columns.text(row, Meaning.PLACE);
            var placed = both.isEmpty()
                    ? coordinates.read(columns.text(row, Meaning.EAST), columns.text(row, Meaning.NORTH))
                    : coordinates.read(both);
            return at(placed).map(WGS84::createPoint).orElseGet(WGS84::createPoint);
        }

        private Optional<Coordinate> at(Placed placed) {
            return switch (placed) {
                case Placed.At at -> Optional.of(new Coordinate(at.place().lonDegrees(), at.place().latDegrees()));
                case Placed.Missing missing -> Optional.empty();
                case Placed.Impossible impossible -> {
                    fault = Optional.of(impossible);
                    yield Optional.empty();
                }
            };
        }

        @Override public void filter(CoordinateSequence sequence, int index) {
            at(coordinates.read(sequence.getX(index), sequence.getY(index))).ifPresent(place -> {
                sequence.setOrdinate(index, CoordinateSequence.X, place.x);
                sequence.setOrdinate(index, CoordinateSequence.Y, place.y);
            });
        }

        @Override public boolean isDone() { return fault.isPresent(); }

        @Override public boolean isGeometryChanged() { return true; }
    }
}
