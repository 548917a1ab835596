import {Signal} from './signal.js';

const CLAIM_MILLIS = 2000;
/** Pauses while the server does not answer as hoped; the last one stays. */
const RETRY_MILLIS = Object.freeze([1000, 2000, 4000, 8000, 15_000, 30_000]);
const RETRY_SPREAD = 0.2;

/**
 * How a wall screen without a session gets one: it shows a code, an administrator enters it, the wall claims what was paired.
 *
 * @typedef {{code: string, ticket: string, expiresAt: string}} Offer
 */
export class Pairing {
  /** @type {Signal} the code to show; empty while there is none */
  code = new Signal('');
  #ask;
  #claim;
  #timers;
  #random;
  #paired;
  #timer = null;
  #attempt = 0;
  #running = false;

  /**
   * @param {{ask: () => Promise<Offer>, claim: (ticket: string) => Promise<'waiting'|'paired'|'expired'>, timers: import('./session.js').Timers,
   *   random: () => number, paired: () => void}} parts
   */
  constructor({ask, claim, timers, random, paired}) {
    this.#ask = ask;
    this.#claim = claim;
    this.#timers = timers;
    this.#random = random;
    this.#paired = paired;
  }

  /** Shows a code until it is paired or {@link stop} is called. */
  start() {
    if (this.#running) return;
    this.#running = true;
    this.#offer();
  }

  stop() {
    this.#running = false;
    this.#timers.clearTimeout(this.#timer);
    this.code.set('');
  }

  async #offer() {
    try {
      const {code, ticket} = await this.#ask();
      if (!this.#running) return;
      this.#attempt = 0;
      this.code.set(code);
      this.#later(() => this.#try(ticket), CLAIM_MILLIS);
    } catch (error) {
      this.code.set('');
      this.#later(() => this.#offer(), this.#pause(error));
    }
  }

  async #try(ticket) {
    try {
      const outcome = await this.#claim(ticket);
      if (!this.#running) return;
      this.#attempt = 0;
      if (outcome === 'paired') {
        this.stop();
        this.#paired();
      } else if (outcome === 'expired') {
        this.#offer();
      } else {
        this.#later(() => this.#try(ticket), CLAIM_MILLIS);
      }
    } catch (error) {
      this.#later(() => this.#try(ticket), this.#pause(error)); // the code may still hold when the server is back; if not, it says so
    }
  }

  #pause(error) {
    const told = error.retryAfterSeconds * 1000;
    const own = RETRY_MILLIS[Math.min(this.#attempt++, RETRY_MILLIS.length - 1)] * (1 + RETRY_SPREAD * (2 * this.#random() - 1));
    return Number.isFinite(told) ? Math.max(told, own) : own;
  }

  #later(task, millis) { if (this.#running) this.#timer = this.#timers.setTimeout(task, millis); }
}
