import {Refused} from './api.js';

/** An acknowledgement can be taken back so long (docs/api.md). */
export const UNDO_MILLIS = 10_000;
/** What was refused, or taken by somebody else first, is told so long. */
const TELL_MILLIS = 8000;
const RETRY_MILLIS = 1000;

/**
 * @typedef {{alarm: string, answer: object, state: 'open'|'sending'|'refused'|'second', until: number, reason: Error|null, key: string}} Offer
 *   until: monotonic milliseconds; second: somebody else had taken it before
 */

/** Acknowledgements that can still be taken back, newest last. */
export class Undo {
  #offers = new Map();
  #send;
  #newKey;
  #timers;
  #changed;

  /**
   * @param {{send: (alarm: string, key: string) => Promise<object>, newKey: () => string, timers: import('./session.js').Timers,
   *   changed: (alarm: string, undone: boolean) => void}} parts
   */
  constructor({send, newKey, timers, changed}) {
    this.#send = send;
    this.#newKey = newKey;
    this.#timers = timers;
    this.#changed = changed;
  }

  /** An acknowledgement was answered. @param {{outcome: string}} answer */
  offer(alarm, answer) {
    const second = answer.outcome === 'already';
    this.#set({alarm, answer, state: second ? 'second' : 'open', until: this.#timers.now() + (second ? TELL_MILLIS : UNDO_MILLIS), reason: null,
      key: this.#newKey()});
  }

  /** What is still to be told; the rest is forgotten. @returns {Offer[]} */
  list() {
    const now = this.#timers.now();
    for (const [alarm, {until, state}] of this.#offers) if (now >= until && state !== 'sending') this.#offers.delete(alarm);
    return [...this.#offers.values()];
  }

  /** Takes the newest one back. */
  undoNewest() {
    const open = this.list().filter(({state}) => state === 'open').at(-1);
    return open ? this.undo(open.alarm) : Promise.resolve();
  }

  async undo(alarm) {
    const offer = this.#offers.get(alarm);
    if (!offer || !['open', 'sending'].includes(offer.state)) return;
    this.#set({...offer, state: 'sending'});
    try {
      await this.#send(alarm, offer.key);
      this.#offers.delete(alarm);
      this.#changed(alarm, true);
    } catch (error) {
      this.#failed(offer, error);
    }
  }

  /** While it may still arrive in time it is sent again, with the same key. */
  #failed(offer, error) {
    const lasting = error instanceof Refused && !error.temporary;
    const now = this.#timers.now();
    if (!lasting && now + RETRY_MILLIS < offer.until) this.#timers.setTimeout(() => this.undo(offer.alarm), RETRY_MILLIS);
    else this.#set({...offer, state: 'refused', reason: error, until: now + TELL_MILLIS});
  }

  #set(offer) {
    this.#offers.delete(offer.alarm); // the newest stands last
    this.#offers.set(offer.alarm, offer);
    this.#changed(offer.alarm, false);
  }
}
