import {Refused} from './api.js';

/** A plain contact stands so long, then it is masked again. */
export const SHOWN_MILLIS = 60_000;
/** Characters of a reason, as the server takes it (docs/api.md). */
export const REASON = Object.freeze({least: 2, most: 200});

/** @typedef {{role: string, name: string, phone: string}} Contact */

/** Whether a reason is one the server takes. */
export function isReason(text) {
  const length = [...text.trim()].length;
  return length >= REASON.least && length <= REASON.most;
}

/** Who answers for the object that is looked at: masked, and plain for a minute after somebody said why. */
export class Contacts {
  #send;
  #newKey;
  #timers;
  #changed;
  #object = '';
  #masked = [];
  #plain = null;
  #until = 0;
  #timer = null;
  #key = {reason: '', key: ''};

  /**
   * @param {{api: {contacts: Function, revealContacts: Function}, newKey: () => string, timers: import('./session.js').Timers, changed: () => void}} parts
   */
  constructor({api, newKey, timers, changed}) {
    this.#send = api;
    this.#newKey = newKey;
    this.#timers = timers;
    this.#changed = changed;
  }

  /** @returns {Contact[]} what may be seen now; empty when nobody is entered */
  get shown() { return this.#plain ?? this.#masked; }

  get plain() { return this.#plain !== null; }

  /** Seconds until it is masked again. */
  get secondsLeft() { return this.plain ? Math.max(0, Math.ceil((this.#until - this.#timers.now()) / 1000)) : 0; }

  /** Another object is looked at, or none: what was plain is forgotten at once. */
  async look(object) {
    if (object === this.#object) return;
    this.#object = object;
    this.#masked = [];
    this.mask();
    if (!object) return;
    try {
      const masked = await this.#send.contacts(object);
      if (object !== this.#object) return;
      this.#masked = masked;
    } catch {
      return; // in no register, elsewhere, or the link is dead: the card stands without
    }
    this.#changed();
  }

  /** Durable first, then told. The same reason sent again after a dead link is the same viewing. @throws {Refused} */
  async reveal(reason) {
    const object = this.#object;
    if (this.#key.reason !== reason) this.#key = {reason, key: this.#newKey()};
    try {
      const {contacts} = await this.#send.revealContacts(object, reason, this.#key.key);
      this.#forgetKey();
      if (object === this.#object) this.#show(contacts);
    } catch (error) {
      if (error instanceof Refused && !error.temporary) this.#forgetKey();
      throw error;
    }
  }

  #forgetKey() { this.#key = {reason: '', key: ''}; }

  #show(contacts) {
    this.#plain = contacts;
    this.#until = this.#timers.now() + SHOWN_MILLIS;
    this.#timer = this.#timers.setTimeout(() => this.mask(), SHOWN_MILLIS);
    this.#changed();
  }

  mask() {
    this.#timers.clearTimeout(this.#timer);
    this.#plain = null;
    this.#forgetKey();
    this.#changed();
  }
}
