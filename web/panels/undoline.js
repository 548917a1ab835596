import {problemText} from '../core/problems.js';
import {millis} from '../core/store.js';
import {hourMinute} from '../core/time.js';
import {el, setText} from './dom.js';

const MOST_LINES = 3;

/** After an acknowledgement: a quiet line that it is recorded and can be taken back for some seconds; or that somebody else was first. */
export class UndoLine {
  element = el('ol.undo', {id: 'undo', 'aria-live': 'polite'});
  #app;
  #key = '';
  #seconds = [];

  constructor(app) { this.#app = app; }

  /** Twice a second; only the seconds change between two events. */
  tick() {
    const {undo, monotonic, durability} = this.#app;
    const offers = undo.list().slice(-MOST_LINES);
    const key = offers.map(({alarm, state, key: own, answer}) => `${alarm} ${state} ${own} ${durability.wordOf(answer)}`).join();
    if (key !== this.#key) {
      this.#key = key;
      this.#seconds = [];
      this.element.replaceChildren(...offers.map((offer) => this.#line(offer, offer === offers.findLast(({state}) => state === 'open'))));
    }
    for (const {node, until} of this.#seconds) setText(node, `${Math.max(0, Math.ceil((until - monotonic()) / 1000))} s`);
  }

  /** @param {boolean} newest  the one the key takes back */
  #line(offer, newest) {
    const {t, text} = this.#app;
    const {objectName: name, byName, by, at, durability} = offer.answer;
    const durable = durability ? ` · ${t(this.#app.durability.wordOf(offer.answer))}` : '';
    if (offer.state === 'second') return el('li', {}, el('span', {}, t('undo.second', {name, who: byName ?? by, time: hourMinute(millis(at))}) + durable));
    if (offer.state === 'refused') return el('li', {}, el('span.wrong', {}, t('undo.refused', {name, reason: problemText(offer.reason, text)})));
    const told = el('span', {}, t('undo.done', {name}) + durable);
    return el('li', {}, told, offer.state === 'sending' ? el('span.quiet', {}, t('undo.sending')) : this.#button(offer, newest));
  }

  #button({alarm, until}, newest) {
    const {t, undo} = this.#app;
    const node = el('span.seconds', {'aria-hidden': 'true'});
    this.#seconds.push({node, until});
    return el('button', {type: 'button', on: {click: () => undo.undo(alarm)}}, newest ? el('kbd', {}, 'Z') : null, t('undo.button'), ' ', node);
  }

  remove() { this.element.remove(); }
}
