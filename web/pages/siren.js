import {countAlarms, isFlood, nextSound, QUIET, silence} from '../core/alarms.js';

const BROKEN_EVERY_MILLIS = 60_000;

/** When the desk sounds: alarms by their rules, and a low tone once a minute while the link is broken. */
export class Siren {
  #app;
  #sound;
  #table;
  #state = QUIET;
  #flood = false;
  #brokenAt = -Infinity;

  /**
   * @param {import('../panels/sound.js').Sound} sound  plays
   * @param {import('../panels/alarmtable.js').AlarmTable} table  shows a flood
   */
  constructor(app, sound, table) {
    this.#app = app;
    this.#sound = sound;
    this.#table = table;
  }

  /** @param {string} link  of core/link.js */
  tick(link) {
    const now = this.#app.monotonic();
    if (link !== 'broken') this.#brokenAt = -Infinity;
    else if (now - this.#brokenAt >= BROKEN_EVERY_MILLIS) {
      this.#brokenAt = now;
      this.#sound.playBroken();
    }
    this.sing();
  }

  /** Plays what is due now. */
  sing() {
    const now = this.#app.clock.now();
    const alarms = [...this.#app.store.list('alarms')];
    const {recent} = countAlarms(alarms, now);
    this.#flood = isFlood(this.#flood, recent);
    this.#table.showFlood(this.#flood, recent);
    const {sound, play} = nextSound(this.#state, alarms, now, this.#flood);
    this.#state = sound;
    if (play) this.#sound.play(play);
    this.#sound.showSilence(Math.max(0, Math.ceil((sound.silencedUntil - now) / 1000)));
  }

  /** A minute of silence; it acknowledges nothing. */
  silence() {
    this.#state = silence(this.#state, this.#app.clock.now());
    this.sing();
  }
}
