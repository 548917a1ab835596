import {KINDS} from './frames.js';

/** Tombstones are kept this long (docs/live.md, rule 6). */
const TOMBSTONE_MILLIS = 10 * 60_000;

/**
 * @typedef {{id: string, kind: string, version: number, lon: number, lat: number, geometry: object|null, observedAt: number,
 *   receivedAt: number, properties: object}} Entity  degrees and epoch milliseconds, NaN where not told
 * @typedef {{reset: boolean, put: Entity[], moved: Entity[], removed: Entity[]}} Changes
 */

/** The live picture in the browser: one store feeds map, lists and cards. Whoever listens is told once per frame. */
export class Store {
  #kinds = new Map(KINDS.map((kind) => [kind, new Map()]));
  #handles = new Map();
  #tombstones = new Map();
  #listeners = new Set();
  #bad = 0;

  /** Records that were dropped because they made no sense. */
  get bad() { return this.#bad; }

  get size() {
    let size = 0;
    for (const entities of this.#kinds.values()) size += entities.size;
    return size;
  }

  /** @returns {Entity|undefined} */
  find(kind, id) { return this.#kinds.get(kind)?.get(id); }

  /** The entity of that id, whatever its kind. @returns {Entity|undefined} */
  findAny(id) {
    for (const entities of this.#kinds.values()) {
      const entity = entities.get(id);
      if (entity) return entity;
    }
    return undefined;
  }

  /** @returns {IterableIterator<Entity>} */
  list(kind) { return this.#kinds.get(kind).values(); }

  count(kind) { return this.#kinds.get(kind).size; }

  /**
   * @param {(changes: Changes) => void} listener
   * @returns {() => void} ends it
   */
  listen(listener) {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  countBad(records) { this.#bad += records; }

  /**
   * Swaps the whole picture for a snapshot.
   * @param {import('./frames.js').Item[]} items
   * @param {number} serverTime  epoch milliseconds
   */
  replace(items, serverTime) {
    for (const entities of this.#kinds.values()) entities.clear();
    this.#handles.clear();
    this.#tombstones.clear();
    const changes = this.#applyAll(items, serverTime);
    this.#tell({...changes, reset: true});
    return !changes.unknownHandle;
  }

  /**
   * Applies changes, each only if newer than what stands.
   * @returns {boolean} false when a move named a handle never told: something was missed
   */
  apply(items, serverTime) {
    const changes = this.#applyAll(items, serverTime);
    if (changes.put.length + changes.moved.length + changes.removed.length > 0) this.#tell({...changes, reset: false});
    return !changes.unknownHandle;
  }

  #applyAll(items, serverTime) {
    const changes = {put: [], moved: [], removed: [], unknownHandle: false};
    for (const item of items) {
      if (item.op === 'put') this.#put(item, changes);
      else if (item.op === 'move') this.#move(item, serverTime, changes);
      else this.#remove(item, serverTime, changes);
    }
    this.#forgetTombstones(serverTime);
    return changes;
  }

  #put({kind, feature}, changes) {
    const entity = entityOf(kind, feature);
    if (!entity) {
      this.#bad++;
      return;
    }
    const {handle} = feature.properties;
    if (handle !== undefined) this.#handles.set(handle, entity.id);
    if (entity.version <= this.#standing(kind, entity.id)) return;
    this.#tombstones.delete(key(kind, entity.id));
    this.#kinds.get(kind).set(entity.id, entity);
    changes.put.push(entity);
  }

  #move(move, serverTime, changes) {
    const id = this.#handles.get(move.handle);
    if (id === undefined) {
      changes.unknownHandle = true;
      return;
    }
    const before = this.find('tracks', id);
    if (!before || move.version <= before.version) return;
    const properties = {...before.properties, version: move.version, speedMetresPerSecond: orAbsent(move.speed),
      headingDegrees: orAbsent(move.heading), altitudeMetres: orAbsent(move.altitude), flags: move.flags};
    const after = {...before, version: move.version, lon: move.lon, lat: move.lat, observedAt: move.observedAt, receivedAt: serverTime, properties};
    this.#kinds.get('tracks').set(id, after);
    changes.moved.push(after);
  }

  #remove({kind, id, version}, serverTime, changes) {
    if (version <= this.#standing(kind, id)) return;
    this.#tombstones.set(key(kind, id), {version, at: serverTime});
    const entity = this.find(kind, id);
    if (this.#kinds.get(kind).delete(id)) changes.removed.push(entity);
  }

  #standing(kind, id) {
    return this.find(kind, id)?.version ?? this.#tombstones.get(key(kind, id))?.version ?? -1;
  }

  /** Insertion order is time order, so the old ones stand first. */
  #forgetTombstones(serverTime) {
    for (const [id, {at}] of this.#tombstones) {
      if (serverTime - at < TOMBSTONE_MILLIS) return;
      this.#tombstones.delete(id);
    }
  }

  #tell(changes) {
    for (const listener of this.#listeners) listener(changes);
  }
}

const key = (kind, id) => `${kind}/${id}`;
const orAbsent = (number) => (Number.isNaN(number) ? undefined : number);

/** The entity of a feature, or null when the feature makes no sense. */
export function entityOf(kind, feature) {
  const {geometry, properties} = feature;
  const place = geometry?.type === 'Point' ? geometry.coordinates : [NaN, NaN];
  if (geometry?.type === 'Point' && !isPlace(place)) return null;
  return {id: feature.id, kind, version: properties.version, lon: place[0], lat: place[1], geometry: geometry ?? null,
    observedAt: millis(properties.observedAt), receivedAt: millis(properties.receivedAt), properties};
}

function isPlace(place) {
  return Array.isArray(place) && Math.abs(place[0]) <= 180 && Math.abs(place[1]) <= 90;
}

/** Epoch milliseconds of an ISO time, NaN when absent. */
export function millis(iso) { return iso ? Date.parse(iso) : NaN; }
