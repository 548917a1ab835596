import {rank} from '../core/severity.js';
import {millis} from '../core/store.js';
import {momentText} from '../core/time.js';
import {el, levelIcon} from './dom.js';
import {activeWarnings, warningTitle} from './warningchips.js';

const MOST = 4;

/** The warnings that held at one moment, worst first, and until when. */
export class BriefWarnings {
  element = el('section.panel', {id: 'brief-warnings'});
  #app;

  constructor(app) { this.#app = app; }

  /** @param {number} now  epoch milliseconds of the picture */
  show(now) {
    const {store, t} = this.#app;
    const warnings = activeWarnings(store);
    const rows = warnings.slice(0, MOST).map(({properties}) => this.#row(properties, now));
    const rest = warnings.length > MOST ? el('p.quiet', {}, t('wall.more', {n: warnings.length - MOST})) : null;
    this.element.replaceChildren(el('h2', {}, t('brief.warnings')), rows.length > 0 ? el('ol', {}, ...rows) : el('p.quiet', {}, t('brief.noWarnings')),
      ...[rest].filter(Boolean));
  }

  #row(properties, now) {
    const {t} = this.#app;
    const {severity, areaDesc, senderName, sent, expires} = properties;
    const span = `${momentText(millis(sent), now)} – ${momentText(millis(expires), now)}`;
    return el('li', {}, rank(severity) > 0 ? levelIcon(severity, t(`level.${severity}`)) : el('i'),
      el('div', {}, el('b', {}, warningTitle(properties, t)), el('p', {}, [areaDesc, senderName].filter(Boolean).join(' · ')), el('p.quiet', {}, span)));
  }
}
