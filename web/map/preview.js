import {CanvasLayer} from './canvas.js';
import {mercatorX, mercatorY} from './mercator.js';

const TURN = 2 * Math.PI;
const RADIUS = 5;
const REACH = 14;
/** Names are drawn where they do not run into each other: few points, or near. */
const FEW = 12;
const NAMES_ZOOM = 13;

/** Places that are only looked at 预览: hollow rings in the colour of what is chosen, none of the shapes that stand for what is. */
export class PreviewLayer extends CanvasLayer {
  #theme;
  #points = [];
  #chosen = -1;

  constructor(theme) {
    super('sprites', 0.1);
    this.#theme = theme;
  }

  /** @param {{row: number, name: string, at: number[]}[]} places */
  set(places) {
    this.#points = places.map((place) => ({place, x: mercatorX(place.at[0]), y: mercatorY(place.at[1])}));
    this.#chosen = -1;
    this.repaint();
  }

  choose(place) {
    this.#chosen = this.#points.findIndex((point) => point.place === place);
    this.repaint();
  }

  /** The nearest to a point of the map's container. @returns {{row: number, name: string, at: number[]}|null} */
  at({x, y}) {
    if (!this.frame) return null;
    let [nearest, least] = [null, REACH];
    for (const point of this.#points) {
      const [px, py] = this.#spot(point, this.frame);
      const distance = Math.hypot(px + this.frame.offsetX - x, py + this.frame.offsetY - y);
      if (distance < least) [nearest, least] = [point.place, distance];
    }
    return nearest;
  }

  paint(context, frame) {
    const named = this.#points.length <= FEW || frame.zoom >= NAMES_ZOOM;
    context.lineWidth = 2;
    context.strokeStyle = this.#theme.link;
    context.fillStyle = this.#theme.bg;
    for (const point of this.#points) {
      const [x, y] = this.#spot(point, frame);
      context.beginPath();
      context.arc(x, y, RADIUS, 0, TURN);
      context.fill();
      context.stroke();
    }
    this.#points.forEach((point, i) => { if (named || i === this.#chosen) this.#name(context, point, frame); });
    if (this.#chosen >= 0) this.#mark(context, this.#spot(this.#points[this.#chosen], frame));
  }

  #name(context, point, frame) {
    const [x, y] = this.#spot(point, frame);
    context.font = `400 13px ${this.#theme.font}`;
    context.textBaseline = 'middle';
    context.textAlign = 'left';
    context.lineWidth = 3;
    context.strokeStyle = this.#theme.halo;
    context.strokeText(point.place.name, x + RADIUS + 5, y);
    context.fillStyle = this.#theme.text;
    context.fillText(point.place.name, x + RADIUS + 5, y);
  }

  #mark(context, [x, y]) {
    context.beginPath();
    context.arc(x, y, RADIUS, 0, TURN);
    context.fillStyle = this.#theme.link;
    context.fill();
  }

  #spot({x, y}, {scale, originX, originY}) { return [x * scale - originX, y * scale - originY]; }
}
