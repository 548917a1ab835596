import {lengthText, metresOf, SHAPES, surfaceText, withMetres} from '../core/area.js';
import {problemText} from '../core/problems.js';
import {millis} from '../core/store.js';
import {ageText, timeOfDay} from '../core/time.js';
import {Drawing} from '../map/drawing.js';
import {AreaLists} from './arealists.js';
import {AreaSums} from './areasums.js';
import {el, setHidden, setText} from './dom.js';

const USUAL_METRES = {corridor: 500, object: 1000};
/** As files are offered: the one for people first. */
const FORMATS = [['xlsx', 'Excel'], ['csv', 'CSV'], ['geojson', 'GeoJSON'], ['shp', 'Shapefile'], ['gpkg', 'GeoPackage']];

/** What lies in an area 圈选统计: drawn on the map, of a warning, of a town, or round a thing; sums first. */
export class AreaPanel {
  element;
  drawing;
  #app;
  #map;
  #ask = null;
  #asked = 0;
  #answer = null;
  #towns = el('select', {on: {change: () => this.#town()}});
  #shapes;
  #hint = el('p.hint', {role: 'status'});
  #metres = el('input', {type: 'number', min: 1, max: 200_000, step: 1, inputmode: 'numeric', on: {change: () => this.#remetre()}});
  #width;
  #fault = el('p.fault', {role: 'alert', hidden: true});
  #title = el('h3');
  #age = el('p.quiet');
  #refresh;
  #files;
  #result;
  #sums;
  #lists;

  /** @param {import('../pages/mapview.js').MapView} view */
  constructor(app, view) {
    const {t} = app;
    this.#app = app;
    this.#map = view.map;
    this.drawing = new Drawing(view.map, {changed: () => this.#drawn(), ended: (drawn) => this.#ended(drawn)});
    this.#sums = new AreaSums(app);
    this.#lists = new AreaLists(app);
    this.#shapes = SHAPES.map((shape) => el('button', {type: 'button', data: {shape}, 'aria-pressed': 'false', on: {click: () => this.begin(shape)}}, t(`area.${shape}`)));
    this.#width = el('label.metres', {hidden: true}, el('span'), this.#metres, 'm');
    this.#refresh = el('button', {type: 'button', on: {click: () => this.refresh()}}, t('area.refresh'));
    this.#files = el('div.files', {}, el('span.quiet', {}, t('area.export')),
      ...FORMATS.map(([format, name]) => el('button', {type: 'button', data: {format}, on: {click: () => this.#save(format)}}, name)));
    this.#towns.setAttribute('aria-label', t('area.town.choose'));
    this.#result = el('div.result', {hidden: true}, el('div.asked', {}, this.#title, this.#refresh), this.#age, this.#sums.element, this.#files, this.#lists.element);
    const close = el('button.close', {type: 'button', 'aria-label': t('close'), title: 'Esc', on: {click: () => this.close()}}, '×');
    this.element = el('section.panel.area-panel', {id: 'area', 'aria-label': t('area.title'), tabindex: '-1', hidden: true},
      el('div.head', {}, el('h2', {}, t('area.title')), el('span.gap'), close),
      el('div.ways', {}, el('div.shapes', {role: 'group', 'aria-label': t('area.draw')}, ...this.#shapes), this.#towns, this.#width, this.#hint), this.#fault, this.#result);
  }

  get open() { return !this.element.hidden; }

  /** Draws a shape; opens the panel. */
  begin(shape = 'polygon') {
    this.#show();
    this.#forget();
    this.drawing.begin(shape);
  }

  /** What the area of a warning holds. */
  ofWarning(id) { this.#put({warning: id}); }

  /** What lies round a thing. */
  around(id) { this.#put({object: id, metres: USUAL_METRES.object}); }

  cancel() { this.drawing.cancel(); }

  close() {
    this.drawing.cancel();
    this.drawing.clear();
    this.#forget();
    this.element.hidden = true;
    this.#app.areaOpened(false);
  }

  /** What is told belongs to what is seen on the map: a new shape begins with nothing. */
  #forget() {
    this.#asked++;
    this.#ask = null;
    this.#answer = null;
    this.#towns.value = '';
    setHidden(this.#result, true);
    setHidden(this.#fault, true);
  }

  /** The same again, as it is now. */
  refresh() { if (this.#ask) this.#put(this.#ask, {again: true}); }

  tick(now) { if (this.#answer) setText(this.#age, this.#ageText(now)); }

  #show() {
    if (this.open) return;
    this.element.hidden = false;
    this.#app.areaOpened(true);
    this.#fillTowns();
  }

  async #fillTowns() {
    if (this.#towns.options.length > 0) return;
    const {api, session, t} = this.#app;
    this.#towns.append(el('option', {value: ''}, t('area.town.choose')));
    const {area} = session.told.value;
    try {
      const {features} = await api.baseLayer('towns');
      const mine = features.map(({properties}) => properties).filter(({code}) => session.wholeCounty || code === area.slice(0, 9));
      for (const {code, name} of mine) this.#towns.append(el('option', {value: session.wholeCounty ? code : area}, name));
    } catch {
      setHidden(this.#towns, true); // drawing works without
    }
  }

  #town() {
    const town = this.#towns.value;
    if (!town) return;
    this.drawing.cancel();
    this.#put({town});
  }

  #drawn() {
    const {drawn, active, radius} = this.drawing;
    const {t} = this.#app;
    for (const button of this.#shapes) button.setAttribute('aria-pressed', String(active && drawn.shape === button.dataset.shape));
    if (!active) return this.#tellMetres();
    this.#tellMetres(drawn.shape);
    const n = drawn.points.length;
    const step = n === 0 ? 'first' : drawn.ready ? 'ready' : 'more';
    setText(this.#hint, Number.isFinite(radius) ? t('area.hint.radius', {length: lengthText(radius)}) : t(`area.hint.${drawn.shape}.${step}`, {n}));
  }

  #ended(drawn) {
    const side = Math.max(1, Math.round(Number(this.#metres.value)) || USUAL_METRES.corridor);
    this.#put(drawn.ask(side), {drawn: true});
  }

  /** The field for a radius or a width is there when there is one. */
  #tellMetres(drawing = '') {
    const metres = drawing === 'corridor' ? USUAL_METRES.corridor : drawing || !this.#ask ? NaN : metresOf(this.#ask);
    setHidden(this.#width, !Number.isFinite(metres));
    if (!drawing) setText(this.#hint, '');
    if (!Number.isFinite(metres)) return;
    const corridor = drawing === 'corridor' || Boolean(this.#ask?.corridor);
    setText(this.#width.firstElementChild, this.#app.t(corridor ? 'area.side' : 'area.radius'));
    if (!drawing || !Number(this.#metres.value)) this.#metres.value = String(metres);
    this.#metres.max = corridor ? '20000' : '200000';
  }

  #remetre() {
    const metres = Number(this.#metres.value);
    if (!this.drawing.active && this.#ask && metres > 0) this.#put(withMetres(this.#ask, metres), {again: true});
  }

  async #put(ask, {drawn = false, again = false} = {}) {
    this.#show();
    this.drawing.cancel();
    const number = ++this.#asked;
    this.#ask = ask;
    if (!again) this.#towns.value = ask.town ?? '';
    this.#refresh.disabled = true;
    try {
      const answer = await this.#app.api.area(ask);
      if (number !== this.#asked) return;
      this.#fill(answer);
      if (!drawn && !again) this.#map.fitBounds(this.drawing.bounds, {animate: !this.#app.still, padding: [40, 40]});
    } catch (error) {
      if (number === this.#asked) this.#fail(error);
    } finally {
      this.#refresh.disabled = false;
    }
  }

  #fill(answer) {
    this.#answer = answer;
    setHidden(this.#fault, true);
    this.#tellMetres();
    this.drawing.show(answer.outline);
    setText(this.#title, this.#titleOf(answer));
    setText(this.#age, this.#ageText(this.#app.clock.now()));
    this.#sums.show(answer);
    this.#lists.show(answer);
    setHidden(this.#result, false);
  }

  /** What was drawn is named in the page's language, what has a name by its name. */
  #titleOf({title}) {
    const {t} = this.#app;
    const shape = SHAPES.find((each) => each in this.#ask);
    if (shape) return t(`area.${shape}`);
    const {object, metres} = this.#ask;
    return object ? t('area.around', {name: this.#app.store.findAny(object)?.properties.name ?? object, length: lengthText(metres)}) : title;
  }

  #ageText(now) {
    const at = millis(this.#answer.computedAt);
    return this.#app.t('area.asOf', {size: surfaceText(this.#answer.squareMetres), time: timeOfDay(at), age: ageText(at, now, this.#app.t)});
  }

  /** What was answered before stays, with its age. */
  #fail(error) {
    setText(this.#fault, this.#app.t('area.failed', {reason: problemText(error, this.#app.text)}));
    setHidden(this.#fault, false);
  }

  async #save(format) {
    const button = this.#files.querySelector(`[data-format=${format}]`);
    button.disabled = true;
    try {
      const {blob, name} = await this.#app.api.areaFile(this.#ask, format);
      const address = URL.createObjectURL(blob);
      el('a', {href: address, download: name}).click();
      setTimeout(() => URL.revokeObjectURL(address), 60_000);
      setHidden(this.#fault, true);
    } catch (error) {
      this.#fail(error);
    } finally {
      button.disabled = false;
    }
  }

  remove() { this.element.remove(); }
}
