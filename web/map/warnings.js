import {rank} from '../core/severity.js';
import {drawableOf, tracePath} from './geometry.js';

/** Areas of active warnings: outline in the level's line colour and a light fill, calm first so that red lies on top. */
export class WarningAreas {
  #drawables = [];
  #selected = '';
  #shown = true;

  /** @param {Iterable<import('../core/store.js').Entity>} warnings  all; those cancelled, superseded or expired are not drawn */
  set(warnings) {
    this.#drawables = [...warnings]
      .filter(({properties, geometry}) => properties.state === 'active' && geometry)
      .sort((a, b) => rank(a.properties.severity) - rank(b.properties.severity))
      .map((warning) => ({id: warning.id, ...drawableOf(warning)}));
  }

  get count() { return this.#drawables.length; }

  show(shown) { this.#shown = shown; }

  select(id) { this.#selected = id; }

  paint(context, frame, theme, scale) {
    if (!this.#shown) return;
    for (const drawable of this.#drawables) {
      const level = rank(drawable.properties.severity);
      context.beginPath();
      tracePath(context, frame, drawable);
      context.globalAlpha = 0.07;
      context.fillStyle = theme.levelLine[level] || theme.text2;
      context.fill('evenodd');
      context.globalAlpha = 1;
      context.lineWidth = (drawable.id === this.#selected ? 3 : 1.75) * scale;
      context.strokeStyle = theme.levelLine[level] || theme.text2;
      context.stroke();
    }
  }
}
