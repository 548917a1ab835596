import {el} from './dom.js';

const KEYS = [
  ['J K ↓ ↑', 'keys.alarms'], ['Enter', 'keys.locate'], ['A', 'keys.acknowledge'], ['Z', 'keys.undo'], ['U', 'keys.oldest'], ['C', 'keys.conflicts'], ['1–9', 'keys.layers'], ['⇧1–9', 'keys.solo'],
  ['0', 'keys.defaults'], ['Q E + −', 'keys.zoom'], ['H', 'keys.home'], ['O', 'keys.labels'], ['B', 'keys.theme'], ['M', 'keys.silence'], ['N', 'keys.log'], ['G', 'keys.area'],
  ['F6', 'keys.regions'], ['Esc', 'keys.close'], ['F1 ?', 'keys.help'],
];

/** The sheet of keys. */
export class Help {
  element;

  /** @param {string[][]} keys  which keys do what; those of the map unless told */
  constructor(app, keys = KEYS) {
    const {t} = app;
    const rows = keys.map(([names, what]) => el('div', {}, el('dt', {}, ...names.split(' ').map((key) => el('kbd', {}, key))), el('dd', {}, t(what))));
    this.element = el('dialog.help', {'aria-label': t('help.title')}, el('h2', {}, t('help.title')), el('dl', {}, ...rows),
      keys === KEYS ? el('p.quiet', {}, t('help.note')) : null, el('button', {type: 'button', on: {click: () => this.close()}}, t('close')));
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
