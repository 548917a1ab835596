package onemap.web.api;

import java.util.function.Supplier;
import onemap.gis.Hillshade;
import onemap.gis.layer.StaticLayers;
import onemap.gis.online.OnlineMap;
import onemap.gis.terrain.Ground;
import onemap.gis.tiles.TileFiles;

/** What lies under the live picture: things that stay, tiles, terrain. */
public record MapData(StaticLayers layers, TileFiles tiles, Ground ground, Supplier<Hillshade> hillshade, OnlineMap online) {}
