import {rank} from './severity.js';
import {millis} from './store.js';

const MINUTE = 60_000;
/** ISA-18.2: ten new alarms in ten minutes are a flood, and it ends below five. */
const FLOOD_WINDOW_MILLIS = 10 * MINUTE;
const FLOOD_BEGINS = 10;
const FLOOD_ENDS = 5;

/** How a level sounds: tones of 150 ms, and the pause until it sounds again (never, for Infinity). */
export const SOUNDS = Object.freeze({
  red: {times: 3, hertz: 880, everyMillis: 10_000},
  orange: {times: 2, hertz: 660, everyMillis: 30_000},
  yellow: {times: 1, hertz: 520, everyMillis: Infinity},
});
/** In a flood one steady tone is heard. */
const FLOOD_EVERY_MILLIS = 30_000;
export const SILENCE_MILLIS = 60_000;

/** Worst first, then newest, then by id so that the order is one. */
export function compareAlarms(a, b) {
  return rank(b.properties.severity) - rank(a.properties.severity)
    || millis(b.properties.raisedAt) - millis(a.properties.raisedAt)
    || (a.id < b.id ? -1 : 1);
}

export const sortAlarms = (alarms) => [...alarms].sort(compareAlarms);

export const isActive = (alarm) => alarm.properties.state === 'active';

export const isUnacknowledged = (alarm) => !alarm.properties.acknowledged;

/** What its row says: unacknowledged, acknowledged, returned (still to be acknowledged) or over. */
export function alarmPhase(alarm) {
  if (isActive(alarm)) return isUnacknowledged(alarm) ? 'unacknowledged' : 'acknowledged';
  return isUnacknowledged(alarm) ? 'returned' : 'over';
}

/** Numbers for headings and for `window.__ux`. */
export function countAlarms(alarms, now) {
  const counts = {total: 0, active: 0, unacknowledged: 0, recent: 0, red: 0, orange: 0, yellow: 0, blue: 0};
  for (const alarm of alarms) {
    counts.total++;
    if (isActive(alarm)) counts.active++;
    if (isUnacknowledged(alarm)) counts.unacknowledged++;
    if (now - millis(alarm.properties.raisedAt) <= FLOOD_WINDOW_MILLIS) counts.recent++;
    if (alarm.properties.severity in counts) counts[alarm.properties.severity]++;
  }
  return counts;
}

/** Whether it is a flood now, given whether it was one. */
export const isFlood = (was, recent) => (was ? recent >= FLOOD_ENDS : recent >= FLOOD_BEGINS);

/** The oldest unacknowledged alarm, what U jumps to. */
export function oldestUnacknowledged(alarms) {
  return alarms.filter(isUnacknowledged).sort((a, b) => millis(a.properties.raisedAt) - millis(b.properties.raisedAt))[0];
}

/** Sound that has nothing to say yet. */
export const QUIET = Object.freeze({level: 'none', lastAt: -Infinity, heard: new Set(), silencedUntil: -Infinity});

/** M: silence for a minute, never an acknowledgement. */
export const silence = (sound, now) => ({...sound, silencedUntil: now + SILENCE_MILLIS});

/**
 * Decides what to play now; pure. One sound at a time, of the worst unacknowledged active alarm. A red not heard before breaks the silence;
 * an alarm that rose is a new one.
 *
 * @param {typeof QUIET} sound  as it was
 * @param {object[]} alarms
 * @param {number} now  milliseconds
 * @param {boolean} flood
 * @returns {{sound: typeof QUIET, play: ''|'red'|'orange'|'yellow'}}
 */
export function nextSound(sound, alarms, now, flood = false) {
  const calling = alarms.filter((alarm) => isActive(alarm) && isUnacknowledged(alarm) && alarm.properties.severity in SOUNDS);
  const keys = new Set(calling.map(soundKey));
  const fresh = calling.filter((alarm) => !sound.heard.has(soundKey(alarm)));
  const level = worst(calling);
  const next = {...sound, level, heard: keys};
  const breaks = fresh.some((alarm) => alarm.properties.severity === 'red');
  if (level === 'none') return {sound: next, play: ''};
  if (now < sound.silencedUntil && !breaks) return {sound: {...next, heard: sound.heard}, play: ''};
  const silencedUntil = breaks ? -Infinity : sound.silencedUntil;
  const every = flood ? FLOOD_EVERY_MILLIS : SOUNDS[level].everyMillis;
  const due = breaks || (!flood && worst(fresh) === level) || now - sound.lastAt >= every;
  return due ? {sound: {...next, lastAt: now, silencedUntil}, play: level} : {sound: {...next, silencedUntil}, play: ''};
}

const soundKey = (alarm) => `${alarm.id} ${alarm.properties.severity}`;

function worst(alarms) {
  let level = 'none';
  for (const {properties} of alarms) if (rank(properties.severity) > rank(level)) level = properties.severity;
  return level;
}
