import {CanvasLayer} from './canvas.js';
import {drawableOf, namePlace, tracePath} from './geometry.js';
import {mercatorX, mercatorY} from './mercator.js';

/** Bottom to top. A layer the county does not have is left out. */
const LAYERS = ['coast', 'reservoirs', 'rivers', 'roads', 'towns', 'borders', 'boundary', 'villages'];
/** From these zooms of a desk on. */
const VILLAGE_NAMES_ZOOM = 13;
const VILLAGES_ZOOM = 9.5;
const MINOR_ROADS_ZOOM = 11.5;
const BROOKS_ZOOM = 11;

/** County lines, water, roads and names: static, painted anew only when the map has moved or an area changed. */
export class BaseLayer extends CanvasLayer {
  #layers = new Map();
  #theme;
  #scale;
  #areas;
  #names = true;

  /** @param {import('./warnings.js').WarningAreas} areas  painted on the same canvas, above the lines */
  constructor(theme, areas, {padding, scale}) {
    super('lines', padding);
    this.#theme = theme;
    this.#areas = areas;
    this.#scale = scale;
  }

  /**
   * Fetches what the county has.
   * @param {(layer: string) => Promise<object>} fetchLayer
   * @param {string[]} names  its layers; those nobody knows how to paint are left
   */
  async load(fetchLayer, names = LAYERS) {
    await Promise.all(LAYERS.filter((name) => names.includes(name)).map(async (name) => {
      try {
        const {features} = await fetchLayer(name);
        this.#layers.set(name, features.map(drawableOf));
      } catch {
        this.#layers.delete(name); // a county without that layer is drawn without it
      }
    }));
    this.repaint();
  }

  get loaded() { return [...this.#layers.keys()]; }

  setTheme(theme) {
    this.#theme = theme;
    this.repaint();
  }

  setScale(scale) {
    this.#scale = scale;
    this.repaint();
  }

  showNames(shown) {
    this.#names = shown;
    this.repaint();
  }

  paint(context, frame) {
    context.lineJoin = 'round';
    context.lineCap = 'round';
    for (const name of LAYERS) {
      const drawables = this.#layers.get(name);
      if (drawables) PAINTERS[name](this, context, frame, drawables);
    }
    this.#dimOutside(context, frame);
    this.#areas.paint(context, frame, this.#theme, this.#scale);
    if (this.#names) this.#paintNames(context, frame);
  }

  /** The zoom at which a desk would show as much: a wall's lines and names are larger, so less goes between them. */
  deskZoom(frame) { return frame.zoom - Math.log2(this.#scale); }

  stroke(context, frame, drawables, {colour, width, dash = []}) {
    context.beginPath();
    for (const drawable of drawables) tracePath(context, frame, drawable);
    context.strokeStyle = this.#theme[colour];
    context.lineWidth = width * this.#scale;
    context.setLineDash(dash.map((length) => length * this.#scale));
    context.stroke();
    context.setLineDash([]);
  }

  fill(context, frame, drawables, colour) {
    context.beginPath();
    for (const drawable of drawables) tracePath(context, frame, drawable);
    context.fillStyle = this.#theme[colour];
    context.fill('evenodd');
  }

  dots(context, frame, drawables, colour) {
    const half = 1.25 * this.#scale;
    context.fillStyle = this.#theme[colour];
    for (const {points} of drawables) {
      for (const [mx, my] of points) {
        context.fillRect(mx * frame.scale - frame.originX - half, my * frame.scale - frame.originY - half, 2 * half, 2 * half);
      }
    }
  }

  /** The neighbours recede. */
  #dimOutside(context, frame) {
    const county = this.#layers.get('boundary')?.filter((drawable) => drawable.lines.some((line) => line.closed));
    if (!county?.length) return;
    context.beginPath();
    context.rect(0, 0, frame.width, frame.height);
    for (const drawable of county) tracePath(context, frame, drawable);
    context.globalAlpha = 0.35;
    context.fillStyle = this.#theme.bg;
    context.fill('evenodd');
    context.globalAlpha = 1;
  }

  #paintNames(context, frame) {
    const size = 13 * this.#scale;
    context.textAlign = 'center';
    context.textBaseline = 'middle';
    context.font = `400 ${size}px ${this.#theme.font}`;
    context.letterSpacing = `${size * 0.15}px`;
    for (const town of this.#layers.get('towns') ?? []) this.#paintName(context, frame, town, 0);
    context.letterSpacing = '0px';
    if (this.deskZoom(frame) < VILLAGE_NAMES_ZOOM) return;
    context.font = `400 ${size * 0.92}px ${this.#theme.font}`;
    for (const village of this.#layers.get('villages') ?? []) this.#paintName(context, frame, village, size);
  }

  #paintName(context, frame, drawable, below) {
    const {seatLon, seatLat} = drawable.properties;
    const place = seatLon === undefined ? namePlace(drawable) : [mercatorX(seatLon), mercatorY(seatLat)];
    if (!place || !drawable.properties.name) return;
    const [x, y] = [place[0] * frame.scale - frame.originX, place[1] * frame.scale - frame.originY + below];
    context.lineWidth = 3 * this.#scale;
    context.strokeStyle = this.#theme.halo;
    context.strokeText(drawable.properties.name, x, y);
    context.fillStyle = this.#theme.text3;
    context.fillText(drawable.properties.name, x, y);
  }
}

const PAINTERS = {
  coast: (base, context, frame, land) => base.stroke(context, frame, land, {colour: 'coast', width: 1.2}),
  reservoirs: (base, context, frame, areas) => {
    base.fill(context, frame, areas, 'water');
    base.stroke(context, frame, areas, {colour: 'river', width: 1});
  },
  rivers: (base, context, frame, lines) => {
    if (base.deskZoom(frame) >= BROOKS_ZOOM) base.stroke(context, frame, lines.filter(isBrook), {colour: 'river', width: 0.8});
    base.stroke(context, frame, lines.filter((line) => !isBrook(line)), {colour: 'river', width: 1.5});
  },
  roads: (base, context, frame, lines) => {
    const minor = lines.filter(isMinor);
    if (base.deskZoom(frame) >= MINOR_ROADS_ZOOM) base.stroke(context, frame, minor, {colour: 'minor', width: 1});
    base.stroke(context, frame, lines.filter((line) => !isMinor(line)), {colour: 'road', width: 1.6});
  },
  villages: (base, context, frame, places) => { if (base.deskZoom(frame) >= VILLAGES_ZOOM) base.dots(context, frame, places, 'village'); },
  // lines of administration come as borders, so that none is drawn twice and none over the sea; the areas carry names and the county's outline
  towns: () => {},
  borders: (base, context, frame, lines) => {
    base.stroke(context, frame, lines.filter(isTownBorder), {colour: 'town', width: 1, dash: [6, 5]});
    base.stroke(context, frame, lines.filter((line) => !isTownBorder(line) && !line.properties.sea), {colour: 'county', width: 1.8});
    base.stroke(context, frame, lines.filter((line) => line.properties.sea), {colour: 'town', width: 1, dash: [2, 6]});
  },
  boundary: () => {},
};

const isMinor = ({properties}) => properties.roadClass === 'village';
const isBrook = ({properties}) => properties.order <= 1;
const isTownBorder = ({properties}) => properties.level === 'town';
