/** Features on a page of a person's: a thousand rows are a program's. */
const PAGE = 100;
const KEPT = ['lang', 'theme'];

/**
 * What stands at an address of the OGC API.
 * @param {string} path
 * @returns {{sort: 'landing'|'api'|'conformance'|'collections'|'collection'|'queryables'|'items'|'item', collection: string}}
 */
export function resourceAt(path) {
  const [, , first = '', collection = '', third = '', ...id] = path.replace(/\/$/, '').split('/');
  if (first === '') return {sort: 'landing', collection};
  if (first !== 'collections') return {sort: first, collection};
  if (collection === '') return {sort: 'collections', collection};
  if (third === '') return {sort: 'collection', collection};
  return {sort: id.length > 0 ? 'item' : third, collection};
}

/** Where the same is as JSON. @param {{pathname: string, search: string}} here */
export function jsonPath({pathname, search}) {
  const query = new URLSearchParams(search);
  for (const name of KEPT) query.delete(name);
  query.set('f', 'json');
  if (resourceAt(pathname).sort === 'items' && !query.has('limit')) query.set('limit', String(PAGE));
  return `${pathname}?${query}`;
}

/**
 * An address of this server as a page in the same language and light; any other, and what is asked for as JSON, as it is.
 * @param {string} href  @param {{origin: string, search: string}} here
 */
export function pageAddress(href, {origin, search}) {
  const address = new URL(href, origin);
  if (address.origin !== origin || address.searchParams.get('f') === 'json') return href;
  const query = new URLSearchParams(search);
  for (const name of KEPT) if (query.has(name)) address.searchParams.set(name, query.get(name));
  address.searchParams.set('f', 'html');
  return `${address.pathname}${address.search}`;
}

/** The ways from the landing page down to here, each with its last word. @param {string} pathname */
export function trail(pathname) {
  const parts = pathname.replace(/\/$/, '').split('/').slice(1);
  const upTo = (n) => `/${parts.slice(0, n).join('/')}`;
  const shown = resourceAt(pathname).sort === 'item' ? [...parts.slice(0, 4), parts.slice(4).join('/')] : parts;
  return shown.map((part, i) => [decodeURIComponent(part), i === shown.length - 1 ? pathname : upTo(i + 1)]);
}

/** Names of what the features tell in a word or number, the most telling first. @param {object[]} features */
export function columns(features) {
  const names = new Set(['name']);
  for (const {properties} of features)
    for (const [name, value] of Object.entries(properties)) if (typeof value !== 'object' || value === null) names.add(name);
  names.delete('kind');
  names.delete('version');
  return [...names];
}

/** Where the map shows a feature; empty for what has no point. @param {{id: string, geometry: object|null}} feature */
export function mapHash({id, geometry}) {
  if (geometry?.type !== 'Point') return '';
  const [lon, lat] = geometry.coordinates;
  return `#c=${lat.toFixed(4)},${lon.toFixed(4)},14&sel=${encodeURIComponent(id)}`;
}

/** A place or an area in few words. @param {{type: string, coordinates: any[]}|null} geometry */
export function placeText(geometry) {
  if (!geometry) return '';
  return geometry.type === 'Point' ? geometry.coordinates.join(', ') : `${geometry.type} (${geometry.coordinates.length})`;
}
