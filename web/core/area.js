/**
 * @typedef {{lng: number, lat: number}} Place
 * @typedef {'polygon'|'circle'|'corridor'} Shape
 */

/** What can be drawn 圈选, in the order it is offered. */
export const SHAPES = Object.freeze(['polygon', 'circle', 'corridor']);
/** Fewer points are no such shape yet. */
const LEAST = {polygon: 3, circle: 2, corridor: 2};
/** 0.1 m: no hand draws finer. */
const rounded = ({lng, lat}) => [Math.round(lng * 1e6) / 1e6, Math.round(lat * 1e6) / 1e6];

/** A shape while it is drawn: points come and go, and in the end it is a question to the server. */
export class Drawn {
  /** @type {Place[]} */
  points = [];

  /** @param {Shape} shape  @param {(a: Place, b: Place) => number} distance  metres */
  constructor(shape, distance) {
    this.shape = shape;
    this.distance = distance;
  }

  /** Whether it may end now. */
  get ready() { return this.points.length >= LEAST[this.shape]; }

  /** A circle has a centre and a point on its rim. */
  get full() { return this.shape === 'circle' && this.points.length === 2; }

  add(place) { if (!this.full) this.points.push(place); }

  removeLast() { this.points.pop(); }

  /** Of a circle, with the rim where the pointer is as long as there is none. @param {Place} [rim] */
  radius(rim = this.points[1]) { return this.points.length > 0 && rim ? this.distance(this.points[0], rim) : NaN; }

  /** @param {number} sideMetres  of a corridor  @returns {object} body of POST /api/v1/area */
  ask(sideMetres) {
    const places = this.points.map(rounded);
    if (this.shape === 'polygon') return {polygon: places};
    if (this.shape === 'circle') return {circle: {centre: places[0], metres: Math.max(1, Math.round(this.radius()))}};
    return {corridor: {line: places, metres: sideMetres}};
  }
}

/** The same question with another radius or width; what has none stays as it is. */
export function withMetres(ask, metres) {
  if (ask.circle) return {circle: {...ask.circle, metres}};
  if (ask.corridor) return {corridor: {...ask.corridor, metres}};
  return 'object' in ask ? {...ask, metres} : ask;
}

/** NaN for what has no radius or width. */
export const metresOf = (ask) => ask.circle?.metres ?? ask.corridor?.metres ?? ask.metres ?? NaN;

/** 850 m, 3.2 km */
export const lengthText = (metres) => (metres < 1000 ? `${Math.round(metres)} m` : `${(metres / 1000).toFixed(metres < 10_000 ? 2 : 1)} km`);

/** 12.4 km² */
export function surfaceText(squareMetres) {
  const km2 = squareMetres / 1e6;
  return `${km2 < 0.1 ? km2.toFixed(3) : km2 < 100 ? km2.toFixed(1) : Math.round(km2)} km²`;
}

/** The figures told first, from the answer's totals and counts: what must be moved, where to, with whom. */
export function leading({totals, categories}) {
  const count = (test) => categories.filter(({category}) => test(category)).reduce((all, {count: n}) => all + n, 0);
  const sum = (category, figure) => categories.find((each) => each.category === category)?.sums[figure] ?? 0;
  return {
    personsToMove: totals.personsToMove ?? 0, householdsToMove: totals.householdsToMove ?? 0, riskPoints: count((name) => name.startsWith('risk.')),
    freePlaces: totals.freePlaces ?? 0, shelters: count((name) => name === 'shelters'),
    teams: count((name) => name === 'teams'), strengthPersons: totals.strengthPersons ?? 0,
    vehicles: count((name) => name === 'vehicles'), vehiclesReporting: sum('vehicles', 'reporting'),
    cameras: count((name) => name === 'cameras'), camerasOnline: sum('cameras', 'online'),
    stations: count((name) => name === 'stations'), stationsOver: sum('stations', 'overLimit'),
    /** On no evacuation list: somebody must put them on one. */
    onNoList: count((name) => name === 'onNoList'), personsOnNoList: sum('onNoList', 'persons'),
    enterprises: count((name) => name === 'enterprises'), households: count((name) => name === 'households'), majorHazards: totals.majorHazards ?? 0,
    alarms: count((name) => name === 'alarms'), unacknowledged: totals.unacknowledged ?? 0,
    /** Who would find no place in the shelters inside. */
    short: Math.max(0, (totals.personsToMove ?? 0) - (totals.freePlaces ?? 0)),
  };
}
