import {rank} from './severity.js';

/** What a station is first asked for, when none of its readings stands over a limit. */
const FIRST = ['waterLevel', 'tideLevel', 'rain1h', 'rain3h', 'rain24h', 'windSpeed', 'waterDepth', 'displacementRate', 'gasLel', 'flow', 'airTemperature'];

/**
 * The reading that stands for a station: the worst, else the one it is there for.
 * @returns {{property: string, value: number, unit: string, level?: string, observedAt: string}|null}
 */
export function primaryReading({properties}) {
  const readings = Object.entries(properties.readings ?? {}).map(([property, reading]) => ({property, ...reading}));
  readings.sort((a, b) => rank(b.level) - rank(a.level) || place(a.property) - place(b.property));
  return readings[0] ?? null;
}

function place(property) {
  const at = FIRST.indexOf(property);
  return at < 0 ? FIRST.length : at;
}

/** Whether it measures the height of water. */
export const isLevel = ({properties}) => ['waterLevel', 'tideLevel'].some((name) => name in (properties.readings ?? {}));
