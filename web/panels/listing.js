import {problemText} from '../core/problems.js';
import {el} from './dom.js';

/** A table that loads itself and says so: loading, empty, failed with a way to try again. */
export class Listing {
  element = el('div.listing', {'aria-live': 'polite'});
  #text;
  #parts;

  /**
   * @param {import('../core/text.js').Text} text
   * @param {{caption: string, columns: string[], empty: string, load: () => Promise<object[]>, row: (item: object) => HTMLTableRowElement}} parts
   *   columns: keys of texts
   */
  constructor(text, parts) {
    this.#text = text;
    this.#parts = parts;
  }

  async refresh() {
    const {t} = this.#text;
    if (this.element.childElementCount === 0) this.element.replaceChildren(el('p.quiet', {}, t('list.loading')));
    try {
      this.#show(await this.#parts.load());
    } catch (error) {
      const again = el('button', {type: 'button', on: {click: () => this.refresh()}}, t('list.again'));
      this.element.replaceChildren(el('p.form-error', {role: 'alert'}, t('list.failed', {reason: problemText(error, this.#text)})), el('div.buttons', {}, again));
    }
  }

  #show(items) {
    const {t} = this.#text;
    const {caption, columns, empty, row} = this.#parts;
    if (items.length === 0) {
      this.element.replaceChildren(el('p.quiet', {}, empty));
      return;
    }
    const heads = columns.map((key) => el('th', {scope: 'col'}, key === '' ? el('span.only-read', {}, t('list.actions')) : t(key)));
    this.element.replaceChildren(el('div.table-box', {}, el('table.list', {}, el('caption.only-read', {}, caption), el('thead', {}, el('tr', {}, ...heads)),
      el('tbody', {}, ...items.map(row)))));
  }
}
