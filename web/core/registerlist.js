/**
 * A row as it stands in its register (docs/api.md, Registers 台账).
 * @typedef {{row: object, object: string, entry: string, by: string, byName: string, at: string}} Standing
 * @typedef {{words: string, town: string, sort: string, down: boolean}} Order  sort: key of a column, empty for the register's own order
 */

export const idOf = ({row}) => row.properties.id;

/** The rows of one register on this page: what matches, in the order asked for. */
export class RowList {
  #fields;
  #cells;
  #rows = new Map();
  #texts = new Map();
  #order = {words: '', town: '', sort: '', down: false};
  #view = [];
  #places = new Map();
  #collator;

  /**
   * @param {import('./registerfields.js').Field[]} fields
   * @param {import('./registercell.js').Cells} cells
   * @param {string} language  its order of words
   */
  constructor(fields, cells, language) {
    this.#fields = fields;
    this.#cells = cells;
    this.#collator = new Intl.Collator(language === 'zh' ? 'zh-CN' : 'en', {numeric: true});
  }

  /** @returns {Standing[]} what matches, in order */
  get view() { return this.#view; }

  get size() { return this.#rows.size; }

  get order() { return this.#order; }

  find(id) { return this.#rows.get(id); }

  /** Where it stands in the view; -1 when it does not. */
  indexOf(id) { return this.#places.get(id) ?? -1; }

  /** @param {Standing[]} rows  more of them, or others instead */
  put(rows) {
    for (const row of rows) {
      this.#rows.set(idOf(row), row);
      this.#texts.delete(idOf(row));
    }
    this.#lay();
  }

  drop(id) {
    this.#rows.delete(id);
    this.#texts.delete(id);
    this.#lay();
  }

  /** @param {Partial<Order>} order */
  ask(order) {
    this.#order = {...this.#order, ...order};
    this.#lay();
  }

  /** Towns that have rows. @returns {{code: string, name: string, rows: number}[]} */
  towns() {
    const towns = new Map();
    for (const {row: {properties: {townCode = '', town = ''}}} of this.#rows.values()) {
      if (townCode === '') continue;
      const known = towns.get(townCode) ?? {code: townCode, name: town, rows: 0};
      known.rows++;
      towns.set(townCode, known);
    }
    return [...towns.values()].sort((a, b) => (a.code < b.code ? -1 : 1));
  }

  #lay() {
    const {words, town, sort, down} = this.#order;
    const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
    const found = [...this.#rows.values()].filter((row) => (town === '' || row.row.properties.townCode === town) && this.#holds(row, wanted));
    this.#view = sort === '' ? found : this.#sorted(found, sort, down);
    this.#places = new Map(this.#view.map((row, i) => [idOf(row), i]));
  }

  /** All words somewhere in the row. */
  #holds(row, wanted) {
    if (wanted.length === 0) return true;
    const id = idOf(row);
    let text = this.#texts.get(id);
    if (text === undefined) {
      text = [...this.#fields.map((field) => this.#cells.shown(field, row.row)), ...(row.row.properties.sources ?? []), row.byName].join('\n').toLowerCase();
      this.#texts.set(id, text);
    }
    return wanted.every((word) => text.includes(word));
  }

  #sorted(rows, sort, down) {
    const keyed = rows.map((row) => ({row, key: this.#key(row, sort)}));
    const way = down ? -1 : 1;
    keyed.sort((a, b) => {
      if (a.key === null || b.key === null) return (a.key === null) - (b.key === null);
      return way * (typeof a.key === 'number' && typeof b.key === 'number' ? a.key - b.key : this.#collator.compare(String(a.key), String(b.key)));
    });
    return keyed.map(({row}) => row);
  }

  #key(row, sort) {
    if (sort === 'by') return row.byName || null;
    if (sort === 'at') return Date.parse(row.at);
    const field = this.#fields.find(({key}) => key === sort);
    return field ? this.#cells.order(field, row.row) : null;
  }
}
