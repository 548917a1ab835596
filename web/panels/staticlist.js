import {ONLINE} from '../map/statics.js';
import {el, setHidden} from './dom.js';

/** The county's own layers, to be switched on: each with its source and date, or with what is wrong with its file. */
export class StaticList {
  element;
  #app;
  #statics;
  #button;
  #list = el('div.static-list', {id: 'static-list', hidden: true});

  /** @param {import('../map/statics.js').StaticMap} statics */
  constructor(app, statics) {
    this.#app = app;
    this.#statics = statics;
    this.#button = el('button.layer', {type: 'button', 'aria-expanded': 'false', 'aria-controls': 'static-list', on: {click: () => this.#toggle()}});
    this.element = el('div.statics', {hidden: true}, this.#button, this.#list);
    this.element.addEventListener('keydown', (event) => this.#key(event));
    statics.list.listen(() => this.update());
    statics.shown.listen(() => this.update());
    this.update();
  }

  #toggle(open = this.#list.hidden) {
    setHidden(this.#list, !open);
    this.#button.setAttribute('aria-expanded', String(open));
  }

  #key(event) {
    if (event.key !== 'Escape' || this.#list.hidden) return;
    event.stopPropagation();
    this.#toggle(false);
    this.#button.focus();
  }

  update() {
    const {t} = this.#app;
    const {layers, terrain, online} = this.#statics.list.value;
    const broken = layers.filter(({state}) => state === 'broken').length + (terrain.fault ? 1 : 0);
    setHidden(this.element, layers.length === 0 && !online.on && !terrain.fault);
    this.#button.textContent = broken > 0 ? t('static.titleBroken', {n: broken}) : t('static.title');
    const rows = [...layers].reverse().map((layer) => this.#row(layer));
    if (online.on) rows.push(this.#box(ONLINE, t('static.online'), online.offline ? t('map.offline') : online.attribution));
    if (terrain.fault) rows.push(el('div.static-row', {}, el('b', {}, t('static.terrain')), el('span.wrong', {}, `${terrain.file}: ${terrain.fault}`)));
    const focused = this.#list.contains(document.activeElement) ? document.activeElement.value : null;
    this.#list.replaceChildren(...rows);
    if (focused) this.#list.querySelector(`[value="${CSS.escape(focused)}"]`)?.focus();
  }

  #row(layer) {
    const {t, text} = this.#app;
    const english = text.language === 'en';
    const title = english ? layer.titleEn : layer.title;
    const fault = english ? layer.faultEn : layer.fault;
    if (layer.state === 'broken') return el('div.static-row', {}, el('b', {}, title), el('span.wrong', {}, fault));
    if (layer.kind === 'vector') return el('div.static-row', {}, el('b', {}, title), el('span', {}, t('static.vector')));
    if (layer.state === 'loading') return el('div.static-row', {}, el('b', {}, title), el('span', {}, t('static.loading')));
    const box = this.#box(layer.id, title, t('static.source', {source: layer.source, date: layer.date}));
    if (layer.refused > 0) box.append(el('span.wrong', {}, `${t('static.refused', {n: layer.refused})} ${fault}`));
    return box;
  }

  #box(id, title, detail) {
    const box = el('input', {type: 'checkbox', value: id, on: {change: () => this.#statics.toggle(id)}});
    box.checked = this.#statics.shown.value?.has(id) ?? false;
    return el('label.static-row', {}, box, el('b', {}, title), el('span', {}, detail));
  }

  remove() { this.element.remove(); }
}
