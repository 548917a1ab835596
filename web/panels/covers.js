import {hourMinute} from '../core/time.js';
import {millis} from '../core/store.js';
import {el} from './dom.js';

const KINDS = ['tracks', 'stations', 'sites', 'cameras'];
const MOST_NAMES = 40;
const REFRESH_MILLIS = 15_000;

/** What the area of a warning holds now, as the server computed it. */
export class Covers {
  element = el('div.covers', {id: 'covers'});
  #app;
  #warning = '';
  #askedAt = -Infinity;

  constructor(app) { this.#app = app; }

  /** @param {import('../core/store.js').Entity} warning */
  show(warning) {
    const asked = this.#warning === warning.id;
    this.#warning = warning.geometry && warning.properties.state === 'active' ? warning.id : '';
    if (!this.#warning) this.element.replaceChildren();
    else if (!asked) this.#ask();
    return this.element;
  }

  tick(now) {
    if (this.#warning && this.element.isConnected && now - this.#askedAt > REFRESH_MILLIS) this.#ask();
  }

  async #ask() {
    const warning = this.#warning;
    this.#askedAt = this.#app.clock.now();
    try {
      const covers = await this.#app.api.covers(warning);
      if (warning === this.#warning) this.#fill(covers);
    } catch {
      // the list as it was stands; the next refresh asks again
    }
  }

  #fill(covers) {
    const {t} = this.#app;
    const groups = KINDS.filter((kind) => covers[kind]?.length > 0).map((kind) => this.#group(kind, covers[kind]));
    this.element.replaceChildren(el('h3', {}, t('covers.title'), el('span.quiet', {}, t('covers.at', {time: hourMinute(millis(covers.computedAt))}))),
      ...(groups.length > 0 ? groups : [el('p.quiet', {}, t('covers.none'))]));
  }

  #group(kind, things) {
    const {t, select} = this.#app;
    const names = things.slice(0, MOST_NAMES).map(({id, name}) => el('button.link', {type: 'button', on: {click: () => select(id, {fly: true})}}, name ?? id));
    const more = things.length > MOST_NAMES ? [el('span.quiet', {}, `+${things.length - MOST_NAMES}`)] : [];
    const summary = el('summary', {}, `${t(`kind.${kind}`)} `, el('b', {}, String(things.length)));
    return el('details', {open: things.length <= MOST_NAMES / 2}, summary, el('div.names', {}, ...names, ...more));
  }
}
