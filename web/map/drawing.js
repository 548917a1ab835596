import {Circle, CircleMarker, GeoJSON, LayerGroup, Polygon, Polyline} from '/vendor/leaflet/leaflet-src.esm.js';
import {Drawn} from '../core/area.js';

/** A second click of a double click may be so many pixels off. */
const SAME_PIXELS = 6;
const LINE = {className: 'area-line', interactive: false};
const FACE = {className: 'area-face', interactive: false};

/** Draws a shape by clicks on the map and shows what was asked about. */
export class Drawing {
  #map;
  #layers;
  #asked;
  #drawn = null;
  #pointer = null;
  #changed;
  #ended;

  /** @param {{changed: () => void, ended: (drawn: Drawn) => void}} listeners  ended: it is a whole shape */
  constructor(map, {changed, ended}) {
    this.#map = map;
    this.#changed = changed;
    this.#ended = ended;
    this.#layers = new LayerGroup().addTo(map);
    this.#asked = new LayerGroup().addTo(map);
    map.on('mousemove', ({latlng}) => this.#move(latlng));
    map.on('dblclick', () => this.#doubleClicked());
  }

  get active() { return this.#drawn !== null; }

  get drawn() { return this.#drawn; }

  /** Of the circle that is being drawn, metres; else NaN. */
  get radius() { return this.#drawn?.shape === 'circle' && this.#pointer ? this.#drawn.radius(this.#pointer) : NaN; }

  begin(shape) {
    this.cancel();
    this.clear();
    this.#drawn = new Drawn(shape, (a, b) => this.#map.distance(a, b));
    this.#map.doubleClickZoom.disable();
    this.#map.getContainer().classList.add('is-placing');
    this.#changed();
  }

  /** A click. @param {{lat: number, lng: number}} place */
  take(place) {
    this.#drawn.add(place);
    this.#paint();
    this.#changed();
    if (this.#drawn.full) this.end();
  }

  removeLast() {
    this.#drawn.removeLast();
    this.#paint();
    this.#changed();
  }

  /** With too few points it goes on. */
  end() {
    if (!this.#drawn?.ready) return;
    const drawn = this.#drawn;
    this.cancel();
    this.#ended(drawn);
  }

  cancel() {
    if (!this.#drawn) return;
    this.#drawn = null;
    this.#pointer = null;
    this.#layers.clearLayers();
    this.#map.getContainer().classList.remove('is-placing');
    setTimeout(() => { if (!this.active) this.#map.doubleClickZoom.enable(); }); // the double click that ended it zooms nothing
    this.#changed();
  }

  /** What was asked about, as the server understood it. @param {object} geometry  GeoJSON */
  show(geometry) {
    this.#asked.clearLayers();
    this.#asked.addLayer(new GeoJSON(geometry, {interactive: false, style: () => ({...FACE})}));
  }

  /** Its bounds, so that the map may go there. */
  get bounds() { return this.#asked.getLayers()[0]?.getBounds(); }

  clear() { this.#asked.clearLayers(); }

  #move(latlng) {
    if (!this.#drawn || this.#drawn.points.length === 0) return;
    this.#pointer = latlng;
    this.#paint();
    this.#changed();
  }

  #doubleClicked() {
    if (!this.#drawn) return;
    const {points} = this.#drawn;
    const [a, b] = points.slice(-2).map((point) => this.#map.latLngToContainerPoint(point));
    if (b && a.distanceTo(b) <= SAME_PIXELS) this.#drawn.removeLast();
    this.end();
  }

  #paint() {
    this.#layers.clearLayers();
    const {shape, points} = this.#drawn;
    const open = this.#pointer ? [...points, this.#pointer] : points;
    if (shape === 'circle' && points.length > 0) this.#layers.addLayer(new Circle(points[0], {radius: this.radius || 0, ...FACE}));
    else if (shape === 'polygon' && open.length > 2) this.#layers.addLayer(new Polygon(open, FACE));
    else if (open.length > 1) this.#layers.addLayer(new Polyline(open, LINE));
    for (const point of points) this.#layers.addLayer(new CircleMarker(point, {radius: 4, className: 'area-corner', interactive: false}));
  }
}
