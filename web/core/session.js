import {Refused, refusal} from './api.js';
import {Signal} from './signal.js';

/** Warned so long before a session idles out. */
export const WARNING_MILLIS = 60_000;
/** A person at work tells the server so at most this often. */
const STAY_MILLIS = 60_000;
/** Asked this long after the end, so that asking does not itself keep a forgotten session alive. */
const GRACE_MILLIS = 2000;
const COUNTY_DIGITS = 6;
const TIMEOUT_MILLIS = 10_000;

/**
 * @typedef {{user: string, login: string|null, name: string, role: string, roleTitle: string, area: string, areaName: string, guest: boolean, csrf: string|null,
 *   permissions: string[], owed: string|null, secondFactor: {required: boolean, enrolled: boolean}, idleSeconds: number|null, absoluteAt: string|null,
 *   demo: boolean, demoUsers?: {login: string, role: string}[]}} Told  as GET /api/v1/session says
 * @typedef {{now: () => number, setTimeout: (task: () => void, millis: number) => unknown, clearTimeout: (timer: unknown) => void}} Timers
 */

/** Who uses this page and what they may do. The browser holds the cookie; nothing of it is kept here beyond the page. */
export class Session {
  /** @type {Signal} what the server told last, null while it knows nobody */
  told = new Signal(null);
  /** @type {Signal} monotonic milliseconds at which it idles out, while that is near; else NaN */
  ending = new Signal(NaN);
  #fetch;
  #timers;
  #onLost;
  #touchedAt = -Infinity;
  #timer = null;

  /** @param {{fetch: typeof fetch, timers: Timers, onLost?: (was: Told) => void}} parts  onLost: the server knows the session no longer */
  constructor({fetch: fetchFunction, timers, onLost = () => {}}) {
    this.#fetch = fetchFunction;
    this.#timers = timers;
    this.#onLost = onLost;
  }

  get known() { return this.told.value !== null; }

  get guest() { return this.told.value?.guest ?? false; }

  /** Signed in, and not as the demo's guest. */
  get someone() { return this.known && !this.guest; }

  get demo() { return this.told.value?.demo ?? false; }

  get owed() { return this.told.value?.owed ?? null; }

  /** @param {string} right  a name of Permission */
  may(right) { return this.told.value?.permissions.includes(right) ?? false; }

  get wholeCounty() { return this.known && this.told.value.area.length <= COUNTY_DIGITS; }

  /** Asks who this is. @returns {Promise<boolean>} whether anybody; an answer other than yes or 401 is thrown */
  async load() {
    const answer = await this.#fetch('/api/v1/session', {headers: {accept: 'application/json'}, signal: AbortSignal.timeout(TIMEOUT_MILLIS)});
    if (answer.status === 401) {
      this.#lose();
      return false;
    }
    if (!answer.ok) throw await refusal(answer);
    this.#learn(await answer.json());
    return true;
  }

  /** @param {{login: string, password: string, code?: string}} shown  @throws {Refused} wrong, locked, or the code is missing */
  async signIn(shown) {
    const answer = await this.#fetch('/signin', this.#signed({method: 'POST', headers: {'content-type': 'application/json', accept: 'application/json'},
      body: JSON.stringify(shown), signal: AbortSignal.timeout(TIMEOUT_MILLIS)}));
    if (!answer.ok) throw await refusal(answer);
    this.#learn(await answer.json());
  }

  async signOut() {
    const answer = await this.#fetch('/api/v1/session', this.#signed({method: 'DELETE', signal: AbortSignal.timeout(TIMEOUT_MILLIS)}));
    if (!answer.ok && answer.status !== 401) throw await refusal(answer);
    this.#forget();
  }

  /** `fetch` for everything else: a change carries the header no other page can know, and a session that ended is noticed. */
  fetch = async (path, options = {}) => {
    const answer = await this.#fetch(path, this.#signed(options));
    if (answer.status === 401) this.#lose();
    else this.#touch();
    return answer;
  };

  /** Somebody is at work here: the session must not idle out under their hands. */
  stay() {
    if (!this.known || !Number.isFinite(this.#idleMillis) || this.#timers.now() - this.#touchedAt < STAY_MILLIS) return;
    this.#touchedAt = this.#timers.now(); // one question, however many keys
    this.load().catch(() => {}); // the link is dead and its panel says so; the timer goes on
  }

  /** The person answered the warning. */
  continue() { return this.load(); }

  get #idleMillis() { return (this.told.value?.idleSeconds ?? Infinity) * 1000; }

  #signed(options) {
    const csrf = this.told.value?.csrf;
    const reads = ['GET', 'HEAD'].includes(options.method ?? 'GET');
    return csrf && !reads ? {...options, headers: {...options.headers, 'x-csrf-token': csrf}} : options;
  }

  #learn(told) {
    this.told.set(Object.freeze(told));
    this.#touch();
  }

  #lose() {
    const was = this.told.value;
    this.#forget();
    if (was) this.#onLost(was);
  }

  #forget() {
    this.#timers.clearTimeout(this.#timer);
    this.ending.set(NaN);
    this.told.set(null);
  }

  #touch() {
    this.#timers.clearTimeout(this.#timer);
    this.#touchedAt = this.#timers.now();
    this.ending.set(NaN);
    if (!this.known || this.guest || !Number.isFinite(this.#idleMillis)) return;
    this.#timer = this.#timers.setTimeout(() => this.#warn(), Math.max(0, this.#idleMillis - WARNING_MILLIS));
  }

  #warn() {
    const end = this.#touchedAt + this.#idleMillis;
    this.ending.set(end);
    this.#timer = this.#timers.setTimeout(() => this.#atEnd(), end - this.#timers.now() + GRACE_MILLIS);
  }

  async #atEnd() {
    try {
      await this.load(); // another page of theirs may have kept it
    } catch {
      this.#timer = this.#timers.setTimeout(() => this.#atEnd(), STAY_MILLIS);
    }
  }
}

/** Whether an error is the server's word that somebody may not. */
export const isForbidden = (error) => error instanceof Refused && error.status === 403;
