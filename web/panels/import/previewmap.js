import {boundsAbout, nearPlaces} from '../../core/importdraft.js';
import {countText, placeText} from '../../core/units.js';
import {BaseLayer} from '../../map/base.js';
import {boundsOf, createMap, goHome} from '../../map/map.js';
import {PreviewLayer} from '../../map/preview.js';
import {readTheme} from '../../map/theme.js';
import {WarningAreas} from '../../map/warnings.js';
import {el, setText} from '../dom.js';

const NEAREST_ZOOM = 14;
const WORLD = [-180, -90, 180, 90];

/** Where the file's places would stand on the county's map. */
export class PreviewMap {
  element;
  #text;
  #county;
  #box = el('div.map-box', {id: 'map'});
  #words = el('p.hint', {role: 'status'});
  #map = null;
  #layer;
  #shown = null;

  /** @param {import('../../core/importdesk.js').ImportDesk} desk */
  constructor({text, api}, desk, county) {
    this.#text = text;
    this.#county = county;
    this.element = el('section.preview', {'aria-label': text.t('import.preview')}, this.#box, this.#words);
    this.#layer = new PreviewLayer(readTheme());
    setText(this.#words, text.t('import.previewNone'));
    desk.state.listen(({report}) => this.#show(report));
    this.load = () => this.#open(api);
  }

  /** Once the element stands in the page: a map needs a size. */
  #open(api) {
    const {t} = this.#text;
    const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
    this.#map = createMap(this.#box, this.#county, {still, attribution: [t('map.sources'), t('map.approval')].join(' · ')});
    const base = new BaseLayer(readTheme(), new WarningAreas(), {padding: 0.1, scale: 1}).addTo(this.#map);
    this.#layer.addTo(this.#map);
    this.#map.on('click mousemove', (event) => this.#point(this.#layer.at(event.containerPoint)));
    new ResizeObserver(() => this.#map.invalidateSize({animate: false})).observe(this.#box);
    base.load((name) => api.baseLayer(name), this.#county.layers?.map(({id}) => id));
  }

  #point(place) {
    if (!place) return;
    this.#layer.choose(place);
    const {row, name, at: [lon, lat]} = place;
    setText(this.#words, this.#text.t('import.previewOne', {row, name, place: placeText(lon, lat)}));
  }

  #show(report) {
    if (report === this.#shown || !this.#map) return;
    this.#shown = report;
    const places = report?.preview ?? [];
    this.#layer.set(places);
    const near = nearPlaces(places.map(({at}) => at), this.#county.bounds ?? WORLD);
    if (near.length > 0) this.#map.fitBounds(boundsOf(boundsAbout(near)), {animate: false, padding: [48, 48], maxZoom: NEAREST_ZOOM});
    else goHome(this.#map, this.#county);
    setText(this.#words, this.#summary(report, places.length, places.length - near.length));
  }

  #summary(report, places, off) {
    const {t} = this.#text;
    if (places === 0) return t(report ? 'import.previewEmpty' : 'import.previewNone');
    if (report.entered) return t('import.previewEntered');
    if (off === places) return t('import.previewFar');
    const shown = report.usable > places ? t('import.previewSome', {n: countText(places), of: countText(report.usable)}) : t('import.previewAll', {n: countText(places)});
    return off > 0 ? `${shown} ${t('import.previewOff', {n: countText(off)})}` : shown;
  }
}
