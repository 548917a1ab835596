import {DivIcon, Marker} from '/vendor/leaflet/leaflet-src.esm.js';

/** More rings than this calm nobody. */
const MOST_RINGS = 3;

/** The few DOM marks above all symbols: a ring about each unacknowledged red or orange alarm, at most three. */
export class AlarmRings {
  #map;
  #rings = new globalThis.Map();

  constructor(map) { this.#map = map; }

  /** @param {{id: string, lon: number, lat: number, severity: string, fresh: boolean}[]} calls  worst first; fresh ones blink */
  set(calls) {
    const wanted = calls.slice(0, MOST_RINGS);
    const keys = new Set(wanted.map(keyOf));
    for (const [key, marker] of this.#rings) {
      if (keys.has(key)) continue;
      marker.remove();
      this.#rings.delete(key);
    }
    for (const call of wanted) if (!this.#rings.has(keyOf(call))) this.#rings.set(keyOf(call), this.#ring(call));
  }

  get count() { return this.#rings.size; }

  #ring({lon, lat, severity, fresh}) {
    const icon = new DivIcon({className: `ring ring-${severity}${fresh ? ' ring-fresh' : ''}`, iconSize: [0, 0]});
    return new Marker([lat, lon], {icon, pane: 'heroes', interactive: false, keyboard: false}).addTo(this.#map);
  }
}

const keyOf = ({id, severity, lon, lat, fresh}) => `${id} ${severity} ${lon} ${lat} ${fresh}`;
