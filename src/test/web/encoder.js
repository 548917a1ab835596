import {KINDS} from '/core/frames.js';

/** Writes frames as docs/live.md lays them out, independently of the code that reads them. */
const bytesOf = (text) => new TextEncoder().encode(text);

export const put = (kind, feature) => {
  const body = bytesOf(typeof feature === 'string' ? feature : JSON.stringify(feature));
  const item = new Uint8Array(6 + body.length);
  const view = new DataView(item.buffer);
  item[0] = 1;
  item[1] = KINDS.indexOf(kind);
  view.setUint32(2, body.length, true);
  item.set(body, 6);
  return item;
};

export const move = ({handle, version, lon = null, lat = null, speed = 65535, heading = 65535, altitude = -32768, flags = 0, observedAt = 0}) => {
  const item = new Uint8Array(31);
  const view = new DataView(item.buffer);
  item[0] = 2;
  view.setUint32(1, handle, true);
  view.setUint32(5, version, true);
  view.setInt32(9, lon === null ? -0x80000000 : Math.round(lon * 1e7), true);
  view.setInt32(13, lat === null ? -0x80000000 : Math.round(lat * 1e7), true);
  view.setUint16(17, speed, true);
  view.setUint16(19, heading, true);
  view.setInt16(21, altitude, true);
  view.setUint16(23, flags, true);
  let rest = BigInt(observedAt);
  for (let i = 0; i < 6; i++) {
    item[25 + i] = Number(rest & 255n);
    rest >>= 8n;
  }
  return item;
};

export const remove = (kind, id, version) => {
  const body = bytesOf(id);
  const item = new Uint8Array(8 + body.length);
  const view = new DataView(item.buffer);
  item[0] = 3;
  item[1] = KINDS.indexOf(kind);
  view.setUint32(2, version, true);
  view.setUint16(6, body.length, true);
  item.set(body, 8);
  return item;
};

export const EPOCH = '0123456789abcdef';

export function frame(type, items, {from = 0, to = from, serverTime = 1_000_000, epoch = EPOCH, flags = 3} = {}) {
  const length = items.reduce((sum, item) => sum + item.length, 40);
  const bytes = new Uint8Array(length);
  const view = new DataView(bytes.buffer);
  bytes[0] = type;
  bytes[1] = type === 1 ? flags : 0;
  view.setUint32(4, items.length, true);
  view.setFloat64(8, from, true);
  view.setFloat64(16, to, true);
  view.setFloat64(24, serverTime, true);
  for (let i = 0; i < 8; i++) bytes[32 + i] = parseInt(epoch.slice(2 * i, 2 * i + 2), 16);
  let at = 40;
  for (const item of items) {
    bytes.set(item, at);
    at += item.length;
  }
  return bytes.buffer;
}

export const feature = (id, version, properties = {}, coordinates = [121.5, 29.2]) => ({type: 'Feature', id,
  geometry: coordinates && {type: 'Point', coordinates}, properties: {version, name: id, ...properties}});

export const alarm = (id, severity, raisedAt, more = {}) => ({id, lon: 121.5, lat: 29.2, properties: {severity, raisedAt, state: 'active', acknowledged: false,
  objectId: `station ${id}`, ...more}});
