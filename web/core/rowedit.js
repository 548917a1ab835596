import {Refused} from './api.js';
import {WrongCell} from './registercell.js';
import {idOf} from './registerlist.js';
import {Signal} from './signal.js';

const CONFLICT = 409;
const NOT_FOUND = 404;

/**
 * One cell while somebody writes in it: `writing` → `saving` → `done`, or back with what was wrong, or `conflict` when another entry stands by now.
 * @typedef {{phase: 'writing'|'saving'|'conflict'|'done', failure: Error|null, theirs: import('./registerlist.js').Standing|null,
 *   saved: import('./registerlist.js').Standing|null}} EditState  theirs: null in a conflict when the row is gone
 */
export class CellEdit {
  /** @type {Signal} of {@link EditState} */
  state = new Signal({phase: 'writing', failure: null, theirs: null, saved: null});
  field;
  #parts;
  #standing;
  #sent = {body: '', key: ''};

  /**
   * @param {{api: import('./registerapi.js').RegisterApi, cells: import('./registercell.js').Cells, register: string, standing: import('./registerlist.js').Standing,
   *   field: import('./registerfields.js').Field, newKey: () => string, me: {user: string, name: string}}} parts
   */
  constructor(parts) {
    this.#parts = parts;
    this.#standing = parts.standing;
    this.field = parts.field;
  }

  get standing() { return this.#standing; }

  /** What was typed becomes the row's, unless it is what stands there. */
  async save(typed) {
    if (this.state.value.phase === 'saving') return;
    const {cells} = this.#parts;
    let feature;
    try {
      feature = cells.written(this.field, this.#standing.row, typed);
    } catch (failure) {
      if (!(failure instanceof WrongCell)) throw failure;
      this.#to('writing', {failure});
      return;
    }
    if (JSON.stringify(feature) === JSON.stringify(this.#standing.row)) this.#to('done', {saved: this.#standing});
    else await this.#send(feature);
  }

  /** The row as the other one left it; what was typed is dropped. */
  takeTheirs() { this.#to('done', {saved: this.state.value.theirs}); }

  /** This one cell upon the other one's row. */
  async saveOver(typed) {
    const {theirs} = this.state.value;
    if (!theirs) return;
    this.#standing = theirs;
    this.#to('writing');
    await this.save(typed);
  }

  async #send(feature) {
    const {api, register, me} = this.#parts;
    this.#to('saving');
    try {
      const {node, seq, at} = await api.put(register, idOf(this.#standing), feature, this.#standing.entry, this.#key(feature));
      this.#to('done', {saved: {...this.#standing, row: feature, entry: `${node}/${seq}`, at, by: me.user, byName: me.name}});
    } catch (failure) {
      if (failure instanceof Refused && failure.status === CONFLICT) await this.#compare(failure);
      else this.#to('writing', {failure});
    }
  }

  /** A conflict only when another entry stands; 409 may have other reasons. */
  async #compare(failure) {
    const {api, register} = this.#parts;
    try {
      const theirs = await api.row(register, idOf(this.#standing));
      if (theirs.entry === this.#standing.entry) this.#to('writing', {failure});
      else this.#to('conflict', {theirs});
    } catch (other) {
      if (other instanceof Refused && other.status === NOT_FOUND) this.#to('conflict', {failure});
      else this.#to('writing', {failure});
    }
  }

  /** The same thing sent again, after the line broke, is the same request. */
  #key(feature) {
    const body = JSON.stringify([feature, this.#standing.entry]);
    if (body !== this.#sent.body) this.#sent = {body, key: this.#parts.newKey()};
    return this.#sent.key;
  }

  #to(phase, {failure = null, theirs = null, saved = null} = {}) { this.state.set({phase, failure, theirs, saved}); }
}
