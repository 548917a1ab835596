import {TileLayer} from '/vendor/leaflet/leaflet-src.esm.js';
import {Signal} from '../core/signal.js';
import {ThingsLayer} from './things.js';

export const ONLINE = 'online';
/** While files are being read. */
const SOON_MILLIS = 3_000;
/** Whether the online map is away is asked so often. */
const ONLINE_MILLIS = 30_000;

/** The county's own layers of the catalogue, and the online base map: what there is, what is shown, how it stands. */
export class StaticMap {
  #app;
  #map;
  #things;
  #loaded = new Map();
  #tiles = new Map();
  #offlineNote = '';
  /** What the server has: GET /api/v1/layers. */
  list = new Signal({layers: [], terrain: {}, online: {on: false, offline: false, layers: []}});
  /** Ids; null until the list is here and nobody has chosen. */
  shown;

  constructor(app, map, sizes) {
    this.#app = app;
    this.#map = map;
    this.shown = new Signal(app.view.statics ? new Set(app.view.statics) : null);
    this.#things = new ThingsLayer(app.theme, sizes).addTo(map);
    this.shown.listen(() => this.#show());
    this.#ask();
  }

  setTheme(theme) { this.#things.setTheme(theme); }

  setScale(scale) { this.#things.setScale(scale); }

  toggle(id) {
    const shown = new Set(this.shown.value);
    if (!shown.delete(id)) shown.add(id);
    this.shown.set(shown);
  }

  async #ask() {
    const {api, timers} = this.#app;
    let again = ONLINE_MILLIS;
    try {
      const list = await api.layers();
      this.list.set(list);
      if (this.shown.value === null) this.shown.set(new Set([...list.layers.filter(({shown}) => shown).map(({id}) => id), ...(list.online.on ? [ONLINE] : [])]));
      else this.#show();
      if (list.layers.some(({state}) => state === 'loading')) again = SOON_MILLIS;
      else if (!list.online.on) again = 0;
    } catch {
      // asked again: a server that is away tells so elsewhere
    }
    if (again > 0) timers.setTimeout(() => this.#ask(), again);
  }

  #show() {
    const {layers, online} = this.list.value;
    const shown = this.shown.value ?? new Set();
    const ready = layers.filter(({id, state}) => shown.has(id) && state === 'ready');
    this.#showTiles(ready.filter(({kind}) => kind === 'raster'), online.on && shown.has(ONLINE) ? online : null);
    this.#showThings(ready.filter(({kind}) => kind === 'features'));
    this.#tellOffline(online.on && shown.has(ONLINE) && online.offline);
  }

  #showTiles(layers, online) {
    const wanted = new Map(layers.map((layer) => [layer.id, {url: layer.url, pane: 'tiles', attribution: escaped(layer.source), minZoom: layer.style.minZoom,
      maxZoom: layer.style.maxZoom, minNativeZoom: layer.tileMinZoom, maxNativeZoom: layer.tileMaxZoom}]));
    for (const url of online?.layers ?? []) wanted.set(url, {url, pane: 'online', attribution: escaped(online.attribution), minNativeZoom: online.minZoom,
      maxNativeZoom: online.maxZoom, maxZoom: 22});
    for (const [id, tiles] of this.#tiles) if (!wanted.has(id)) {
      tiles.remove();
      this.#tiles.delete(id);
    }
    for (const [id, {url, ...options}] of wanted) if (!this.#tiles.has(id)) this.#tiles.set(id, new TileLayer(url, {keepBuffer: 1, updateWhenZooming: false, ...options}).addTo(this.#map));
  }

  #showThings(layers) {
    for (const layer of layers) if (!this.#loaded.has(layer.id)) this.#load(layer);
    this.#things.set(layers.map(({id}) => this.#loaded.get(id)).filter((loaded) => loaded?.groups));
  }

  async #load({id, url, style}) {
    this.#loaded.set(id, {});
    try {
      const {features} = await this.#app.api.staticLayer(url);
      this.#loaded.set(id, ThingsLayer.prepare(style, features));
      this.#show();
    } catch {
      this.#loaded.delete(id); // fetched again when it is switched on again
    }
  }

  /** On pages without a bar of their own it stands beside the sources. */
  #tellOffline(offline) {
    const note = offline ? this.#app.t('map.offline') : '';
    const {attributionControl} = this.#map;
    if (note === this.#offlineNote || !attributionControl) return;
    if (this.#offlineNote) attributionControl.removeAttribution(this.#offlineNote);
    if (note) attributionControl.addAttribution(note);
    this.#offlineNote = note;
  }
}

/** Leaflet takes sources as HTML. */
const escaped = (text) => text.replace(/[&<>"']/g, (mark) => `&#${mark.codePointAt(0)};`);
