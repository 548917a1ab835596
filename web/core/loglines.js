import {apiQuery} from './logquery.js';

export const keyOf = ({node, seq}) => `${node}/${seq}`;

/** The lines of a filter as far as they are loaded, newest first. It knows no page; changes are told. */
export class LogLines {
  /** @type {import('./logline.js').Line[]} */
  lines = [];
  complete = false;
  missing = 0;
  head = '';
  #known = new Map();
  #api;
  #now;
  #pageSize;
  #filter = null;
  #etag = '';
  #turn = 0;
  #loading = null;

  /** @param {{api: import('./logapi.js').LogApi, now: () => number, pageSize: number}} parts */
  constructor({api, now, pageSize}) {
    this.#api = api;
    this.#now = now;
    this.#pageSize = pageSize;
  }

  /** Begins with another filter. @returns {Promise<boolean>} false when yet another one came meanwhile */
  async start(filter) {
    const turn = ++this.#turn;
    this.#filter = filter;
    this.#loading = null;
    const page = await this.#api.page(apiQuery(filter, {now: this.#now(), limit: this.#pageSize}));
    if (turn !== this.#turn) return false;
    this.#etag = page.etag;
    this.lines = page.lines;
    this.#known = new Map(page.lines.map((line) => [keyOf(line), line]));
    this.#learn(page);
    this.complete = this.#isLast(page);
    return true;
  }

  /** Older lines. @returns {Promise<import('./logline.js').Line[]>} those that came; none when all are here or another filter came */
  more() {
    if (this.complete || this.lines.length === 0) return Promise.resolve([]);
    this.#loading ??= this.#more(this.#turn).finally(() => { this.#loading = null; });
    return this.#loading;
  }

  async #more(turn) {
    const page = await this.#api.page(apiQuery(this.#filter, {now: this.#now(), before: this.lines.at(-1).cursor, limit: this.#pageSize}));
    if (turn !== this.#turn) return [];
    const added = page.lines.filter((line) => !this.#known.has(keyOf(line)));
    for (const line of added) this.#known.set(keyOf(line), line);
    this.lines.push(...added);
    this.complete = this.#isLast(page);
    return added;
  }

  /**
   * Lines that were written since.
   * @returns {Promise<{added: import('./logline.js').Line[], changed: string[], gap: boolean}>} gap: more than a page came, begin again; changed: lines
   *   that were corrected
   */
  async fresh() {
    const turn = this.#turn;
    const nothing = {added: [], changed: [], gap: false};
    const page = await this.#api.page(apiQuery(this.#filter, {now: this.#now(), limit: this.#pageSize}), this.#etag);
    if (page === null || turn !== this.#turn) return nothing;
    this.#etag = page.etag;
    this.#learn(page);
    const added = page.lines.filter((line) => !this.#known.has(keyOf(line)));
    if (added.length === this.#pageSize && this.lines.length > 0) return {...nothing, gap: true};
    const changed = page.lines.filter((line) => this.#isCorrected(line)).map(keyOf);
    for (const line of added) this.#known.set(keyOf(line), line);
    this.lines.unshift(...added);
    return {added, changed: [...changed, ...this.#correctedBy(added)], gap: false};
  }

  find(key) { return this.#known.get(key); }

  /** While the index is made again, older lines may still come. */
  #isLast({lines, missing}) { return lines.length < this.#pageSize && missing === 0; }

  #learn({missing, head}) {
    this.missing = missing;
    this.head = head;
  }

  #isCorrected(line) {
    const known = this.#known.get(keyOf(line));
    if (!known || (known.corrections?.length ?? 0) >= (line.corrections?.length ?? 0)) return false;
    known.corrections = line.corrections;
    return true;
  }

  /** Corrections of lines further down than the page that was asked for. */
  #correctedBy(added) {
    const keys = [];
    for (const line of added.toReversed()) {
      const of = line.of && this.#known.get(keyOf(line.of));
      if (!of || of.corrections?.some((each) => keyOf(each) === keyOf(line))) continue;
      of.corrections = [...of.corrections ?? [], line];
      keys.push(keyOf(of));
    }
    return keys;
  }
}
