import {el, setHidden, setText} from './dom.js';

const TICK_MILLIS = 1000;

/** A minute before the session idles out: how long it still holds, and the one button that keeps it. */
export class IdleWarning {
  element;
  #app;
  #left = el('b', {'aria-hidden': 'true'});
  #timer = null;
  #sound;

  /** @param {() => void} sound  told when it begins to warn: somebody at the desk may look elsewhere */
  constructor(app, sound = () => {}) {
    this.#app = app;
    this.#sound = sound;
    const {t, session} = app;
    const stay = el('button.primary', {type: 'button', on: {click: () => this.#stay()}}, t('idle.stay'));
    this.element = el('div.idle', {id: 'idle', role: 'alertdialog', 'aria-label': t('idle.warning'), hidden: true}, el('span', {}, t('idle.warning')), this.#left, stay);
    document.body.append(this.element);
    session.ending.listen((end) => this.#show(end));
    for (const type of ['pointerdown', 'keydown']) addEventListener(type, () => session.stay(), {passive: true});
  }

  #show(end) {
    clearInterval(this.#timer);
    setHidden(this.element, !Number.isFinite(end));
    if (!Number.isFinite(end)) return;
    const tick = () => setText(this.#left, `${Math.max(0, Math.ceil((end - performance.now()) / 1000))} s`);
    tick();
    this.#sound();
    this.#timer = setInterval(tick, TICK_MILLIS);
  }

  async #stay() {
    try {
      await this.#app.session.continue();
    } catch {
      // the server does not answer: the warning stands, and the button with it
    }
  }

  remove() {
    clearInterval(this.#timer);
    this.element.remove();
  }
}

/** Roles that stand a watch: their desk sounds the alarms. */
const WATCH = new Set(['duty-officer', 'leader']);

export const onWatch = (session) => WATCH.has(session.told.value?.role);

/** Keeps a desk on watch open for its whole shift: it must not fall silent at night because nothing happened. False for everybody else, who is warned. */
export function keepsWatch(session) {
  if (!onWatch(session)) return false;
  session.ending.listen((end) => {
    if (Number.isFinite(end)) session.continue().catch(() => {}); // the link is dead and its panel says so; the session asks again
  });
  return true;
}
