package onemap.county;

/**
 * A raster of equal steps in longitude and latitude, row 0 in the north, and the county's plane: kilometres east and north of 121.5 E 29.2 N.
 *
 * @param west        of the outer edge, degrees
 * @param north       of the outer edge, degrees
 * @param stepDegrees both ways
 */
record Grid(double west, double north, double stepDegrees, int columns, int rows) {
    static final double CENTRE_LON = 121.5;
    static final double CENTRE_LAT = 29.2;
    /** Lengths of a degree at 29.2 N on the WGS-84 ellipsoid. */
    static final double KM_PER_LON = 97.26;
    static final double KM_PER_LAT = 110.86;
    /** The eight neighbours, sides first. */
    static final int[][] NEIGHBOURS = {{1, 0}, {0, 1}, {-1, 0}, {0, -1}, {1, 1}, {-1, 1}, {-1, -1}, {1, -1}};

    int size() { return columns * rows; }

    int column(int cell) { return cell % columns; }

    int row(int cell) { return cell / columns; }

    double lon(double column) { return west + (column + 0.5) * stepDegrees; }

    double lat(double row) { return north - (row + 0.5) * stepDegrees; }

    Km km(int cell) { return Km.at(lon(column(cell)), lat(row(cell))); }

    /** The cell that holds the place, the nearest one if it lies outside. */
    int cell(Km place) {
        int column = (int) Math.floor((place.lon() - west) / stepDegrees), row = (int) Math.floor((north - place.lat()) / stepDegrees);
        return Math.clamp(row, 0, rows - 1) * columns + Math.clamp(column, 0, columns - 1);
    }

    boolean holds(int column, int row) { return column >= 0 && column < columns && row >= 0 && row < rows; }

    boolean onRim(int cell) {
        int column = column(cell), row = row(cell);
        return column == 0 || row == 0 || column == columns - 1 || row == rows - 1;
    }

    /** Of a step of so many columns and rows. */
    double stepKm(int[] way) {
        return Math.sqrt(way[0] * way[0] * KM_PER_LON * KM_PER_LON + way[1] * way[1] * KM_PER_LAT * KM_PER_LAT) * stepDegrees;
    }

    double cellSquareKm() { return stepDegrees * stepDegrees * KM_PER_LON * KM_PER_LAT; }

    /** Kilometres east and north of the centre. */
    record Km(double east, double north) {
        static Km at(double lon, double lat) { return new Km((lon - CENTRE_LON) * KM_PER_LON, (lat - CENTRE_LAT) * KM_PER_LAT); }

        double lon() { return CENTRE_LON + east / KM_PER_LON; }

        double lat() { return CENTRE_LAT + north / KM_PER_LAT; }

        double to(Km other) { return Math.sqrt((east - other.east) * (east - other.east) + (north - other.north) * (north - other.north)); }

        Km plus(double moreEast, double moreNorth) { return new Km(east + moreEast, north + moreNorth); }

        Km towards(Km other, double share) { return new Km(east + (other.east - east) * share, north + (other.north - north) * share); }
    }
}
