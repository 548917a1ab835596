import {layerOf, layers} from '../layers/index.js';
import {symbolOf} from '../layers/symbols.js';
import {BaseLayer} from '../map/base.js';
import {boundsOf as geometryBounds} from '../map/geometry.js';
import {boundsOf, createMap, goHome} from '../map/map.js';
import {StaticMap} from '../map/statics.js';
import {SpriteLayer} from '../map/sprites.js';
import {WarningAreas} from '../map/warnings.js';
import {shortAge} from '../core/time.js';

/** How far, in symbols, others keep away from a normal one: the farther out, the calmer. */
const distance = (zoom) => (zoom >= 14 ? 0.4 : zoom >= 13 ? 1.2 : zoom >= 12 ? 1.7 : 2);
const CELL = 8;
const DESK_SYMBOL = 24;
const NEARER = 1.75;

/** Map, base, areas and symbols of a page, fed by the store. */
export class MapView {
  #app;
  #areas = new WarningAreas();

  /**
   * @param {{symbolSize: number, fontSize: number, padding: number, scale: number, calm?: number}} sizes  CSS pixels; scale of lines and names;
   *   calm > 1 keeps symbols farther apart
   */
  constructor(app, element, {symbolSize, fontSize, padding, scale, calm = 1}) {
    this.#app = app;
    const {theme, county, t} = app;
    this.map = createMap(element, county, {still: app.still, attribution: [t('map.sources'), t('map.approval')].join(' · ')});
    this.base = new BaseLayer(theme, this.#areas, {padding, scale}).addTo(this.map);
    this.statics = new StaticMap(app, this.map, {padding, scale});
    this.sprites = new SpriteLayer({theme, size: symbolSize, fontSize, padding,
      reach: (zoom, size) => Math.round((distance(zoom - Math.log2(size / DESK_SYMBOL)) * calm * size) / CELL),
      labelOf: (id) => this.#label(id),
      ageOf: (at) => (Number.isFinite(at) ? shortAge(at, app.clock.now(), t) : t('fresh.never'))}).addTo(this.map);
    this.sprites.setLabelLevel(app.labelLevel.value);
    this.sprites.select(app.selection.value);
    this.showLayers(app.shownLayers.value);
    app.store.listen((changes) => this.#apply(changes));
    this.base.load((name) => app.api.baseLayer(name), county.layers?.map(({id}) => id));
  }

  /** How close somebody looks at one thing: so much nearer than the whole county, whatever the screen. */
  #near() { return this.map.getBoundsZoom(boundsOf(this.#app.county.bounds)) + NEARER; }

  home() { goHome(this.map, this.#app.county); }

  /** Shows a thing or an area wholly. */
  fly(entity, animate = !this.#app.still) {
    if (!entity) return;
    const bounds = entity.geometry && entity.kind === 'warnings' ? geometryBounds(entity.geometry) : null;
    if (bounds) this.map.fitBounds(boundsOf(bounds), {animate, padding: [40, 40], maxZoom: this.#near()});
    else if (Number.isFinite(entity.lon)) this.map.setView([entity.lat, entity.lon], Math.max(this.map.getZoom(), this.#near()), {animate});
  }

  select(id) {
    this.sprites.select(id);
    this.#areas.select(id);
    this.base.repaint();
  }

  /** @param {Set<string>} shown  layer ids */
  showLayers(shown) {
    this.sprites.hideGroups(layers.flatMap((layer, i) => (shown.has(layer.id) ? [] : [i])));
    this.#areas.show(shown.has('warning'));
    this.base.showNames(shown.has('name'));
  }

  setTheme(theme) {
    this.base.setTheme(theme);
    this.statics.setTheme(theme);
    this.sprites.setTheme(theme);
  }

  age(now) { this.sprites.age(now); }

  #label(id) {
    const {store, t} = this.#app;
    const entity = store.findAny(id);
    if (!entity) return {title: '', detail: ''};
    return {title: entity.properties.name ?? id, detail: layerOf(entity)?.detail(entity, t) ?? ''};
  }

  #apply({reset, put, moved, removed}) {
    if (reset) {
      this.sprites.clear();
      this.sprites.age(this.#app.clock.now());
    }
    const objects = new Set();
    for (const entity of put) this.#put(entity, objects);
    for (const entity of moved) this.#place(entity);
    for (const {kind, id, properties} of removed) {
      if (kind === 'alarms') objects.add(properties.objectId);
      else this.sprites.drop(id);
    }
    for (const id of objects) this.#place(this.#app.store.findAny(id));
    if (reset || [...put, ...removed].some(({kind}) => kind === 'warnings')) this.#showAreas();
  }

  #put(entity, objects) {
    if (entity.kind === 'alarms') objects.add(entity.properties.objectId);
    else this.#place(entity);
  }

  #place(entity) {
    const symbol = entity && symbolOf(entity, this.#app);
    if (symbol) this.sprites.put(entity.id, symbol);
  }

  #showAreas() {
    this.#areas.set(this.#app.store.list('warnings'));
    this.base.repaint();
  }
}
