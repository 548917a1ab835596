import {rank} from '../core/severity.js';
import {el, levelIcon} from './dom.js';

/** More chips than this do not fit a bar; the rest is counted. */
const MOST_CHIPS = 3;

/** Active warnings as round, filled chips: level shape and numeral, worst first. */
export class WarningChips {
  element = el('div.warning-chips', {id: 'warning-chips'});
  #app;
  #most;
  #shown = '';
  #total = 0;
  #more = el('span.more', {hidden: true});

  constructor(app, most = MOST_CHIPS) {
    this.#app = app;
    this.#most = most;
  }

  update() {
    const warnings = activeWarnings(this.#app.store);
    const key = warnings.map(({id, version}) => `${id} ${version}`).join();
    if (key === this.#shown) return;
    this.#shown = key;
    this.#more.hidden = true;
    this.element.replaceChildren(...warnings.slice(0, this.#most).map((warning) => this.#chip(warning)), this.#more);
    this.#hideFrom(Math.min(warnings.length, this.#most), warnings.length);
    this.fit();
  }

  /** Chips that do not fit whole are counted instead, the last first; the worst stays. */
  fit() {
    const chips = this.element.children.length - 1;
    for (let shown = chips; shown > 0; shown--) {
      this.#hideFrom(shown, this.#total);
      if (this.element.scrollWidth <= this.element.clientWidth) return;
    }
  }

  #hideFrom(shown, total) {
    this.#total = total;
    [...this.element.children].slice(0, -1).forEach((chip, i) => { chip.hidden = i >= shown; });
    this.#more.hidden = shown >= total;
    this.#more.textContent = `+${total - shown}`;
  }

  #chip({id, properties}) {
    const {t, select} = this.#app;
    const level = rank(properties.severity) > 0 ? properties.severity : '';
    const text = warningTitle(properties, t);
    const tag = this.#app.readOnly ? 'span' : 'button';
    return el(`${tag}.chip.chip-${level || 'none'}`, {type: tag === 'button' ? 'button' : undefined, title: properties.headline,
      on: tag === 'button' ? {click: () => select(id, {fly: true})} : {}}, level ? levelIcon(level) : null, text);
  }

  remove() { this.element.remove(); }
}

/** Worst first, then newest. */
export function activeWarnings(store) {
  return [...store.list('warnings')].filter(({properties}) => properties.state === 'active')
    .sort((a, b) => rank(b.properties.severity) - rank(a.properties.severity) || b.observedAt - a.observedAt);
}

/** 台风橙色预警; an exercise or a test says so. */
export function warningTitle(properties, t) {
  const status = (properties.status ?? 'actual').toLowerCase();
  const prefix = status === 'actual' ? '' : t(`warning.status.${status}`);
  const level = rank(properties.severity) > 0 ? t(`level.${properties.severity}`) : '';
  const event = properties.event ?? '';
  const title = event.includes(level) && level ? event : t('warning.title', {event, level});
  return prefix + title;
}
