/** Asia/Shanghai, whatever zone the computer stands in: UTC+8 without daylight saving since 1991. */
const SHANGHAI_MILLIS = 8 * 3_600_000;

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const shanghai = (epochMillis) => new Date(epochMillis + SHANGHAI_MILLIS).toISOString();

/** 14:32:07 */
export const timeOfDay = (epochMillis) => (Number.isFinite(epochMillis) ? shanghai(epochMillis).slice(11, 19) : '—');

/** 14:32 */
export const hourMinute = (epochMillis) => (Number.isFinite(epochMillis) ? shanghai(epochMillis).slice(11, 16) : '—');

/** 2026-07-18 */
export const date = (epochMillis) => (Number.isFinite(epochMillis) ? shanghai(epochMillis).slice(0, 10) : '—');

/** 07-18 14:32 */
export const monthDayTime = (epochMillis) => (Number.isFinite(epochMillis) ? shanghai(epochMillis).slice(5, 16).replace('T', ' ') : '—');

/** Sunday is 0. */
export const weekday = (epochMillis) => new Date(epochMillis + SHANGHAI_MILLIS).getUTCDay();

/** 14:32 on the same day as `now`, else 07-18 14:32. */
export function momentText(epochMillis, now) {
  return date(epochMillis) === date(now) ? hourMinute(epochMillis) : monthDayTime(epochMillis);
}

/** 00:37 or 1:02:03, for how long something lasts. */
export function durationText(millis) {
  const seconds = Math.max(0, Math.floor(millis / 1000));
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const two = (n) => String(n).padStart(2, '0');
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${two(m)}:${two(s)}`;
}

/**
 * How old something is, as people say it (ux rules §6.8): 刚刚 · n 分钟前 · HH:mm (n 小时前) · MM-DD HH:mm.
 * @param {number} observedAt  epoch milliseconds
 * @param {number} now  epoch milliseconds by the server
 * @param {(key: string, values?: object) => string} t
 */
export function ageText(observedAt, now, t) {
  if (!Number.isFinite(observedAt)) return t('age.never');
  const age = now - observedAt;
  if (age < MINUTE) return t('age.now');
  if (age < HOUR) return t('age.minutes', {n: Math.floor(age / MINUTE)});
  if (age < DAY) return t('age.hours', {time: hourMinute(observedAt), n: Math.floor(age / HOUR)});
  return monthDayTime(observedAt);
}

/** The same in a narrow column: 刚刚 · 5 分 · 3 时 · 2 天, in English now · 5 min · 3 h · 2 d. */
export function shortAge(observedAt, now, t) {
  if (!Number.isFinite(observedAt)) return '—';
  const age = now - observedAt;
  if (age < MINUTE) return t('age.s');
  if (age < HOUR) return t('age.m', {n: Math.floor(age / MINUTE)});
  if (age < DAY) return t('age.h', {n: Math.floor(age / HOUR)});
  return t('age.d', {n: Math.floor(age / DAY)});
}
