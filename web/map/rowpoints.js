import {CanvasLayer} from './canvas.js';
import {mercatorX, mercatorY} from './mercator.js';

const TURN = 2 * Math.PI;
const RADIUS = 3.5;
const CHOSEN_RADIUS = 6;
const REACH = 12;

/** The rows of a register as points, those that are chosen in the colour of what is chosen. */
export class RowPoints extends CanvasLayer {
  #theme;
  #points = [];
  #byId = new Map();
  #chosen = new Set();

  constructor(theme) {
    super('sprites', 0.1);
    this.#theme = theme;
  }

  /** @param {{id: string, at: number[]}[]} places */
  set(places) {
    this.#points = places.map(({id, at}) => ({id, at, x: mercatorX(at[0]), y: mercatorY(at[1])}));
    this.#byId = new Map(this.#points.map((point) => [point.id, point]));
    this.repaint();
  }

  /** @param {Set<string>} ids */
  choose(ids) {
    this.#chosen = ids;
    this.repaint();
  }

  place(id) { return this.#byId.get(id)?.at ?? null; }

  /** The nearest to a point of the map's container; empty when none is near. */
  at({x, y}) {
    let [nearest, least] = ['', REACH];
    for (const [id, px, py] of this.#seen()) {
      const distance = Math.hypot(px - x, py - y);
      if (distance < least) [nearest, least] = [id, distance];
    }
    return nearest;
  }

  within(left, top, width, height) {
    return this.#seen().filter(([, x, y]) => x >= left && x <= left + width && y >= top && y <= top + height).map(([id]) => id);
  }

  #seen() {
    const {frame} = this;
    return frame ? this.#points.map((point) => {
      const [x, y] = this.#spot(point, frame);
      return [point.id, x + frame.offsetX, y + frame.offsetY];
    }) : [];
  }

  paint(context, frame) {
    context.fillStyle = this.#theme.text3;
    for (const point of this.#points) if (!this.#chosen.has(point.id)) this.#dot(context, this.#spot(point, frame), RADIUS);
    context.fillStyle = this.#theme.link;
    for (const id of this.#chosen) if (this.#byId.has(id)) this.#dot(context, this.#spot(this.#byId.get(id), frame), CHOSEN_RADIUS);
  }

  #dot(context, [x, y], radius) {
    context.beginPath();
    context.arc(x, y, radius, 0, TURN);
    context.fill();
  }

  #spot({x, y}, {scale, originX, originY}) { return [x * scale - originX, y * scale - originY]; }
}
