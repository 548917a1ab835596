import {BaseLayer} from '../../map/base.js';
import {createMap, goHome} from '../../map/map.js';
import {RowPoints} from '../../map/rowpoints.js';
import {readTheme} from '../../map/theme.js';
import {WarningAreas} from '../../map/warnings.js';
import {idOf} from '../../core/registerlist.js';
import {el, setText} from '../dom.js';

const NEAR_ZOOM = 14;

/** Where the rows stand: a click chooses one, a rectangle drawn with Shift chooses what is in it. */
export class RowMap {
  element;
  /** @type {(ids: string[], more: boolean) => void} */
  picked = () => {};
  /** A click where no row is. @type {(at: number[]) => boolean} */
  clicked = () => false;
  #page;
  #county;
  #selection;
  #box = el('div.map-box', {id: 'map'});
  #hint;
  #points;
  #map = null;

  constructor(page, county, selection) {
    this.#page = page;
    this.#county = county;
    this.#selection = selection;
    this.#points = new RowPoints(readTheme());
    this.#hint = el('p.hint', {role: 'status'}, page.t('registers.mapHint'));
    this.element = el('section.row-map', {'aria-label': page.t('registers.map')}, this.#box, this.#hint);
    selection.ids.listen((ids) => {
      this.#points.choose(ids);
      setText(this.#hint, ids.size > 0 ? page.t('registers.chosen', {n: ids.size}) : page.t('registers.mapHint'));
      this.#follow();
    });
  }

  load() {
    const {t} = this.#page.text;
    const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
    this.#map = createMap(this.#box, this.#county, {still, attribution: [t('map.sources'), t('map.approval')].join(' · ')});
    const base = new BaseLayer(readTheme(), new WarningAreas(), {padding: 0.1, scale: 1}).addTo(this.#map);
    this.#points.addTo(this.#map);
    this.#map.boxZoom.disable();
    this.#map.on('click', (event) => this.#click(event));
    this.#box.addEventListener('pointerdown', (event) => { if (event.shiftKey) this.#drawBox(event); }, {capture: true});
    new ResizeObserver(() => this.#map.invalidateSize({animate: false})).observe(this.#box);
    base.load((name) => this.#page.api.baseLayer(name), this.#county.layers?.map(({id}) => id));
    goHome(this.#map, this.#county);
  }

  /** @param {import('../../core/registerlist.js').Standing[]} rows */
  show(rows) { this.#points.set(rows.filter(({row}) => row.geometry).map((row) => ({id: idOf(row), at: row.row.geometry.coordinates}))); }

  centre() {
    const {lng, lat} = this.#map.getCenter();
    return [lng, lat];
  }

  #click({containerPoint, latlng, originalEvent}) {
    if (originalEvent.shiftKey) return; // the end of a rectangle
    const id = this.#points.at(containerPoint);
    if (id && originalEvent.ctrlKey) this.#selection.toggle(id);
    else if (id) this.picked([id], false);
    else if (!this.clicked([latlng.lng, latlng.lat])) this.picked([], false);
  }

  #drawBox(down) {
    down.preventDefault();
    down.stopPropagation();
    const frame = this.#box.getBoundingClientRect();
    const shade = el('div.box-shade');
    this.#box.append(shade);
    const cornersOf = ({clientX, clientY}) => [Math.min(clientX, down.clientX) - frame.left, Math.min(clientY, down.clientY) - frame.top,
      Math.abs(clientX - down.clientX), Math.abs(clientY - down.clientY)];
    const move = (event) => {
      const [left, top, width, height] = cornersOf(event);
      shade.style.setProperty('transform', `translate(${left}px, ${top}px)`);
      shade.style.setProperty('width', `${width}px`);
      shade.style.setProperty('height', `${height}px`);
    };
    this.#map.dragging.disable();
    addEventListener('pointermove', move);
    addEventListener('pointerup', (up) => {
      removeEventListener('pointermove', move);
      this.#map.dragging.enable();
      shade.remove();
      const [left, top, width, height] = cornersOf(up);
      this.picked(this.#points.within(left, top, width, height), up.ctrlKey);
    }, {once: true});
  }

  /** A row chosen in the table comes into view. */
  #follow() {
    const at = this.#points.place(this.#selection.single);
    if (!at || !this.#map || this.#map.getBounds().contains([at[1], at[0]])) return;
    this.#map.setView([at[1], at[0]], Math.max(this.#map.getZoom(), NEAR_ZOOM - 2), {animate: false});
  }
}
