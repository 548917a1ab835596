import {el, setHidden, setText} from './dom.js';

/** How high the ground is where somebody pointed: small, and only once it is known. */
export class Ground {
  element = el('div.ground', {id: 'ground', role: 'status', hidden: true});
  #app;
  #asked = 0;

  constructor(app) { this.#app = app; }

  async ask(lon, lat) {
    const asked = ++this.#asked;
    let answer = null;
    try {
      answer = await this.#app.api.elevation(lon.toFixed(6), lat.toFixed(6));
    } catch {
      // it is not shown: nobody acts on the height of the ground alone
    }
    if (asked === this.#asked) this.#show(answer);
  }

  #show(elevation) {
    const {t, text} = this.#app;
    setHidden(this.element, !elevation);
    if (!elevation) return;
    setText(this.element, elevation.found ? t('ground.at', {metres: elevation.metres.toFixed(1)}) : t('ground.none'));
    const title = text.language === 'en' ? elevation.titleEn : elevation.title;
    this.element.title = elevation.found ? t('ground.hint', {step: Math.round(elevation.resolutionMetres), title, source: elevation.source}) : '';
  }

  remove() { this.element.remove(); }
}
