/** Frame types of docs/live.md. */
export const FRAME = Object.freeze({SNAPSHOT: 1, CHANGES: 2, HEARTBEAT: 3});

/** Collections by their number on the wire. */
export const KINDS = Object.freeze(['tracks', 'stations', 'sites', 'cameras', 'warnings', 'alarms']);

/** What is doubtful about a position, by bit number. */
export const FLAGS = Object.freeze(['clockWrong', 'noFix', 'farAway', 'coordinatesEncrypted', 'resent', 'outOfRange']);

const HEADER_BYTES = 40;
const PUT = 1;
const MOVE = 2;
const REMOVE = 3;
const MOVE_BYTES = 31;
const NO_PLACE = -0x80000000;
const NOT_TOLD = 0xffff;
const NO_ALTITUDE = -0x8000;
const utf8 = new TextDecoder('utf-8', {fatal: true});

/** The frame cannot be read on: its length or an op is wrong. */
export class BrokenFrame extends Error {}

/**
 * @typedef {{op: 'put', kind: string, feature: object}
 *   | {op: 'move', handle: number, version: number, lon: number, lat: number, speed: number, heading: number, altitude: number,
 *      flags: string[], observedAt: number}
 *   | {op: 'remove', kind: string, version: number, id: string}} Item  degrees, m/s and metres, NaN where not told; epoch milliseconds
 * @typedef {{type: number, first: boolean, last: boolean, from: number, to: number, serverTime: number, epoch: string,
 *   items: Item[], bad: number}} Frame
 */

/**
 * Reads one binary frame. An item that is whole but senseless is left out and counted in `bad`; the others stand.
 * @param {ArrayBuffer} buffer
 * @returns {Frame}
 */
export function decodeFrame(buffer) {
  if (buffer.byteLength < HEADER_BYTES) throw new BrokenFrame(`frame of ${buffer.byteLength} bytes`);
  const view = new DataView(buffer);
  const frame = {
    type: view.getUint8(0),
    first: (view.getUint8(1) & 1) !== 0,
    last: (view.getUint8(1) & 2) !== 0,
    from: view.getFloat64(8, true),
    to: view.getFloat64(16, true),
    serverTime: view.getFloat64(24, true),
    epoch: hex(view, 32, 8),
    items: [],
    bad: 0,
  };
  if (frame.type < FRAME.SNAPSHOT || frame.type > FRAME.HEARTBEAT) throw new BrokenFrame(`frame type ${frame.type}`);
  readItems(view, view.getUint32(4, true), frame);
  return frame;
}

function readItems(view, count, frame) {
  const cursor = {at: HEADER_BYTES};
  try {
    for (let i = 0; i < count; i++) {
      const item = readItem(view, cursor);
      if (item) frame.items.push(item);
      else frame.bad++;
    }
  } catch (error) {
    if (error instanceof RangeError) throw new BrokenFrame('an item runs over the end of the frame');
    throw error;
  }
}

function readItem(view, cursor) {
  const op = view.getUint8(cursor.at);
  if (op === PUT) return readPut(view, cursor);
  if (op === MOVE) return readMove(view, cursor);
  if (op === REMOVE) return readRemove(view, cursor);
  throw new BrokenFrame(`op ${op}`);
}

function readPut(view, cursor) {
  const kind = KINDS[view.getUint8(cursor.at + 1)];
  const bytes = slice(view, cursor.at + 6, view.getUint32(cursor.at + 2, true));
  cursor.at += 6 + bytes.length;
  try {
    const feature = JSON.parse(utf8.decode(bytes));
    const whole = kind && typeof feature.id === 'string' && Number.isFinite(feature.properties?.version);
    return whole ? {op: 'put', kind, feature} : null;
  } catch {
    return null;
  }
}

function readMove(view, cursor) {
  const at = cursor.at;
  const lon = view.getInt32(at + 9, true);
  const lat = view.getInt32(at + 13, true);
  const speed = view.getUint16(at + 17, true);
  const heading = view.getUint16(at + 19, true);
  const altitude = view.getInt16(at + 21, true);
  const placed = lon !== NO_PLACE || lat !== NO_PLACE;
  const move = {
    op: 'move',
    handle: view.getUint32(at + 1, true),
    version: view.getUint32(at + 5, true),
    lon: placed ? lon / 1e7 : NaN,
    lat: placed ? lat / 1e7 : NaN,
    speed: speed === NOT_TOLD ? NaN : speed / 100,
    heading: heading === NOT_TOLD ? NaN : heading / 100,
    altitude: altitude === NO_ALTITUDE ? NaN : altitude,
    flags: flagWords(view.getUint16(at + 23, true)),
    observedAt: view.getUint16(at + 25, true) + view.getUint32(at + 27, true) * 0x10000,
  };
  slice(view, at, MOVE_BYTES);
  cursor.at += MOVE_BYTES;
  return move;
}

function readRemove(view, cursor) {
  const kind = KINDS[view.getUint8(cursor.at + 1)];
  const version = view.getUint32(cursor.at + 2, true);
  const bytes = slice(view, cursor.at + 8, view.getUint16(cursor.at + 6, true));
  cursor.at += 8 + bytes.length;
  try {
    return kind ? {op: 'remove', kind, version, id: utf8.decode(bytes)} : null;
  } catch {
    return null;
  }
}

/** The words of a track's flag bits. */
export function flagWords(bits) {
  return bits === 0 ? NO_FLAGS : FLAGS.filter((_, bit) => (bits & (1 << bit)) !== 0);
}

const NO_FLAGS = Object.freeze([]);

function slice(view, at, length) {
  if (at + length > view.byteLength) throw new BrokenFrame('an item runs over the end of the frame');
  return new Uint8Array(view.buffer, view.byteOffset + at, length);
}

function hex(view, at, length) {
  let text = '';
  for (let i = 0; i < length; i++) text += view.getUint8(at + i).toString(16).padStart(2, '0');
  return text;
}
