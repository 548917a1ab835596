package onemap.gis.cql2;

import org.locationtech.jts.geom.Coordinate;

/** Where the two numbers of a position in a filter are: by the coordinate system the filter is written in (Part 3, filter-crs). */
public interface Placing {
    /** Longitude, latitude in degrees: what a filter is written in when nobody says otherwise. */
    Placing LON_LAT = (lon, lat) -> {
        if (Math.abs(lon) > 180 || Math.abs(lat) > 90) throw new Cql2Text.Malformed(lon + " " + lat + " is no longitude and latitude");
        return new Coordinate(lon, lat);
    };

    /** In WGS-84, longitude in x; throws an {@code IllegalArgumentException} for what lies outside. */
    Coordinate wgs84(double first, double second);
}
