import {LOST, STALE} from '../core/freshness.js';
import {WORST_FIRST} from '../core/severity.js';
import {el, levelIcon, symbolCanvas} from './dom.js';

/** Look, text, and the layer it is told with when that is not always shown. */
const SYMBOLS = [
  [{shape: 'station', glyph: '水'}, 'legend.station'],
  [{shape: 'risk', glyph: '洪'}, 'legend.risk'],
  [{shape: 'site', glyph: '所'}, 'legend.site'],
  [{shape: 'team', glyph: '消'}, 'legend.team'],
  [{shape: 'vehicle', glyph: '车', heading: 4}, 'legend.vehicle'],
  [{shape: 'camera', glyph: '摄'}, 'legend.camera'],
  [{shape: 'site', glyph: '企'}, 'layer.enterprises', 'enterprise'],
  [{shape: 'risk', glyph: '危'}, 'legend.majorHazard', 'enterprise'],
  [{shape: 'site', glyph: '物'}, 'layer.supplies', 'supply'],
  [{shape: 'camera', glyph: '屏'}, 'layer.screens', 'screen'],
  [{shape: 'station', glyph: '雨', state: STALE}, 'legend.stale'],
  [{shape: 'station', glyph: '水', state: LOST}, 'legend.lost'],
];

/** What the symbols mean; levels in their fixed order, red first. */
export class Legend {
  element;
  #app;
  #size;
  #levels;

  constructor(app, size, {levels = true} = {}) {
    this.#app = app;
    this.#size = size;
    this.#levels = levels;
    this.element = el('div.legend', {'aria-label': app.t('legend')});
    this.update();
  }

  /** Draws the symbols anew, for another theme, size or choice of layers. */
  update(size = this.#size) {
    this.#size = size;
    const {t, theme, shownLayers} = this.#app;
    const symbols = SYMBOLS.filter(([, , layer]) => !layer || shownLayers.value.has(layer)).map(([look, key]) => el('div', {}, symbolCanvas(theme, look, size), t(key)));
    const levels = this.#levels ? [el('div.levels', {}, ...WORST_FIRST.map((level) => levelIcon(level)), t('legend.levels'))] : [];
    this.element.replaceChildren(...symbols, ...levels);
  }

  remove() { this.element.remove(); }
}
