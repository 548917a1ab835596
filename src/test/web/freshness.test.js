import {classOf, FRESH, Freshness, LOST, STALE} from '/core/freshness.js';
import {equal, test} from './harness.js';

const MINUTE = 60_000;
const at = (kind, observedAt, properties = {}) => ({kind, observedAt, properties});

test('ages by class: fresh, stale, lost', () => {
  const freshness = new Freshness({rain: {fresh: 10, stale: 30}});
  const rain = at('stations', 0, {glyph: '雨'});

  equal([10, 10.1, 30, 30.1, 24 * 60].map((minutes) => freshness.judge(rain, minutes * MINUTE)), [FRESH, STALE, STALE, LOST, LOST]);
});

test('takes the county\'s limits and keeps the others', () => {
  const freshness = new Freshness({track: {fresh: 2, stale: 4}});

  equal([freshness.judge(at('tracks', 0), 3 * MINUTE), freshness.judge(at('cameras', 0), 3 * MINUTE)], [STALE, STALE]);
});

test('what never spoke is lost, a register entry never is', () => {
  const freshness = new Freshness();

  equal([freshness.judge(at('tracks', NaN), 0), freshness.judge(at('sites', 0), 1e12)], [LOST, FRESH]);
});

test('a camera that says it is off is lost however fresh', () => {
  equal(new Freshness().judge(at('cameras', 0, {online: false}), 1000), LOST);
});

test('tells rain from level by glyph, else by what is measured', () => {
  equal([classOf(at('stations', 0, {glyph: '雨'})), classOf(at('stations', 0, {glyph: '库'})), classOf(at('stations', 0, {readings: {rain3h: {}}}))], ['rain', 'level', 'rain']);
});

test('counts who is on line, late and lost', () => {
  const counts = new Freshness().count([at('tracks', 0), at('tracks', -5 * MINUTE), at('tracks', -20 * MINUTE), at('tracks', NaN), at('sites', 0)], 1000);

  equal(counts.get('track'), [1, 1, 2]);
});
