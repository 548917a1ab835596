import {millis} from './store.js';
import {hourMinute} from './time.js';

/** Asked so often how far the archive has come. */
export const ASK_MILLIS = 3000;
const OFF = Object.freeze({archive: 'off'});

/** Where recorded facts are kept: on the node's disk 本地已记录, then in the county's shared archive 已入共享库. Where no archive is configured it is asked once and not again. */
export class Durability {
  #ask;
  #attended;
  #changed;
  #told = OFF;
  #askedAt = -Infinity;
  #known = false;

  /** @param {{ask: () => Promise<object>, attended: () => boolean, changed: () => void}} parts  ask: GET /api/v1/durability; attended: asking by the clock is allowed */
  constructor({ask, attended, changed}) {
    this.#ask = ask;
    this.#attended = attended;
    this.#changed = changed;
  }

  /** The server may be another one, or configured anew. */
  forget() { this.#known = false; }

  get on() { return this.#told.archive !== 'off'; }

  /** @param {{node?: string, seq?: number, durability?: string}} fact  an entry or the answer to an action  @returns {string} key of a text; empty where nothing is known of it */
  wordOf({node, seq, durability = 'local'}) {
    if (!node) return '';
    return `durability.${this.#told.held?.[node] >= seq ? 'archived' : durability}`;
  }

  /** Since when the archive is away, as HH:mm; empty while it answers or there is none. */
  get awaySince() { return this.#told.archive === 'away' ? hourMinute(millis(this.#told.since)) : ''; }

  /** @param {number} now  monotonic milliseconds */
  async tick(now) {
    if (this.#known && (!this.on || !this.#attended()) || now - this.#askedAt < ASK_MILLIS) return;
    this.#askedAt = now;
    const told = await this.#ask().catch(() => null); // the link is dead and its panel says so
    if (told === null) return;
    const news = JSON.stringify(told) !== JSON.stringify(this.#told);
    this.#known = true;
    this.#told = told;
    if (news) this.#changed();
  }
}
