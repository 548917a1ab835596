package onemap.gis.layer;

import onemap.gis.table.Reason;

/** How a static layer stands. */
public sealed interface LayerState {
    /** It is being read, or will be when somebody asks for it. */
    record Loading() implements LayerState {}

    /** @param geoJson for screens */
    record Ready(Things things, GeoJsonText geoJson) implements LayerState {}

    /** Its file cannot be used; the map is drawn without it. */
    record Broken(Reason reason) implements LayerState {}
}
