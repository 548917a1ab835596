import {GROUPS} from './logline.js';

/** The windows of the chips, hours; none: everything. */
export const WINDOWS = Object.freeze([1, 6, 24, 72]);
const HOUR = 3_600_000;
const MINUTE = 60_000;
const DAY = 24 * HOUR;
/** Asia/Shanghai, whatever zone the computer stands in. */
const ZONE = '+08:00';
const MOMENT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/;

/**
 * @typedef {{hours: number, from: string, to: string, person: string, group: string, object: string, q: string}} Filter
 *   hours: 0 when no window is chosen; from, to: 2026-07-18T14:32 by the county's clock, both inclusive
 */

/** @returns {Filter} */
export const NO_FILTER = Object.freeze({hours: 0, from: '', to: '', person: '', group: '', object: '', q: ''});

/** What the address asks for; what makes no sense is left out. @param {string} search @returns {Filter} */
export function readFilter(search) {
  const query = new URLSearchParams(search);
  const moment = (name) => (isMoment(query.get(name) ?? '') ? query.get(name) : '');
  const hours = Number(query.get('hours'));
  const group = query.get('group') ?? '';
  return {hours: WINDOWS.includes(hours) ? hours : 0, from: moment('from'), to: moment('to'), person: query.get('person') ?? '',
    group: Object.hasOwn(GROUPS, group) ? group : '', object: query.get('object') ?? '', q: query.get('q') ?? ''};
}

/** The address's query with that filter in it; everything else in it stays. @param {string} search @param {Filter} filter */
export function writeFilter(search, filter) {
  const query = new URLSearchParams(search);
  for (const name of Object.keys(NO_FILTER)) {
    if (filter[name]) query.set(name, String(filter[name]));
    else query.delete(name);
  }
  query.delete('note');
  return query.size === 0 ? '' : `?${query}`;
}

/**
 * As the interface wants it.
 * @param {Filter} filter
 * @param {{now: number, before?: string, limit: number}} page
 */
export function apiQuery(filter, {now, before = '', limit}) {
  const query = new URLSearchParams({limit: String(limit)});
  const [from, to] = period(filter, now);
  if (Number.isFinite(from)) query.set('from', new Date(from).toISOString());
  if (Number.isFinite(to)) query.set('to', new Date(to).toISOString());
  if (filter.person) query.set('actor', filter.person);
  if (filter.object) query.set('object', filter.object);
  if (filter.group) query.set('kind', GROUPS[filter.group].join(','));
  if (filter.q) query.set('q', filter.q);
  if (before) query.set('before', before);
  return query.toString();
}

/** From when to when, epoch milliseconds; infinite where it is open. @param {Filter} filter */
export function period({hours, from, to}, now) {
  if (hours > 0) return [now - hours * HOUR, Infinity];
  const at = (moment) => Date.parse(`${moment}:00${ZONE}`);
  return [from ? at(from) : -Infinity, to ? at(to) + MINUTE : Infinity];
}

const TYPED = /^(?:(?:(\d{4})[-/.])?(\d{1,2})[-/.](\d{1,2}))?[ T]*(?:(\d{1,2})[::](\d{2}))?$/;
const two = (number) => String(number).padStart(2, '0');

/**
 * A moment as people type it: `14:32`, `7-18 14:32`, `2026-07-18 14:32`, `7-18`; 24 hours, by the county's clock. A date without its year is the last such one.
 * @param {string} typed  @param {number} now  epoch milliseconds  @param {string} otherwise  the time of a date alone
 * @returns {string} 2026-07-18T14:32; empty when nothing is typed; undefined when it makes no sense
 */
export function readMoment(typed, now, otherwise = '00:00') {
  const text = typed.trim();
  if (text === '') return '';
  const [found, year, month, day, hour, minute] = TYPED.exec(text) ?? [];
  if (!found) return undefined;
  const today = shanghaiMoment(now);
  const time = hour === undefined ? otherwise : `${two(hour)}:${minute}`;
  const dated = (of) => `${month === undefined ? today.slice(0, 10) : `${of}-${two(month)}-${two(day)}`}T${time}`;
  const thisYear = dated(year ?? today.slice(0, 4));
  const moment = year === undefined && thisYear > shanghaiMoment(now + DAY) ? dated(Number(today.slice(0, 4)) - 1) : thisYear;
  return isMoment(moment) ? moment : undefined;
}

/** Such a day and time exist. */
const isMoment = (moment) => MOMENT.test(moment) && Number.isFinite(Date.parse(momentOf(moment))) && shanghaiMoment(Date.parse(momentOf(moment))) === moment;

/** Epoch milliseconds by the county's clock: 2026-07-18T14:32. */
const shanghaiMoment = (epochMillis) => new Date(epochMillis + 8 * HOUR).toISOString().slice(0, 16);

/** As the inputs show it: 07-18 14:32, with its year when that is another one. */
export function momentShown(moment, now) {
  return (moment.slice(0, 4) === shanghaiMoment(now).slice(0, 4) ? moment.slice(5) : moment).replace('T', ' ');
}

/** As the interface wants it. */
export const momentOf = (moment) => `${moment}:00${ZONE}`;
