import {isVisible, ruleOf} from '../core/layerstyle.js';
import {CanvasLayer} from './canvas.js';
import {drawableOf, namePlace, tracePath} from './geometry.js';

const LABEL_SIZE = 12;
/** Two labels keep apart by so much. */
const LABEL_GAP = 4;

/** The things of the static layers that are switched on, each by the first rule of its layer that fits. */
export class ThingsLayer extends CanvasLayer {
  #layers = [];
  #theme;
  #scale;

  constructor(theme, {padding, scale}) {
    super('things', padding);
    this.#theme = theme;
    this.#scale = scale;
  }

  /** @param {{style: object, features: object[]}[]} layers  bottom to top */
  set(layers) {
    this.#layers = layers;
    this.repaint();
  }

  /** Sorts a layer's features by the rule each is drawn by, once. */
  static prepare(style, features) {
    const groups = new Map(style.rules.map((rule) => [rule, []]));
    for (const feature of features) {
      const drawable = drawableOf(feature);
      groups.get(ruleOf(style.rules, drawable.properties))?.push(drawable);
    }
    return {style, groups: [...groups].filter(([, drawables]) => drawables.length > 0)};
  }

  setTheme(theme) {
    this.#theme = theme;
    this.repaint();
  }

  setScale(scale) {
    this.#scale = scale;
    this.repaint();
  }

  paint(context, frame) {
    const zoom = frame.zoom - Math.log2(this.#scale);
    const shown = this.#layers.filter(({style}) => isVisible(style, zoom));
    context.lineJoin = 'round';
    context.lineCap = 'round';
    for (const {groups} of shown) for (const [rule, drawables] of groups) this.#paintGroup(context, frame, rule, drawables);
    const taken = [];
    for (const layer of shown) if (layer.style.label && zoom >= layer.style.labelsFrom) this.#paintLabels(context, frame, layer, taken);
  }

  #paintGroup(context, frame, rule, drawables) {
    if (rule.fill) {
      context.fillStyle = this.#theme.layers[rule.fill];
      context.globalAlpha = rule.fillOpacity;
      for (const drawable of drawables) this.#fill(context, frame, drawable);
      context.globalAlpha = 1;
    }
    context.strokeStyle = this.#theme.layers[rule.colour];
    context.lineWidth = rule.width * this.#scale;
    context.setLineDash(rule.dash.map((length) => length * this.#scale));
    if (rule.width > 0) {
      context.beginPath();
      for (const drawable of drawables) tracePath(context, frame, drawable);
      context.stroke();
    }
    context.setLineDash([]);
    this.#paintPoints(context, frame, rule, drawables);
  }

  /** One at a time: two areas that overlap would make a hole in each other. */
  #fill(context, frame, drawable) {
    if (!drawable.lines.some(({closed}) => closed)) return;
    context.beginPath();
    tracePath(context, frame, {lines: drawable.lines.filter(({closed}) => closed)});
    context.fill('evenodd');
  }

  #paintPoints(context, frame, rule, drawables) {
    const radius = rule.radius * this.#scale;
    context.fillStyle = this.#theme.layers[rule.fill ?? rule.colour];
    context.lineWidth = this.#scale;
    context.strokeStyle = this.#theme.halo;
    for (const {points} of drawables) {
      for (const point of points) {
        const [x, y] = at(frame, point);
        if (x < -radius || y < -radius || x > frame.width + radius || y > frame.height + radius) continue;
        context.beginPath();
        context.arc(x, y, radius, 0, 2 * Math.PI);
        context.fill();
        context.stroke();
      }
    }
  }

  #paintLabels(context, frame, {style, groups}, taken) {
    const size = LABEL_SIZE * this.#scale;
    context.font = `400 ${size}px ${this.#theme.font}`;
    context.textAlign = 'center';
    context.textBaseline = 'middle';
    context.lineWidth = 3 * this.#scale;
    context.strokeStyle = this.#theme.halo;
    context.fillStyle = this.#theme.text2;
    for (const [rule, drawables] of groups) {
      for (const drawable of drawables) {
        const text = drawable.properties[style.label];
        const place = text && labelPlace(drawable);
        if (!place) continue;
        const [x, below] = at(frame, place);
        const y = drawable.points.length > 0 ? below + rule.radius * this.#scale + size * 0.8 : below;
        const box = [x - context.measureText(text).width / 2 - LABEL_GAP, y - size / 2 - LABEL_GAP, x + context.measureText(text).width / 2 + LABEL_GAP,
          y + size / 2 + LABEL_GAP];
        if (box[2] < 0 || box[3] < 0 || box[0] > frame.width || box[1] > frame.height || taken.some((other) => overlap(box, other))) continue;
        taken.push(box);
        context.strokeText(text, x, y);
        context.fillText(text, x, y);
      }
    }
  }
}

const at = (frame, [mx, my]) => [mx * frame.scale - frame.originX, my * frame.scale - frame.originY];

const overlap = (a, b) => a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];

/** As for names; a line carries its own in its middle. */
function labelPlace(drawable) {
  const place = namePlace(drawable);
  if (place || drawable.lines.length === 0) return place;
  const {points} = drawable.lines[0];
  const middle = 2 * Math.floor(points.length / 4);
  return [points[middle], points[middle + 1]];
}
