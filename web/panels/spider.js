import {layerOf} from '../layers/index.js';
import {symbolOf} from '../layers/symbols.js';
import {el, symbolCanvas} from './dom.js';

const MOST = 20;

/** All that stand on one spot, as a list beside it: nobody is hidden under another. */
export class Spider {
  #app;
  #element = el('div.spider', {id: 'spider', hidden: true});

  constructor(app, container) {
    this.#app = app;
    container.append(this.#element);
    for (const event of ['click', 'dblclick', 'mousedown', 'wheel', 'pointerdown']) this.#element.addEventListener(event, (each) => each.stopPropagation());
  }

  get open() { return !this.#element.hidden; }

  /** @param {string[]} ids  @param {{x: number, y: number}} point  container pixels */
  show(ids, point) {
    const things = ids.map((id) => this.#app.store.findAny(id)).filter(Boolean);
    const more = things.length > MOST ? [el('p.quiet', {}, `+${things.length - MOST}`)] : [];
    this.#element.replaceChildren(...things.slice(0, MOST).map((thing) => this.#row(thing)), ...more);
    const {clientWidth, clientHeight} = this.#element.parentElement;
    this.#element.hidden = false;
    this.#element.style.left = `${Math.min(point.x + 14, clientWidth - this.#element.offsetWidth - 8)}px`;
    this.#element.style.top = `${Math.max(8, Math.min(point.y - 14, clientHeight - this.#element.offsetHeight - 8))}px`;
  }

  close() { this.#element.hidden = true; }

  #row(thing) {
    const {select, theme, freshness, alarmOf, t, clock} = this.#app;
    const symbol = symbolOf(thing, {freshness, alarmOf});
    const look = {...symbol, state: freshness.judge(thing, clock.now()), level: 0};
    const choose = () => {
      this.close();
      select(thing.id);
    };
    return el('button.row', {type: 'button', on: {click: choose}}, symbolCanvas(theme, {...look, heading: -1}, 16), thing.properties.name || thing.id,
      el('span.quiet', {}, t(layerOf(thing).title)));
  }
}
