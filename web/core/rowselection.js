import {Signal} from './signal.js';

/** Which rows are chosen, in the table and on the map alike; every change is a new set. */
export class RowSelection {
  ids = new Signal(new Set());
  #anchor = '';

  has(id) { return this.ids.value.has(id); }

  get size() { return this.ids.value.size; }

  /** The one that is chosen; empty for none or several. */
  get single() { return this.size === 1 ? [...this.ids.value][0] : ''; }

  only(id) {
    this.#anchor = id;
    this.ids.set(new Set([id]));
  }

  toggle(id) {
    const now = new Set(this.ids.value);
    if (!now.delete(id)) now.add(id);
    this.#anchor = id;
    this.ids.set(now);
  }

  /** From where the last choice was to there. @param {string[]} order  ids as they are shown */
  through(id, order) {
    const [from, to] = [order.indexOf(this.#anchor), order.indexOf(id)];
    if (to < 0) return;
    if (from < 0) this.only(id);
    else this.ids.set(new Set(order.slice(Math.min(from, to), Math.max(from, to) + 1)));
  }

  /** @param {Iterable<string>} ids  @param {boolean} more  beside those that are chosen */
  set(ids, more = false) {
    const now = new Set(more ? [...this.ids.value, ...ids] : ids);
    this.#anchor = [...now].at(-1) ?? '';
    this.ids.set(now);
  }

  /** Nobody chooses what is not there. @param {(id: string) => boolean} there */
  keep(there) {
    const kept = [...this.ids.value].filter(there);
    if (kept.length !== this.size) this.ids.set(new Set(kept));
  }
}
