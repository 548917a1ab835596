import {judgeAge, LOST} from '../core/freshness.js';
import {CanvasLayer} from './canvas.js';
import {Columns} from './columns.js';
import {Hits} from './hits.js';
import {labelFor, Labels} from './labels.js';
import {mercatorX, mercatorY} from './mercator.js';
import {HEADINGS} from './shapes.js';
import {keyOf, levelOf, SpriteCache, stateOf, withState} from './spritecache.js';
import {Thinning} from './thinning.js';

/** Not drawn anew more often than this. */
const REDRAW_MILLIS = 250;
const LEVELS = 5;
const WEIGHTS = 4;
/** Symbols whose centres are so near stand on one spot. */
const SAME_SPOT = 6;
const [HIDDEN, DOT, DRAWN] = [0, 1, 2];

/**
 * @typedef {{lon: number, lat: number, shape: string, glyph: string, level: number, acknowledged: boolean, headingDegrees: number|undefined,
 *   observedAt: number, freshMillis: number, staleMillis: number, down: boolean, group: number, weight: number}} Symbol
 *   group = layer that shows or hides it; weight 0..3 = who keeps its place when it is crowded
 */

/** All live points in one canvas: position, age, thinning, labels and hit test for every layer. */
export class SpriteLayer extends CanvasLayer {
  #columns = new Columns();
  #hits = new Hits();
  #thinning = new Thinning();
  #labels = new Labels();
  #order = new Int32Array(0);
  #counts = new Int32Array(LEVELS * WEIGHTS + 1);
  #hiddenGroups = new Set();
  #cache;
  #options;
  #selected = '';
  #labelLevel = 1;
  #dirty = false;
  #timer = null;
  #drawnAt = -Infinity;
  #now = 0;
  #stats = {frames: 0, drawn: 0, dots: 0, stale: 0, lost: 0, lastDrawMs: 0, bad: 0};

  /**
   * @param {{theme: object, size: number, fontSize: number, padding: number, labelOf: (id: string) => {title: string, detail: string},
   *   ageOf: (observedAt: number) => string, reach: (zoom: number, size: number) => number}} options  sizes in CSS pixels; reach in 8-pixel cells
   */
  constructor(options) {
    super('sprites', options.padding);
    this.#options = options;
    this.#cache = this.#newCache();
  }

  /** Counters of the last painting and of the layer's life. */
  get stats() { return {...this.#stats, rows: this.#columns.size, sprites: this.#cache.size}; }

  onRemove() {
    clearTimeout(this.#timer);
    this.#timer = null;
    super.onRemove();
  }

  /** Adds a symbol or changes it. @param {Symbol} symbol */
  put(id, symbol) {
    if (!Number.isFinite(symbol.lon) || !Number.isFinite(symbol.lat)) {
      this.drop(id);
      return;
    }
    const columns = this.#columns;
    const row = columns.take(id);
    const key = this.#keyOf(symbol);
    const before = {mx: columns.mx[row], my: columns.my[row], key: columns.key[row], place: columns.place[row], group: columns.group[row]};
    columns.mx[row] = mercatorX(symbol.lon);
    columns.my[row] = mercatorY(symbol.lat);
    columns.observedAt[row] = symbol.observedAt;
    columns.freshFor[row] = symbol.freshMillis;
    columns.staleFor[row] = symbol.staleMillis;
    columns.down[row] = symbol.down ? 1 : 0;
    columns.group[row] = symbol.group;
    columns.weight[row] = symbol.weight;
    columns.key[row] = key;
    if (this.#changesPicture(row, before)) this.#want();
  }

  /** Takes a symbol off the map. */
  drop(id) {
    const row = this.#columns.release(id);
    if (row >= 0 && this.#columns.place[row] !== HIDDEN) this.#want();
  }

  clear() {
    this.#columns.clear();
    this.#want();
  }

  /** Judges every row's age; what turned stale or lost is drawn so, socket or not. @param {number} now epoch milliseconds by the server */
  age(now) {
    const columns = this.#columns;
    this.#now = now;
    for (let row = 0; row < columns.end; row++) {
      if (columns.used[row] === 0) continue;
      const state = this.#stateAt(row, now);
      if (state === stateOf(columns.key[row])) continue;
      columns.key[row] = withState(columns.key[row], state);
      if (columns.place[row] !== HIDDEN) this.#want();
    }
  }

  hideGroups(groups) {
    this.#hiddenGroups = new Set(groups);
    this.#want();
  }

  select(id) {
    this.#selected = id;
    this.#want();
  }

  /** 0 none, 1 yellow and worse and the selected one, 2 all. */
  setLabelLevel(level) {
    this.#labelLevel = level;
    this.#want();
  }

  setTheme(theme) {
    this.#options = {...this.#options, theme};
    this.restyle();
  }

  /** Builds the sprites anew, for another theme, size or pixel ratio. */
  restyle(sizes = {}) {
    Object.assign(this.#options, sizes);
    this.#cache = this.#newCache(this.#cache.glyphs);
    this.repaint();
  }

  #newCache(glyphs = []) { return new SpriteCache(this.#options.theme, this.#options.size, window.devicePixelRatio || 1, glyphs); }

  /** Where a symbol was drawn, in container pixels; null when it is not in view. */
  positionOf(id) {
    const row = this.#columns.rowOf(id);
    if (row < 0 || this.#columns.place[row] === HIDDEN || !this.frame) return null;
    return {x: this.#columns.x[row] + this.frame.offsetX, y: this.#columns.y[row] + this.frame.offsetY, drawn: this.#columns.place[row] === DRAWN};
  }

  /** Ids in view, worst first. */
  idsInView() {
    const columns = this.#columns;
    const rows = [];
    for (let row = 0; row < columns.end; row++) if (columns.used[row] && columns.place[row] !== HIDDEN) rows.push(row);
    return rows.sort((a, b) => levelOf(columns.key[b]) - levelOf(columns.key[a])).map((row) => columns.ids[row]);
  }

  /**
   * What a click means: nothing, the topmost symbol (worst, then nearest), or all that stand on its spot.
   * @param {{x: number, y: number}} point  container pixels
   * @returns {string[]}
   */
  hit(point) {
    if (!this.frame) return [];
    const columns = this.#columns;
    const [x, y] = [point.x - this.frame.offsetX, point.y - this.frame.offsetY];
    const distance = (row) => Math.hypot(columns.x[row] - x, columns.y[row] - y);
    const reach = (row) => (columns.place[row] === DRAWN ? this.#options.size * 0.6 : SAME_SPOT);
    const rows = this.#hits.near(x, y).filter((row) => columns.used[row] && distance(row) <= reach(row));
    rows.sort((a, b) => columns.place[b] - columns.place[a] || levelOf(columns.key[b]) - levelOf(columns.key[a]) || distance(a) - distance(b));
    const [top] = rows;
    if (top === undefined) return [];
    const onSpot = rows.filter((row) => Math.hypot(columns.x[row] - columns.x[top], columns.y[row] - columns.y[top]) <= SAME_SPOT);
    return onSpot.map((row) => columns.ids[row]);
  }

  #keyOf(symbol) {
    const heading = Number.isFinite(symbol.headingDegrees) ? Math.round((symbol.headingDegrees * HEADINGS) / 360) % HEADINGS : -1;
    const state = symbol.down ? LOST : judgeAge(this.#now - symbol.observedAt, symbol);
    return keyOf(symbol.shape, symbol.level, state, symbol.acknowledged, heading, this.#cache.glyphNumber(symbol.glyph));
  }

  #stateAt(row, now) {
    const columns = this.#columns;
    if (columns.down[row]) return LOST;
    return judgeAge(now - columns.observedAt[row], {freshMillis: columns.freshFor[row], staleMillis: columns.staleFor[row]});
  }

  /** Whether a put shows: another look or half a pixel of movement of what is in view, or something that comes into it. */
  #changesPicture(row, before) {
    const {frame} = this;
    const columns = this.#columns;
    if (!frame || this.#hiddenGroups.has(columns.group[row])) return frame !== null && before.place !== HIDDEN;
    if (before.place !== HIDDEN) {
      return before.key !== columns.key[row] || Math.abs(columns.mx[row] * frame.scale - frame.originX - columns.x[row]) > 0.5
        || Math.abs(columns.my[row] * frame.scale - frame.originY - columns.y[row]) > 0.5;
    }
    return inside(columns.mx[row] * frame.scale - frame.originX, columns.my[row] * frame.scale - frame.originY, frame);
  }

  /** Asks for a painting, at most four a second. */
  #want() {
    this.#dirty = true;
    if (this.#timer !== null) return;
    const wait = Math.max(0, this.#drawnAt + REDRAW_MILLIS - performance.now());
    this.#timer = setTimeout(() => {
      this.#timer = null;
      if (this.#dirty) this.repaint();
    }, wait);
  }

  paint(context, frame) {
    const begin = performance.now();
    this.#dirty = false;
    const count = this.#sortIntoBuckets(frame);
    this.#thin(frame, count);
    this.#paintSprites(context, count);
    this.#paintSelection(context);
    if (this.#labelLevel > 0) this.#paintLabels(context, count);
    this.#drawnAt = performance.now();
    this.#stats.frames++;
    this.#stats.lastDrawMs = this.#drawnAt - begin;
  }

  /** Culls, and orders what is in view by level and weight with counting buckets: calm first. @returns {number} rows in view */
  #sortIntoBuckets(frame) {
    const columns = this.#columns;
    const counts = this.#counts.fill(0);
    if (this.#order.length < columns.end) this.#order = new Int32Array(columns.end * 2);
    for (let row = 0; row < columns.end; row++) {
      columns.place[row] = HIDDEN;
      if (columns.used[row] === 0 || this.#hiddenGroups.has(columns.group[row])) continue;
      const x = columns.mx[row] * frame.scale - frame.originX;
      const y = columns.my[row] * frame.scale - frame.originY;
      if (!inside(x, y, frame)) continue;
      columns.x[row] = x;
      columns.y[row] = y;
      columns.place[row] = DRAWN;
      counts[bucketOf(columns, row) + 1]++;
    }
    for (let i = 1; i < counts.length; i++) counts[i] += counts[i - 1];
    const count = counts[counts.length - 1];
    for (let row = 0; row < columns.end; row++) {
      if (columns.place[row] === DRAWN) this.#order[counts[bucketOf(columns, row)]++] = row;
    }
    return count;
  }

  /** Worst first; who finds no place becomes a dot. The selected one always stands. */
  #thin(frame, count) {
    const columns = this.#columns;
    const selected = columns.rowOf(this.#selected);
    this.#hits.reset(frame.width, frame.height, columns.end);
    this.#thinning.reset(frame.width, frame.height, this.#options.reach(frame.zoom, this.#options.size));
    const stats = Object.assign(this.#stats, {drawn: 0, dots: 0, stale: 0, lost: 0});
    for (let i = count - 1; i >= 0; i--) {
      const row = this.#order[i];
      const key = columns.key[row];
      const kept = this.#thinning.keep(columns.x[row], columns.y[row], levelOf(key)) || row === selected;
      columns.place[row] = kept ? DRAWN : DOT;
      this.#hits.add(row, columns.x[row], columns.y[row]);
      stats[kept ? 'drawn' : 'dots']++;
      const state = stateOf(key);
      if (state === LOST) stats.lost++;
      else if (state !== 0) stats.stale++;
    }
  }

  #paintSprites(context, count) {
    const columns = this.#columns;
    context.fillStyle = this.#options.theme.dot;
    for (let i = 0; i < count; i++) {
      const row = this.#order[i];
      if (columns.place[row] === DOT) context.fillRect(Math.round(columns.x[row]) - 1.5, Math.round(columns.y[row]) - 1.5, 3, 3);
    }
    context.imageSmoothingEnabled = false;
    for (let i = 0; i < count; i++) {
      const row = this.#order[i];
      if (columns.place[row] !== DRAWN) continue;
      const {bitmap, dx, dy, width, height} = this.#cache.sprite(columns.key[row]);
      context.drawImage(bitmap, Math.round(columns.x[row]) - dx, Math.round(columns.y[row]) - dy, width, height);
    }
  }

  #paintSelection(context) {
    const columns = this.#columns;
    const row = columns.rowOf(this.#selected);
    if (row < 0 || columns.place[row] === HIDDEN) return;
    const {size, theme} = this.#options;
    context.strokeStyle = theme.link;
    context.lineWidth = Math.max(2, size * 0.08);
    context.beginPath();
    context.arc(columns.x[row], columns.y[row], size * 0.98, 0, 2 * Math.PI);
    context.stroke();
  }

  #labelOf(row) {
    const columns = this.#columns;
    const id = columns.ids[row];
    const about = {id, x: columns.x[row], y: columns.y[row], level: levelOf(columns.key[row]), state: stateOf(columns.key[row]),
      observedAt: columns.observedAt[row], weight: columns.weight[row], selected: id === this.#selected, all: this.#labelLevel === 2};
    return labelFor(about, this.#options);
  }

  #paintLabels(context, count) {
    const columns = this.#columns;
    const {size, theme, fontSize} = this.#options;
    const labels = [];
    const taken = [];
    const avoided = [];
    const reach = size * 0.5;
    for (let i = count - 1; i >= 0; i--) {
      const row = this.#order[i];
      if (columns.place[row] !== DRAWN) continue;
      const label = this.#labelOf(row);
      if (label) labels.push(label);
      const [x, y] = [columns.x[row], columns.y[row]];
      (levelOf(columns.key[row]) > 0 ? taken : avoided).push({left: x - reach, right: x + reach, top: y - reach, bottom: y + reach});
    }
    labels.sort((a, b) => b.priority - a.priority);
    this.#labels.paint(context, theme, labels, fontSize, {taken, avoided});
  }
}

const bucketOf = (columns, row) => levelOf(columns.key[row]) * WEIGHTS + columns.weight[row];

const inside = (x, y, frame) => x > -16 && y > -16 && x < frame.width + 16 && y < frame.height + 16;
