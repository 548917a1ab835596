import {keyed, layers} from '../layers/index.js';
import {el} from './dom.js';

/** One chip per layer, with its key when it has one; pressed = shown. */
export class LayerChips {
  element;
  #app;
  #chips;

  constructor(app) {
    this.#app = app;
    this.#chips = layers.map((layer, i) => this.#chip(layer));
    this.element = el('div.layer-chips', {role: 'group', 'aria-label': app.t('layers')}, ...this.#chips);
    this.update();
  }

  #chip(layer) {
    const key = keyed.indexOf(layer.id) + 1;
    return el('button.layer', {type: 'button', title: this.#app.t(layer.title), data: {layer: layer.id},
      on: {click: (event) => this.#app.toggleLayer(layer.id, event.shiftKey)}}, key > 0 ? el('kbd', {}, String(key)) : null, this.#app.t(`${layer.title}.short`));
  }

  update() {
    const shown = this.#app.shownLayers.value;
    for (const chip of this.#chips) chip.setAttribute('aria-pressed', String(shown.has(chip.dataset.layer)));
  }

  remove() { this.element.remove(); }
}
