import {placeText, speedText} from '../core/units.js';

/** Slower than this (m/s) it stands, and a heading says nothing. */
const STANDS = 0.5;

/** Vehicles, teams and devices that report their position: rows of the one canvas layer, never Leaflet markers. */
export const tracks = {
  id: 'track',
  kind: 'tracks',
  title: 'layer.tracks',
  glyph: '车',
  accepts: () => true,
  symbol: ({properties}) => ({
    shape: properties.trackType === 'team' ? 'team' : 'vehicle',
    glyph: properties.glyph || '车',
    headingDegrees: properties.speedMetresPerSecond > STANDS ? properties.headingDegrees : undefined,
    weight: 3,
  }),
  detail: ({properties}) => (properties.speedMetresPerSecond > STANDS ? speedText(properties.speedMetresPerSecond) : ''),
  value: ({properties}) => [speedText(properties.speedMetresPerSecond), ''],
  card: ({properties, lon, lat}) => [
    ['field.heading', properties.headingDegrees === undefined ? '—' : `${Math.round(properties.headingDegrees)}°`],
    ['field.place', placeText(lon, lat)],
  ],
};
