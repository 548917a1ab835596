import {millis} from './store.js';

/** The log is asked so often whether something was recorded since. */
export const ASK_MILLIS = 5000;

/** Whether anything was recorded since a picture was taken 有新数据, and when the newest of it. Nothing is asked where nobody attends: that would keep a forgotten session alive. */
export class News {
  #ask;
  #attended;
  #changed;
  #takenAt = NaN;
  #askedAt = -Infinity;
  #etag = '';
  #round = 0;

  /** Epoch milliseconds of the newest; null: nothing new. @type {number|null} */
  since = null;

  /**
   * @param {{ask: (etag: string) => Promise<{lines: {at: string}[], etag: string}|null>, attended: () => boolean, changed: () => void}} parts  ask: the newest line
   *   of the log, null when it is the one of before
   */
  constructor({ask, attended, changed}) {
    this.#ask = ask;
    this.#attended = attended;
    this.#changed = changed;
  }

  /** Whether it would find out at all. */
  get watches() { return this.#attended(); }

  /** @param {number} takenAt  epoch milliseconds by the server of the picture that is shown now */
  begin(takenAt) {
    this.#takenAt = takenAt;
    this.#etag = '';
    this.#askedAt = -Infinity;
    this.#round++;
    this.since = null;
  }

  /** @param {number} now  monotonic milliseconds */
  async tick(now) {
    if (!Number.isFinite(this.#takenAt) || now - this.#askedAt < ASK_MILLIS || !this.#attended()) return;
    this.#askedAt = now;
    const round = this.#round;
    const page = await this.#ask(this.#etag).catch(() => null); // asked again soon
    if (page === null || round !== this.#round) return;
    this.#etag = page.etag;
    const newest = millis(page.lines[0]?.at);
    if (!(newest > this.#takenAt) || newest === this.since) return;
    this.since = newest;
    this.#changed();
  }
}
