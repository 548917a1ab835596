import {Refused} from './api.js';

const RETRY_MILLIS = 5000;

/**
 * @typedef {{state: 'sending'|'unsent'|'answered'|'refused', key: string, answer: object|null, reason: string, seen?: boolean}} Delivery
 *   seen = the store has shown the alarm as acknowledged since
 */

/** Acknowledgements on their way: kept with one key until the server has answered, so that a dead link loses none and none counts twice. */
export class Acknowledgements {
  #deliveries = new Map();
  #send;
  #newKey;
  #timers;
  #changed;
  #answered;

  /**
   * @param {{send: (alarm: string, key: string) => Promise<object>, newKey: () => string, timers: {setTimeout: Function}, changed: () => void,
   *   answered?: (alarm: string, answer: object) => void}} parts
   */
  constructor({send, newKey, timers, changed, answered = () => {}}) {
    this.#send = send;
    this.#newKey = newKey;
    this.#timers = timers;
    this.#changed = changed;
    this.#answered = answered;
  }

  /** @returns {Delivery|undefined} */
  of(alarm) { return this.#deliveries.get(alarm); }

  get unsent() { return [...this.#deliveries.values()].filter(({state}) => state === 'unsent').length; }

  /** One click; a second one while the first is under way does nothing. */
  acknowledge(alarm) {
    const known = this.#deliveries.get(alarm);
    if (known && known.state !== 'refused') return Promise.resolve();
    return this.#deliver(alarm, this.#newKey());
  }

  /** It was taken back: what the store says holds again. */
  forget(alarm) {
    this.#deliveries.delete(alarm);
    this.#changed();
  }

  /** Forgets what is over: the alarm has gone, or it rose after it was taken and asks anew. @param {(id: string) => object|undefined} find */
  observe(find) {
    for (const [id, delivery] of this.#deliveries) {
      const alarm = find(id);
      if (alarm?.properties.acknowledged) delivery.seen = true;
      else if (!alarm || delivery.seen) this.#deliveries.delete(id);
    }
  }

  async #deliver(alarm, key) {
    this.#set(alarm, {state: this.of(alarm)?.state === 'unsent' ? 'unsent' : 'sending', key, answer: null, reason: ''});
    try {
      const answer = await this.#send(alarm, key);
      this.#set(alarm, {state: 'answered', key, answer, reason: ''});
      this.#answered(alarm, answer);
    } catch (error) {
      if (error instanceof Refused && !error.temporary) {
        this.#set(alarm, {state: 'refused', key, answer: null, reason: error.message});
        return;
      }
      this.#set(alarm, {state: 'unsent', key, answer: null, reason: error.message});
      this.#timers.setTimeout(() => this.#deliver(alarm, key), RETRY_MILLIS);
    }
  }

  #set(alarm, delivery) {
    this.#deliveries.set(alarm, delivery);
    this.#changed();
  }
}
