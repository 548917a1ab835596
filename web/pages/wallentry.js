import {refusal} from '../core/api.js';
import {Pairing} from '../core/pairing.js';
import {wallScale} from '../core/wallscale.js';
import {PairingCode} from '../panels/pairingcode.js';
import {timers, untilAnswered} from './frame.js';

/** A revoked wall goes dark within this time. */
const CHECK_MILLIS = 10_000;
const PAGE_RETRY_MILLIS = 5000;

/**
 * How a wall comes in: paired, it shows the picture; the demo's guest sees it too, with the pairing code in a corner; any other shows the code and
 * nothing else. It never goes to the sign-in page: nobody stands there to type.
 */
export class WallEntry {
  #text;
  #session;
  #enter;
  #renew;
  #pairing;
  #panel = null;
  #entered = false;

  /**
   * @param {{text: import('../core/text.js').Text, openSession: Function, enter: (session: object) => Promise<void>, renew: () => void}} parts
   *   enter: shows the picture for the first time; renew: the same picture for somebody else
   */
  constructor({text, openSession, enter, renew}) {
    this.#text = text;
    this.#session = openSession(() => this.#lost());
    this.#enter = enter;
    this.#renew = renew;
    this.#pairing = new Pairing({ask: () => this.#ask(), claim: (ticket) => this.#claim(ticket), timers, random: Math.random, paired: () => this.#paired()});
  }

  async start() {
    const {told} = this.#session;
    await untilAnswered(() => this.#session.load());
    if (!this.#session.someone) this.#showCode();
    if (told.value) await this.#show();
    setInterval(() => { if (this.#session.known) this.#session.load().catch(() => {}); }, CHECK_MILLIS); // a dead link shows by itself
  }

  async #show() {
    this.#entered = true;
    await this.#enter(this.#session);
  }

  #showCode() {
    this.#panel?.remove();
    const alone = !this.#session.known;
    if (alone) this.#scale();
    this.#panel = new PairingCode(this.#text, this.#pairing, {alone});
    document.body.classList.toggle('unpaired', alone);
    (alone ? document.body : document.getElementById('middle')).append(this.#panel.element);
    this.#pairing.start();
  }

  /** Nothing else has set the size of a rem yet. */
  #scale() {
    const query = new URLSearchParams(location.search);
    const {rem} = wallScale({widthPixels: innerWidth, heightPixels: innerHeight, distanceMetres: Number(query.get('d') ?? NaN), widthMillimetres: Number(query.get('w') ?? NaN)});
    document.documentElement.style.fontSize = `${rem}px`;
  }

  async #paired() {
    await untilAnswered(() => this.#session.load());
    this.#panel?.remove();
    this.#panel = null;
    document.body.classList.remove('unpaired');
    if (this.#entered) this.#renew();
    else await this.#show();
  }

  /** Revoked, run out, or the demo started anew: what was seen must not stay, so the page begins again, as soon as it can be had. */
  async #lost() {
    document.getElementById('shell').hidden = true;
    for (;;) {
      const page = await fetch(location.href).catch(() => null);
      if (page?.ok) break;
      await new Promise((resolve) => { setTimeout(resolve, PAGE_RETRY_MILLIS); });
    }
    location.reload();
  }

  async #ask() {
    const answer = await this.#post('/wall/pairing', {});
    if (!answer.ok) throw await refusal(answer);
    return answer.json();
  }

  async #claim(ticket) {
    const answer = await this.#post('/wall/pairing/claim', {ticket});
    if (answer.status === 410) return 'expired';
    if (!answer.ok) throw await refusal(answer);
    return answer.status === 202 ? 'waiting' : 'paired';
  }

  #post(path, body) {
    return this.#session.fetch(path, {method: 'POST', headers: {'content-type': 'application/json', accept: 'application/json'}, body: JSON.stringify(body),
      signal: AbortSignal.timeout(10_000)});
  }
}
