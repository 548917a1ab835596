import {date, timeOfDay, weekday} from '../core/time.js';
import {el, setHidden, setText} from './dom.js';
import {Who} from './who.js';

/** Says on every page that these are demo data, and that they stand open. */
export const demoMark = (t) => el('span.demo', {id: 'demo'}, el('b', {}, t('demo')), el('i', {'aria-hidden': 'true'}, ' · '), el('span', {}, t('demo.open')));

/** The same page in the other language; the hash stays, and with it the view. */
export function languageButton({t, text}) {
  const speak = () => {
    const query = new URLSearchParams(location.search);
    query.set('lang', text.language === 'zh' ? 'en' : 'zh');
    location.search = query.toString();
  };
  return el('button.plain', {type: 'button', id: 'language', lang: text.language === 'zh' ? 'en' : 'zh-CN', on: {click: speak}}, t('language.other'));
}

/** The bar on top of every page: what it is, whether it is the demo, who is signed in; where there is a picture, its link and the server's time. */
export class TopBar {
  element;
  #app;
  #date = el('span.date');
  #clock = el('span.clock');
  #sub = el('span.sub');
  #skew = el('span.chip-plain.chip-skew', {hidden: true, role: 'status'});
  #archive = el('span.chip-plain.chip-archive', {hidden: true, role: 'status'});
  #renewed = null;

  /**
   * @param {object} app  with `t` and `session`; with `clock` where {@link tick} is called
   * @param {{title: string, sub?: string, chips?: Element, link?: Element, sound?: Element, extras?: Element[], people?: boolean}} parts
   *   people: shows who is signed in; a wall has nobody
   */
  constructor(app, {title, sub = '', chips = null, link = null, sound = null, extras = [], people = true}) {
    this.#app = app;
    this.setSub(sub);
    const who = people ? new Who(app).element : null;
    const time = link ? [this.#date, this.#clock] : [];
    this.element = el('header.topbar', {}, el('h1', {}, title, this.#sub), app.session.demo ? demoMark(app.t) : null, chips, el('span.gap'),
      this.#skew, this.#archive, sound, link, ...time, ...extras, who);
  }

  tick(now) {
    const {clock, t} = this.#app;
    setText(this.#date, `${date(now)} ${t(`weekday.${weekday(now)}`)}`);
    setText(this.#clock, timeOfDay(now));
    setHidden(this.#skew, !clock.isSkewed());
    if (clock.isSkewed()) setText(this.#skew, t('clock.skew', {seconds: Math.round(clock.skewMillis() / 1000)}));
  }

  /** @param {string} since  when the shared archive went away; empty: it is there, or there is none */
  tellArchive(since) {
    setHidden(this.#archive, since === '');
    setText(this.#archive, since && this.#app.t('durability.away', {since}));
  }

  /** What of it: the desk, or the area a wall shows. */
  setSub(text) {
    setText(this.#sub, text);
    setHidden(this.#sub, text === '');
  }

  /** The server runs another build than this page came from. */
  offerReload() {
    if (this.#renewed) return;
    this.#renewed = el('button.chip-plain', {type: 'button', on: {click: () => location.reload()}}, this.#app.t('newVersion'));
    this.#clock.after(this.#renewed);
  }

  remove() { this.element.remove(); }
}
