import {CLASSES} from '../core/freshness.js';
import {el, setText} from './dom.js';

/** The bar under the map: how many of each class are on line, late and lost. */
export class AgesBar {
  element;
  #app;
  #counts = new Map();
  #place = el('span.place');
  #base = el('span');
  #bad = el('span.bad', {hidden: true});

  constructor(app) {
    this.#app = app;
    const {t} = app;
    this.element = el('div.ages', {id: 'ages'}, el('span.title', {title: t('ages.hint')}, t('ages.title')));
    for (const name of CLASSES) this.#add(name);
    this.element.append(this.#bad, el('span.gap'), this.#place, this.#base);
    this.showBase({on: false, offline: true});
  }

  #add(name) {
    const figures = [0, 1, 2].map((state) => el(`i.fresh-${state}`, {}, '0'));
    this.#counts.set(name, figures);
    const [fresh, stale, lost] = figures;
    this.element.append(el('span', {data: {class: name}, title: this.#app.t('ages.hint')}, el('b', {}, this.#app.t(`class.${name}`)), ' ', fresh, '/', stale, '/', lost));
  }

  /** @param {Map<string, number[]>} counts  of core/freshness.js */
  tick(counts) {
    for (const [name, figures] of this.#counts) figures.forEach((figure, state) => setText(figure, String(counts.get(name)[state])));
    const bad = this.#app.badRecords();
    this.#bad.hidden = bad === 0;
    setText(this.#bad, this.#app.t('ages.bad', {n: bad}));
  }

  /** Where the base map comes from: the terrain of this server, or through it from elsewhere while that answers. */
  showBase({on, offline}) { setText(this.#base, this.#app.t(on && !offline ? 'map.online' : 'map.offline')); }

  showPlace(text) { setText(this.#place, text); }

  remove() { this.element.remove(); }
}
