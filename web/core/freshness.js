/** How old the newest word of a thing may be. */
export const FRESH = 0;
export const STALE = 1;
export const LOST = 2;

const MINUTE = 60_000;

/** Minutes up to which a class is fresh, and up to which it is stale; beyond it is lost. The county's own limits replace these. */
const DEFAULT_MINUTES = {
  rain: {fresh: 10, stale: 30},
  level: {fresh: 10, stale: 60},
  track: {fresh: 1, stale: 15},
  camera: {fresh: 1, stale: 10},
};

/** A register entry does not grow old: it is true until somebody changes it. */
const NEVER = Object.freeze({freshMillis: Infinity, staleMillis: Infinity});

/** The classes that can be late, in the order they are shown. */
export const CLASSES = Object.freeze(['rain', 'level', 'track', 'camera']);

/** Per class: when a thing is fresh, stale or lost. */
export class Freshness {
  #limits = new Map();

  /** @param {Record<string, {fresh: number, stale: number}>} minutes  of `/api/v1/county` */
  constructor(minutes = {}) {
    for (const name of CLASSES) {
      const {fresh, stale} = {...DEFAULT_MINUTES[name], ...minutes[name]};
      this.#limits.set(name, Object.freeze({freshMillis: fresh * MINUTE, staleMillis: stale * MINUTE}));
    }
  }

  /** @returns {{freshMillis: number, staleMillis: number}} */
  limits(entity) { return this.limitsOf(classOf(entity)); }

  limitsOf(name) { return this.#limits.get(name) ?? NEVER; }

  /** FRESH, STALE or LOST at `now`, epoch milliseconds by the server. */
  judge(entity, now) {
    if (isDown(entity)) return LOST;
    return judgeAge(now - entity.observedAt, this.limits(entity));
  }

  /**
   * In how many of `entities` of each class somebody can trust.
   * @returns {Map<string, [number, number, number]>} class → fresh, stale, lost
   */
  count(entities, now) {
    const counts = new Map(CLASSES.map((name) => [name, [0, 0, 0]]));
    for (const entity of entities) {
      const count = counts.get(classOf(entity));
      if (count) count[this.judge(entity, now)]++;
    }
    return counts;
  }
}

/** Age against limits; a thing that never spoke (NaN) is lost unless its class cannot be. */
export function judgeAge(ageMillis, {freshMillis, staleMillis}) {
  if (freshMillis === Infinity || ageMillis <= freshMillis) return FRESH;
  return ageMillis <= staleMillis ? STALE : LOST;
}

/** A camera that says of itself that it is off. */
export const isDown = (entity) => entity.kind === 'cameras' && entity.properties.online === false;

/** The freshness class of an entity, '' for those that cannot be late. */
export function classOf(entity) {
  if (entity.kind === 'tracks') return 'track';
  if (entity.kind === 'cameras') return 'camera';
  if (entity.kind === 'stations') return isRain(entity) ? 'rain' : 'level';
  return '';
}

/** Rain stations by their glyph or, without one, by what they measure. */
export function isRain({properties}) {
  return properties.glyph ? properties.glyph === '雨' : Object.keys(properties.readings ?? {}).some((name) => name.startsWith('rain'));
}
