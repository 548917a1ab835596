import {logText} from '../core/logline.js';
import {millis} from '../core/store.js';
import {hourMinute, monthDayTime, date} from '../core/time.js';
import {el, setHidden} from './dom.js';

const LINES = 3;
const DROPS = [undefined, '11', '12'];
const SETTLE_MILLIS = 600;

/** The last three lines of the duty log. */
export class WallLog {
  element;
  #app;
  #list = el('ol.lines', {id: 'log'});
  #timer = null;

  constructor(app) {
    this.#app = app;
    this.element = el('section.wall-log', {hidden: true, data: {drop: '9'}}, el('h2', {}, app.t('wall.log')), this.#list);
  }

  refresh(done) {
    if (this.#timer !== null) return;
    this.#timer = setTimeout(async () => {
      this.#timer = null;
      try {
        this.#show(await this.#app.api.log(LINES));
        done();
      } catch {
        // what stands stays; the next change asks again
      }
    }, SETTLE_MILLIS);
  }

  #show(entries) {
    const today = date(this.#app.clock.now());
    setHidden(this.element, entries.length === 0);
    this.#list.replaceChildren(...entries.slice(0, LINES).map((entry, i) => this.#line(entry, DROPS[i], today)));
  }

  #line(entry, drop, today) {
    const at = millis(entry.at);
    return el('li', {data: {drop}}, el('time', {}, date(at) === today ? hourMinute(at) : monthDayTime(at)), el('span', {}, logText(entry.corrections?.at(-1) ?? entry, this.#app.text, (id) => this.#app.store.findAny(id)?.properties.name)));
  }

  remove() {
    clearTimeout(this.#timer);
    this.element.remove();
  }
}
