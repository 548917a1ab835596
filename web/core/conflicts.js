import {Refused} from './api.js';

/** Asked at most so often by the clock. */
export const ASK_MILLIS = 15_000;
/** Changes come in flocks; the conflicts are asked for once they have settled. */
const SETTLE_MILLIS = 600;
/** How a conflict ended is told so long. */
const TELL_MILLIS = 10_000;
/** Longest reason the server takes (docs/api.md). */
export const MOST_REASON = 500;

/**
 * @typedef {{ref: string, node: string, seq: number, at: string, by: string, byName: string, kind: string, name?: string, lonDegrees?: number,
 *   latDegrees?: number, chosen?: string, text?: string, reason?: string}} Fact
 * @typedef {{id: string, topic: string, object: string, about: string, name?: string, facts: Fact[], standing: string|null}} Card
 * @typedef {{card: Card, outcome: 'resolved'|'second', byName?: string, at: string, durability?: string, until: number}} Ending
 *   second: somebody else had resolved it before
 */

/** Contradictions of nodes that were cut off from each other 冲突, as far as they wait for somebody. */
export class Conflicts {
  #api;
  #newKey;
  #timers;
  #attended;
  #changed;
  #cards = [];
  #endings = [];
  #failed = false;
  #soon = null;
  #next = null;
  #asked = 0;
  #key = {of: '', key: ''};

  /**
   * @param {{api: {conflicts: () => Promise<Card[]>, resolveConflict: Function}, newKey: () => string, timers: import('./session.js').Timers,
   *   attended: () => boolean, changed: () => void}} parts  attended: asking by the clock is allowed; what nobody looks at must not keep a session alive
   */
  constructor({api, newKey, timers, attended, changed}) {
    this.#api = api;
    this.#newKey = newKey;
    this.#timers = timers;
    this.#attended = attended;
    this.#changed = changed;
  }

  /** @returns {Card[]} in the server's order */
  get cards() { return this.#cards; }

  /** The last question was not answered: what is shown may be old. */
  get failed() { return this.#failed; }

  /** How conflicts ended just now, to be told for a while. @returns {Ending[]} */
  endings() {
    const now = this.#timers.now();
    this.#endings = this.#endings.filter(({until}) => until > now);
    return this.#endings;
  }

  /** Something happened that conflicts may come from. */
  askSoon() {
    if (this.#soon !== null) return;
    this.#soon = this.#timers.setTimeout(() => {
      this.#soon = null;
      this.ask();
    }, SETTLE_MILLIS);
  }

  async ask() {
    const question = ++this.#asked;
    this.#waitForNext();
    let told = null;
    try {
      told = await this.#api.conflicts();
    } catch {
      // the link is dead and its panel says so, or the server is starting: what stands stays
    }
    if (question !== this.#asked) return; // a later question knows better
    this.#failed = told === null;
    if (told !== null) this.#cards = told;
    this.#changed();
  }

  #waitForNext() {
    this.#timers.clearTimeout(this.#next);
    this.#next = this.#timers.setTimeout(() => (this.#attended() ? this.ask() : this.#waitForNext()), ASK_MILLIS);
  }

  /**
   * Durable first, then told. The same choice sent again after a dead link is the same one; that somebody else was first is an ending too.
   * @param {Card} card  @param {string} ref  of the fact that is to stand
   * @throws {Error} the choice is not recorded
   */
  async resolve(card, ref, reason) {
    const of = JSON.stringify([card.id, ref, reason]);
    if (this.#key.of !== of) this.#key = {of, key: this.#newKey()};
    try {
      const {at, durability, node, seq} = await this.#api.resolveConflict(card.id, ref, reason, this.#key.key);
      this.#end({card, outcome: 'resolved', at, durability, node, seq});
    } catch (error) {
      if (!(error instanceof Refused) || error.temporary) throw error;
      this.#key = {of: '', key: ''};
      const {first} = error.problem;
      if (!first) {
        this.askSoon(); // it may have grown by a fact of another node
        throw error;
      }
      this.#end({card, outcome: 'second', byName: first.byName, at: first.at});
    }
  }

  #end(ending) {
    this.#key = {of: '', key: ''};
    this.#asked++; // an answer on its way may still hold what is over
    this.#cards = this.#cards.filter(({id}) => id !== ending.card.id);
    this.#endings = [...this.endings(), {...ending, until: this.#timers.now() + TELL_MILLIS}];
    this.#timers.setTimeout(() => this.#changed(), TELL_MILLIS);
    this.#changed();
    this.askSoon();
  }
}
