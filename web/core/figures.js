import {rank} from './severity.js';
import {isRain} from './freshness.js';
import {isLevel} from './readings.js';
import {millis} from './store.js';

/**
 * The few numbers of the whole county, each with the time of what it rests on; pure.
 * @param {import('./store.js').Store} store
 * @param {import('./freshness.js').Freshness} freshness
 * @param {number} now  epoch milliseconds by the server
 */
export function countyFigures(store, freshness, now) {
  const stations = [...store.list('stations')];
  const counts = freshness.count([...stations, ...store.list('tracks'), ...store.list('cameras')], now);
  return {counts, rain: rainFigure(stations.filter(isRain)), level: levelFigure(stations.filter(isLevel)),
    tracks: newest(store.list('tracks')), shelters: shelterFigure(store.list('sites')), cameras: newest(store.list('cameras'))};
}

/** Most rain of the last hour, and where. */
function rainFigure(stations) {
  let worst = null;
  for (const station of stations) {
    const reading = station.properties.readings?.rain1h;
    if (reading && !(reading.value <= worst?.value)) {
      worst = {value: reading.value, unit: reading.unit, name: station.properties.name, id: station.id, at: millis(reading.observedAt)};
    }
  }
  return worst;
}

/** How many stand over the warning level 警戒 (yellow or worse) and over the guarantee level 保证 (red), as the county's limits say. */
function levelFigure(stations) {
  const over = (level) => stations.filter(({properties}) => rank(properties.severity) >= rank(level)).length;
  return {total: stations.length, warning: over('yellow'), guarantee: over('red'), at: newest(stations).at};
}

function shelterFigure(sites) {
  let [count, persons, at] = [0, 0, NaN];
  for (const {properties, observedAt} of sites) {
    if (properties.siteType !== 'shelter') continue;
    count++;
    persons += properties.capacityPersons ?? 0;
    if (!(observedAt <= at)) at = observedAt;
  }
  return {count, persons, at};
}

function newest(entities) {
  let [total, at] = [0, NaN];
  for (const {observedAt} of entities) {
    total++;
    if (!(observedAt <= at) && Number.isFinite(observedAt)) at = observedAt;
  }
  return {total, at};
}
