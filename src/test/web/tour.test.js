import {advance, PAUSE_MILLIS, RED_STOP_MILLIS, STOP_MILLIS, tourStops, TOUR_START} from '/core/tour.js';
import {pixelShift, wallScale} from '/core/wallscale.js';
import {alarm} from './encoder.js';
import {equal, near, ok, test} from './harness.js';

const at = '2026-07-18T06:00:00Z';
const warning = (id, severity, state = 'active') => ({id, geometry: {}, properties: {severity, state}});
const types = (stops) => stops.map(({type}) => type);

test('a calm county has the overview alone', () => {
  equal(types(tourStops([], [])), ['overview']);
});

test('skips what has nothing to say and shows the overview at least every third', () => {
  const stops = tourStops([alarm('r', 'red', at), alarm('o', 'orange', at), alarm('y', 'yellow', at), alarm('b', 'blue', at)],
    [warning('w', 'orange'), warning('gone', 'red', 'cancelled')]);

  equal(types(stops), ['overview', 'alarm', 'warning', 'overview', 'alarm', 'alarm']);
});

test('goes on after its time and round again', () => {
  const stops = tourStops([alarm('o', 'orange', at)], []);
  let tour = TOUR_START;
  const seen = [];
  for (let now = 0; now < 3 * STOP_MILLIS; now += 1000) {
    tour = advance(tour, stops, now);
    if (seen.at(-1) !== tour.key) seen.push(tour.key);
  }

  equal(seen, ['overview 0', 'alarm o', 'overview 0']);
});

test('a new red comes at once, also through a pause, and holds a minute', () => {
  let tour = advance(TOUR_START, tourStops([], []), 0);
  tour = {...tour, pausedUntil: PAUSE_MILLIS};

  tour = advance(tour, tourStops([alarm('r', 'red', at)], []), 1000);
  equal(tour.key, 'alarm r');
  equal(advance(tour, tourStops([alarm('r', 'red', at)], []), 1000 + RED_STOP_MILLIS - 1).key, 'alarm r');
  ok(advance(tour, tourStops([alarm('r', 'red', at)], []), 1000 + RED_STOP_MILLIS).key !== 'alarm r');
});

test('a pause holds the stop', () => {
  const stops = tourStops([alarm('o', 'orange', at)], []);
  const paused = {...advance(TOUR_START, stops, 0), pausedUntil: PAUSE_MILLIS};

  equal([advance(paused, stops, PAUSE_MILLIS - 1).key, advance(paused, stops, PAUSE_MILLIS).key], ['overview 0', 'alarm o']);
});

// ux rules §5.3: 98-inch 4K (0.565 mm/px) at 5 m needs 57 px, a P1.5 wall of 5.76 m at 8 m 34 px; without a distance 4K has 48 px and 8K 96 px
test('type on a wall follows the distance of the eye', () => {
  const rem = (widthPixels, heightPixels, distanceMetres = NaN, widthMillimetres = NaN) => wallScale({widthPixels, heightPixels, distanceMetres, widthMillimetres}).rem;

  near(rem(3840, 2160, 5, 0.565 * 3840), 57, 0.5);
  near(rem(3840, 2160, 8, 5760), 34, 0.5);
  near(rem(3840, 2160), 48, 0);
  near(rem(7680, 4320), 96, 0);
});

test('says when a screen is too small for its distance', () => {
  equal(wallScale({widthPixels: 1920, heightPixels: 1080, distanceMetres: 20, widthMillimetres: 1200}).asWanted, false);
});

test('the layout stands within eight pixels and moves every three minutes', () => {
  let moved = 0;
  for (let step = 0; step < 100; step++) {
    const [a, b] = [pixelShift(step * 180_000), pixelShift((step + 1) * 180_000)];
    ok(a.x >= 0 && a.x <= 8 && a.y >= 0 && a.y <= 8);
    if (a.x !== b.x || a.y !== b.y) moved++;
  }
  ok(moved > 90, `moved ${moved} of 100`);
});
