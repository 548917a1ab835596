import {el, setText} from './dom.js';

/** Where the tour stands and for how long; its one button pauses it. */
export class TourBar {
  element;
  #app;
  #title = el('b');
  #rest = el('span');
  #bar = el('i');
  #pause;

  /** @param {() => void} toggle */
  constructor(app, toggle) {
    this.#app = app;
    this.#pause = el('button.pause', {type: 'button', id: 'pause', on: {click: toggle}});
    this.element = el('div.tour', {id: 'tour'}, el('div.tour-head', {}, this.#title, el('span.gap'), this.#rest, this.#pause), el('div.progress', {}, this.#bar));
  }

  /** @param {{at: number, of: number, title: string, restMillis: number, wholeMillis: number, pausedMillis: number}} tour */
  show({at, of, title, restMillis, wholeMillis, pausedMillis}) {
    const {t} = this.#app;
    setText(this.#title, `${t('wall.tour', {at, of})} ${title}`);
    setText(this.#rest, pausedMillis > 0 ? t('wall.paused', {seconds: Math.ceil(pausedMillis / 1000)}) : `${Math.ceil(restMillis / 1000)} s`);
    const label = t(pausedMillis > 0 ? 'wall.resume' : 'wall.pause');
    setText(this.#pause, pausedMillis > 0 ? '▶' : '❚❚');
    this.#pause.setAttribute('aria-label', label);
    this.#bar.style.width = `${Math.max(0, Math.min(100, 100 * (1 - restMillis / wholeMillis)))}%`;
  }

  remove() { this.element.remove(); }
}
