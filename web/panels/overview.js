import {ageText} from '../core/time.js';
import {countText, valueText} from '../core/units.js';
import {el, levelIcon, setText} from './dom.js';
import {activeWarnings, warningTitle} from './warningchips.js';

/** The county in a few figures and the warnings in force; stands where no object is selected. */
export class Overview {
  element;
  #app;
  #figures = new Map();
  #warnings = el('ul.warning-list', {id: 'warnings'});
  #none = el('p.quiet');
  #shown = null;

  constructor(app) {
    this.#app = app;
    const {t} = app;
    this.#none.textContent = t('warning.none');
    const figures = ['rain', 'level', 'tracks', 'shelters', 'cameras'].map((name) => this.#figure(name));
    this.element = el('section.panel.overview', {'aria-label': t('overview.title'), tabindex: '-1'},
      el('div.figures', {}, el('div.head', {}, el('h2', {}, t('overview.title'))), ...figures),
      el('div.head', {}, el('h2', {}, t('warning.inForce'))), this.#warnings, this.#none);
  }

  #figure(name) {
    const value = el('b');
    const detail = el('span.quiet');
    this.#figures.set(name, {value, detail});
    return el('div.figure', {}, el('span', {}, this.#app.t(`figure.${name}`)), value, detail);
  }

  /** @param {ReturnType<import('../core/figures.js').countyFigures>} figures */
  tick(figures, now) {
    const {t, selection} = this.#app;
    this.element.firstChild.hidden = selection.value !== '';
    const trio = (name) => figures.counts.get(name).join(' / ');
    const {rain, level} = figures;
    this.#set('rain', rain ? `${valueText(rain.value, 'rain1h')} mm` : '—', rain ? `${rain.name} · ${ageText(rain.at, now, t)}` : '');
    this.#set('level', `${level.warning} / ${level.guarantee}`, `${t('figure.of', {n: level.total})} · ${ageText(level.at, now, t)}`);
    this.#set('tracks', trio('track'), ageText(figures.tracks.at, now, t));
    this.#set('shelters', countText(figures.shelters.count), t('figure.capacity', {n: countText(figures.shelters.persons)}));
    this.#set('cameras', trio('camera'), ageText(figures.cameras.at, now, t));
  }

  #set(name, value, detail) {
    const figure = this.#figures.get(name);
    setText(figure.value, value);
    setText(figure.detail, detail);
  }

  update() {
    const warnings = activeWarnings(this.#app.store);
    const key = warnings.map(({id, version}) => `${id} ${version}`).join();
    if (key === this.#shown) return;
    this.#shown = key;
    this.#none.hidden = warnings.length > 0;
    this.#warnings.replaceChildren(...warnings.map((warning) => this.#row(warning)));
  }

  #row({id, properties, observedAt}) {
    const {t, select, clock} = this.#app;
    const icon = properties.severity === 'none' ? null : levelIcon(properties.severity, t(`level.${properties.severity}`));
    const place = properties.areaDesc || properties.senderName || '';
    return el('li', {}, el('button.row', {type: 'button', on: {click: () => select(id, {fly: true})}}, icon,
      el('span.what', {}, el('b', {}, warningTitle(properties, t)), el('span.quiet', {}, `${place} · ${ageText(observedAt, clock.now(), t)}`))));
  }

  remove() { this.element.remove(); }
}
