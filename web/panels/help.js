import {el} from './dom.js';

const KEYS = [
  ['J K ↓ ↑', 'keys.alarms'], ['Enter', 'keys.locate'], ['A', 'keys.acknowledge'], ['Z', 'keys.undo'], ['U', 'keys.oldest'], ['1–9', 'keys.layers'], ['⇧1–9', 'keys.solo'],
  ['0', 'keys.defaults'], ['Q E + −', 'keys.zoom'], ['H', 'keys.home'], ['O', 'keys.labels'], ['B', 'keys.theme'], ['M', 'keys.silence'],
  ['F6', 'keys.regions'], ['Esc', 'keys.close'], ['F1 ?', 'keys.help'],
];

/** The sheet of keys. */
export class Help {
  element;

  constructor(app) {
    const {t} = app;
    const rows = KEYS.map(([keys, what]) => el('div', {}, el('dt', {}, ...keys.split(' ').map((key) => el('kbd', {}, key))), el('dd', {}, t(what))));
    this.element = el('dialog.help', {'aria-label': t('help.title')}, el('h2', {}, t('help.title')), el('dl', {}, ...rows),
      el('p.quiet', {}, t('help.note')), el('button', {type: 'button', on: {click: () => this.close()}}, t('close')));
    document.body.append(this.element);
  }

  get open() { return this.element.open; }

  toggle() {
    if (this.open) this.close();
    else this.element.showModal();
  }

  close() { this.element.close(); }

  remove() { this.element.remove(); }
}
