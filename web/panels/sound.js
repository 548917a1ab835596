import {SOUNDS} from '../core/alarms.js';
import {el, setText} from './dom.js';

const TONE_SECONDS = 0.15;
const LOUDNESS = 0.2;
const MOST_RECORDED = 200;
/** Told when the link is broken: two low tones. */
const BROKEN = {times: 2, hertz: 220};
const TEST = {times: 1, hertz: 660};

/** Alarm sounds from oscillators. A browser lets them sound only after a gesture; until then the chip says so. */
export class Sound {
  element;
  calls = [];
  #app;
  #context;
  #word = el('span');

  constructor(app) {
    this.#app = app;
    this.#context = new AudioContext();
    this.#context.onstatechange = () => this.#show();
    this.element = el('button.sound', {type: 'button', id: 'sound', on: {click: () => this.#arm()}}, this.#word);
    this.#show();
  }

  get armed() { return this.#context.state === 'running'; }

  /** @param {'red'|'orange'|'yellow'} level */
  play(level) { this.#tones(level, SOUNDS[level]); }

  playBroken() { this.#tones('broken', BROKEN); }

  /** Any gesture will do: browsers that wait for one let the sounds out with it. */
  wake() { if (!this.armed) this.#context.resume().catch(() => {}); }

  /** Shows how long it stays silent; 0 when it does not. */
  showSilence(seconds) {
    this.element.dataset.silent = String(seconds > 0);
    this.#show(seconds);
  }

  async #arm() {
    await this.#context.resume();
    this.#tones('test', TEST);
  }

  #tones(name, {times, hertz}) {
    this.calls.push({name, at: this.#app.clock.now(), heard: this.armed});
    if (this.calls.length > MOST_RECORDED) this.calls.shift();
    if (!this.armed) return;
    for (let i = 0; i < times; i++) this.#tone(hertz, this.#context.currentTime + i * 2 * TONE_SECONDS);
  }

  #tone(hertz, at) {
    const oscillator = this.#context.createOscillator();
    const gain = this.#context.createGain();
    oscillator.frequency.value = hertz;
    gain.gain.setValueAtTime(0, at);
    gain.gain.linearRampToValueAtTime(LOUDNESS, at + 0.01);
    gain.gain.setValueAtTime(LOUDNESS, at + TONE_SECONDS - 0.02);
    gain.gain.linearRampToValueAtTime(0, at + TONE_SECONDS);
    oscillator.connect(gain).connect(this.#context.destination);
    oscillator.start(at);
    oscillator.stop(at + TONE_SECONDS);
  }

  #show(silentSeconds = 0) {
    const {t} = this.#app;
    this.element.dataset.armed = String(this.armed);
    this.element.title = t('sound.test');
    setText(this.#word, !this.armed ? t('sound.off') : silentSeconds > 0 ? t('sound.silent', {seconds: silentSeconds}) : t('sound.on'));
  }

  remove() {
    this.element.remove();
    this.#context.close();
  }
}
