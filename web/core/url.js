/**
 * @typedef {{lat: number, lon: number, zoom: number}|null} Centre
 * @typedef {{centre: Centre, layers: string[]|null, statics: string[]|null, selected: string, labels: number}} View  everything of a screen that a link should carry
 */

/** Reads `#c=29.2000,121.5000,10&l=rain,level&sel=jt808:13912345678&lab=1`; what makes no sense is left at its default. @returns {View} */
export function parseView(hash) {
  const fields = new URLSearchParams(hash.replace(/^#/, ''));
  const labels = Number(fields.get('lab') ?? 1);
  return {
    centre: parseCentre(fields.get('c')),
    layers: fields.has('l') ? fields.get('l').split(',').filter(Boolean) : null,
    statics: fields.has('s') ? fields.get('s').split(',').filter(Boolean) : null,
    selected: fields.get('sel') ?? '',
    labels: [0, 1, 2].includes(labels) ? labels : 1,
  };
}

function parseCentre(text) {
  const [lat, lon, zoom] = (text ?? '').split(',').map(Number);
  return Math.abs(lat) <= 85 && Math.abs(lon) <= 180 && zoom >= 0 && zoom <= 22 ? {lat, lon, zoom} : null;
}

/** @param {View} view */
export function formatView({centre, layers, statics = null, selected, labels}) {
  const fields = [];
  if (centre) fields.push(`c=${centre.lat.toFixed(4)},${centre.lon.toFixed(4)},${Math.round(centre.zoom * 100) / 100}`);
  if (layers) fields.push(`l=${layers.join(',')}`);
  if (statics) fields.push(`s=${statics.join(',')}`);
  if (selected) fields.push(`sel=${encodeURIComponent(selected)}`);
  if (labels !== 1) fields.push(`lab=${labels}`);
  return fields.length === 0 ? '' : `#${fields.join('&')}`;
}
