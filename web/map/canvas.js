import {DomUtil, Layer} from '/vendor/leaflet/leaflet-src.esm.js';

/**
 * One canvas over the map, a little larger than the view: dragged with its pane, scaled while zooming, painted anew when the map rests.
 * Subclasses say what is painted.
 */
export class CanvasLayer extends Layer {
  #canvas = document.createElement('canvas');
  #context = this.#canvas.getContext('2d');
  #pane;
  #padding;
  #moving = false;
  #wanted = false;
  #topLeft = null;
  #frame = null;

  /**
   * @param {string} pane
   * @param {number} padding  share of the view added on each side
   */
  constructor(pane, padding) {
    super();
    this.#pane = pane;
    this.#padding = padding;
    this.#canvas.className = 'leaflet-zoom-animated canvas-layer';
  }

  /** What the last painting was for; null before the first. */
  get frame() { return this.#frame; }

  onAdd(map) {
    map.getPane(this.#pane).append(this.#canvas);
    this.repaint();
  }

  onRemove() { this.#canvas.remove(); }

  getEvents() {
    return {
      movestart: () => { this.#moving = true; },
      moveend: () => { this.#moving = false; this.repaint(); },
      resize: () => this.repaint(),
      viewreset: () => this.repaint(),
      zoom: () => this.#stretch(this._map.getCenter(), this._map.getZoom()),
      zoomanim: (event) => this.#stretch(event.center, event.zoom),
    };
  }

  /** Paints now, or when the map rests. */
  repaint() {
    if (!this._map || this.#moving) {
      this.#wanted = true;
      return;
    }
    this.#wanted = false;
    this.#place();
    this.paint(this.#context, this.#frame);
  }

  /** Whether a painting waits for the map to rest. */
  get waiting() { return this.#wanted; }

  /**
   * To be given by subclasses.
   * @param {CanvasRenderingContext2D} context  cleared, in CSS pixels of the canvas
   * @param {{zoom: number, scale: number, originX: number, originY: number, width: number, height: number, offsetX: number, offsetY: number,
   *   ratio: number}} frame  canvas x = mercator x (0..1) × scale − originX; container x = canvas x + offsetX
   */
  paint(context, frame) { throw new Error(`paint(${context}, ${frame})`); }

  #place() {
    const map = this._map;
    const size = map.getSize();
    const pad = size.multiplyBy(this.#padding).round();
    const ratio = window.devicePixelRatio || 1;
    const [width, height] = [size.x + 2 * pad.x, size.y + 2 * pad.y];
    const topLeft = map.containerPointToLayerPoint([-pad.x, -pad.y]).round();
    const origin = map.getPixelOrigin().add(topLeft);
    this.#resize(Math.round(width * ratio), Math.round(height * ratio));
    this.#canvas.style.width = `${width}px`;
    this.#canvas.style.height = `${height}px`;
    DomUtil.setTransform(this.#canvas, topLeft, 1);
    this.#context.setTransform(ratio, 0, 0, ratio, 0, 0);
    this.#context.clearRect(0, 0, width, height);
    this.#topLeft = map.layerPointToLatLng(topLeft);
    const zoom = map.getZoom();
    const shift = map.layerPointToContainerPoint(topLeft);
    this.#frame = {zoom, scale: map.options.crs.scale(zoom), originX: origin.x, originY: origin.y, width, height, offsetX: shift.x,
      offsetY: shift.y, ratio};
  }

  #resize(width, height) {
    if (this.#canvas.width === width && this.#canvas.height === height) return;
    this.#canvas.width = width;
    this.#canvas.height = height;
  }

  /** Where Leaflet moves a layer while zooming (as its own image overlay does). */
  #stretch(center, zoom) {
    if (!this.#frame) return;
    const offset = this._map._latLngToNewLayerPoint(this.#topLeft, zoom, center);
    DomUtil.setTransform(this.#canvas, offset, this._map.getZoomScale(zoom, this.#frame.zoom));
  }
}
