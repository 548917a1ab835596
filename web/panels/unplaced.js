import {ageText} from '../core/time.js';
import {el, setHidden, setText} from './dom.js';

const KINDS = ['tracks', 'stations', 'cameras'];
const MOST_ROWS = 50;

/** Devices that speak but stand in no register and have no place 未上图, each with a button to place it. */
export class Unplaced {
  element;
  #app;
  #count = el('span.counts');
  #list = el('ul.unplaced', {id: 'unplaced'});
  #shown = '';

  constructor(app) {
    this.#app = app;
    this.element = el('section.panel.unplaced-panel', {'aria-label': app.t('unplaced.title'), hidden: true, tabindex: '-1'},
      el('div.head', {}, el('h2', {}, app.t('unplaced.title')), this.#count), this.#list);
  }

  update() {
    const things = KINDS.flatMap((kind) => [...this.#app.store.list(kind)]).filter(({lon}) => !Number.isFinite(lon));
    const key = things.map(({id, version}) => `${id} ${version}`).join();
    if (key === this.#shown) return;
    this.#shown = key;
    setHidden(this.element, things.length === 0);
    setText(this.#count, this.#app.t('unplaced.count', {n: things.length}));
    this.#list.replaceChildren(...things.slice(0, MOST_ROWS).map((thing) => this.#row(thing)));
  }

  #row(thing) {
    const {t, clock, beginPlacing, select, mayPlace} = this.#app;
    const place = mayPlace ? el('button', {type: 'button', on: {click: () => beginPlacing(thing)}}, t('unplaced.place')) : null;
    return el('li', {data: {id: thing.id}}, el('button.row', {type: 'button', on: {click: () => select(thing.id)}},
      el('span.what', {}, el('b', {}, thing.properties.name || thing.id), el('span.quiet', {}, `${thing.id} · ${ageText(thing.observedAt, clock.now(), t)}`))),
    place);
  }

  remove() { this.element.remove(); }
}
