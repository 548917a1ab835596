import {isActive, isUnacknowledged, sortAlarms} from './alarms.js';
import {rank} from './severity.js';

export const STOP_MILLIS = 20_000;
/** A red nobody has taken holds the screen so long at a time. */
export const RED_STOP_MILLIS = 60_000;
/** A touch stops the tour for so long. */
export const PAUSE_MILLIS = 120_000;
const OVERVIEW_EVERY = 3;

/**
 * @typedef {{key: string, type: 'overview'|'alarm'|'warning', id: string, millis: number}} Stop
 */

/** The stops that have something to say, by rule: unacknowledged reds, worse alarms, warnings with an area; the overview at least every third. */
export function tourStops(alarms, warnings) {
  const worst = sortAlarms(alarms.filter((alarm) => isActive(alarm) && Number.isFinite(alarm.lon)));
  const reds = worst.filter((alarm) => isRedCall(alarm));
  const others = worst.filter((alarm) => !isRedCall(alarm) && rank(alarm.properties.severity) >= rank('yellow')).slice(0, 4);
  const areas = warnings.filter((warning) => warning.properties.state === 'active' && warning.geometry)
    .sort((a, b) => rank(b.properties.severity) - rank(a.properties.severity)).slice(0, 3);
  const stops = [
    ...reds.slice(0, 3).map((alarm) => stop('alarm', alarm.id, RED_STOP_MILLIS)),
    ...areas.map((warning) => stop('warning', warning.id, STOP_MILLIS)),
    ...others.map((alarm) => stop('alarm', alarm.id, STOP_MILLIS)),
  ];
  return withOverview(stops);
}

const isRedCall = (alarm) => alarm.properties.severity === 'red' && isUnacknowledged(alarm);

const stop = (type, id, millis) => ({key: `${type} ${id}`, type, id, millis});

const overview = (before) => ({...stop('overview', '', STOP_MILLIS), key: `overview ${before}`});

function withOverview(stops) {
  const tour = [];
  stops.forEach((each, i) => {
    if (i % (OVERVIEW_EVERY - 1) === 0) tour.push(overview(i));
    tour.push(each);
  });
  return tour.length === 0 ? [overview(0)] : tour;
}

/** Where the tour stands at its start. */
export const TOUR_START = Object.freeze({key: '', since: -Infinity, pausedUntil: -Infinity, seen: new Set()});

/**
 * The next state of the tour; pure. A red not seen before comes first, within the step that sees it.
 *
 * @param {typeof TOUR_START} tour
 * @param {Stop[]} stops
 * @param {number} now  milliseconds
 */
export function advance(tour, stops, now) {
  const urgent = stops.filter((each) => each.millis === RED_STOP_MILLIS);
  const seen = new Set(urgent.map((each) => each.key));
  const fresh = urgent.find((each) => !tour.seen.has(each.key));
  if (fresh) return {...tour, key: fresh.key, since: now, pausedUntil: -Infinity, seen};
  const at = stops.findIndex((each) => each.key === tour.key);
  const stays = at >= 0 && (now < tour.pausedUntil || now - tour.since < stops[at].millis);
  if (stays) return {...tour, seen};
  return {...tour, key: stops[nextIndex(at, stops)].key, since: now, seen};
}

function nextIndex(at, stops) { return at < 0 ? 0 : (at + 1) % stops.length; }
