import {Control, LatLngBounds, Map, TileLayer} from '/vendor/leaflet/leaflet-src.esm.js';

/** Panes bottom to top (ux rules §6.5); markers and tooltips keep Leaflet's own. */
const PANES = {hillshade: 200, online: 210, tiles: 220, lines: 300, things: 320, sprites: 450, heroes: 600};
const TILES = {min: 8, max: 13};

/**
 * The map without anything on it but the hillshade; keys are handled by the page.
 * @param {HTMLElement} element
 * @param {{bounds: number[], home?: {lonDegrees: number, latDegrees: number, zoom: number}, tiles?: {min: number, max: number}}} county
 * @param {{still: boolean, attribution: string}} options  still = no animation
 */
export function createMap(element, county, {still, attribution}) {
  const map = new Map(element, {
    zoomControl: false, attributionControl: false, keyboard: false, zoomSnap: 0.25, zoomDelta: 1, wheelPxPerZoomLevel: 90, minZoom: 7, maxZoom: 18,
    fadeAnimation: false, zoomAnimation: !still, markerZoomAnimation: !still, inertia: !still, boxZoom: true, doubleClickZoom: true,
  });
  for (const [name, z] of Object.entries(PANES)) map.createPane(name).style.zIndex = String(z);
  new Control.Attribution({prefix: 'Leaflet', position: 'bottomright'}).addAttribution(attribution).addTo(map);
  const {min, max} = county.tiles ?? TILES;
  new TileLayer('/tiles/hillshade/{z}/{x}/{y}.png', {pane: 'hillshade', minNativeZoom: min, maxNativeZoom: max, minZoom: 0, maxZoom: 22, keepBuffer: 1,
    updateWhenZooming: false, bounds: county.bounds ? padded(county.bounds) : undefined}).addTo(map);
  goHome(map, county);
  return map;
}

/** [west, south, east, north] as Leaflet's bounds. */
export function boundsOf([west, south, east, north]) { return new LatLngBounds([south, west], [north, east]); }

/** Tiles reach beyond the county, so that the screen's corners are not empty. */
const padded = (bounds) => boundsOf(bounds).pad(2);

/** The county's own view, else its bounds. */
export function goHome(map, county) {
  if (county.bounds) map.fitBounds(boundsOf(county.bounds), {animate: false, padding: [8, 8]});
  else if (county.home) map.setView([county.home.latDegrees, county.home.lonDegrees], county.home.zoom, {animate: false});
}
