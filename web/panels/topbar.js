import {date, timeOfDay, weekday} from '../core/time.js';
import {el, setHidden, setText} from './dom.js';

/** The bar on top: whose county, what is in force, how the link stands, what time it is by the server. */
export class TopBar {
  element;
  #app;
  #date = el('span.date');
  #clock = el('span.clock');
  #skew = el('span.chip-plain.chip-skew', {hidden: true, role: 'status'});
  #renewed = null;

  /** @param {{chips: Element, link: Element, sound?: Element, extras?: Element[], title?: string}} parts */
  constructor(app, {chips, link, sound = null, extras = [], title = ''}) {
    this.#app = app;
    const {county, t} = app;
    this.element = el('header.topbar', {}, el('h1', {}, t('title', {county: app.countyName}), title ? el('span.sub', {}, title) : null),
      county.demo ? el('span.demo', {id: 'demo'}, t('demo')) : null, chips, el('span.gap'), this.#skew, sound, link, this.#date, this.#clock, ...extras);
  }

  tick(now) {
    const {clock, t} = this.#app;
    setText(this.#date, `${date(now)} ${t(`weekday.${weekday(now)}`)}`);
    setText(this.#clock, timeOfDay(now));
    setHidden(this.#skew, !clock.isSkewed());
    if (clock.isSkewed()) setText(this.#skew, t('clock.skew', {seconds: Math.round(clock.skewMillis() / 1000)}));
  }

  /** The server runs another build than this page came from. */
  offerReload() {
    if (this.#renewed) return;
    this.#renewed = el('button.chip-plain', {type: 'button', on: {click: () => location.reload()}}, this.#app.t('newVersion'));
    this.#clock.after(this.#renewed);
  }

  remove() { this.element.remove(); }
}
