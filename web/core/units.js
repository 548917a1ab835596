/** Digits after the point per property; others get at most two. */
const DIGITS = {waterLevel: 2, tideLevel: 2, waterDepth: 2, rain1h: 1, rain3h: 1, rain24h: 1, windSpeed: 1, flow: 1, airTemperature: 1,
  displacementRate: 1, gasLel: 0, voltage: 1};

/** UCUM-like symbols as people write them. */
const SYMBOLS = {Cel: '℃', 'm3/s': 'm³/s'};

/** 28.41, with as many digits as the property deserves. */
export function valueText(value, property = '') {
  if (!Number.isFinite(value)) return '—';
  const digits = DIGITS[property];
  return digits === undefined ? String(Math.round(value * 100) / 100) : value.toFixed(digits);
}

export const unitText = (unit) => SYMBOLS[unit] ?? unit ?? '';

/** 28.41 m */
export function quantityText(value, unit, property) { return `${valueText(value, property)} ${unitText(unit)}`.trim(); }

/** A limit without idle zeros: 8 m, 7.2 m. */
export const limitText = (value) => (Number.isFinite(value) ? String(Math.round(value * 100) / 100) : '—');

/** 36 km/h */
export function speedText(metresPerSecond) {
  return Number.isFinite(metresPerSecond) ? `${Math.round(metresPerSecond * 3.6)} km/h` : '—';
}

/** 1 284, grouped by thin spaces. */
export function countText(number) { return Number.isFinite(number) ? String(Math.round(number)).replace(/\B(?=(\d{3})+$)/g, '\u2009') : '—'; }

/** 121.5000°E 29.2000°N */
export function placeText(lon, lat) {
  if (!Number.isFinite(lon) || !Number.isFinite(lat)) return '—';
  return `${Math.abs(lon).toFixed(4)}°${lon < 0 ? 'W' : 'E'} ${Math.abs(lat).toFixed(4)}°${lat < 0 ? 'S' : 'N'}`;
}
