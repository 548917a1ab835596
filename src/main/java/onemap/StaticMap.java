package onemap;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import java.nio.file.Path;
import java.time.InstantSource;
import onemap.gis.CoordinateSystems;
import onemap.gis.layer.StaticLayers;
import onemap.gis.online.OnlineMap;
import onemap.gis.online.OnlineMapSettings;
import onemap.gis.tiles.TileFiles;
import onemap.net.AllowList;
import onemap.net.Destinations;
import onemap.net.HttpCalls;
import onemap.web.api.MapData;
import onemap.web.ogc.OgcFeatures;

/** What lies under the live picture, wired: the county's files are read when somebody looks, or after the start. */
final class StaticMap {
    private StaticMap() {}

    static MapData open(OnlineMapSettings online, County county, Path data, Vertx web, InstantSource clock, Closings closings) {
        var systems = new CoordinateSystems();
        var ground = county.ground(systems);
        var layers = closings.add("static layers", new StaticLayers(county.catalogue(), county.folder(), systems));
        var tiles = closings.add("tiles", new TileFiles(county.catalogue(), county.folder()));
        var destinations = new Destinations(new AllowList(online.allow()), closings.add("names of the online map", online.names()));
        var calls = closings.add("calls for the online map", new HttpCalls(web, new HttpClientOptions(), online.limits()));
        try {
            return new MapData(layers.refuse(OgcFeatures.names()).start(), tiles, ground, () -> county.hillshade(ground),
                    new OnlineMap(online, data.resolve("online-tiles"), destinations, calls, clock));
        } catch (IllegalArgumentException e) {
            throw new SettingsFile.Wrong("onlineMap." + e.getMessage());
        }
    }
}
