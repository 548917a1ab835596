import {countAlarms, isFlood, nextSound, oldestUnacknowledged, QUIET, silence, sortAlarms} from '/core/alarms.js';
import {alarm} from './encoder.js';
import {equal, ok, test} from './harness.js';

const T0 = Date.UTC(2026, 6, 18, 6, 0, 0);
const iso = (seconds) => new Date(T0 + seconds * 1000).toISOString();
const ids = (alarms) => alarms.map(({id}) => id);

test('stands red, orange, yellow, blue, then newest', () => {
  const alarms = [alarm('b', 'blue', iso(9)), alarm('o1', 'orange', iso(1)), alarm('r', 'red', iso(0)), alarm('o2', 'orange', iso(5)), alarm('y', 'yellow', iso(8))];

  equal(ids(sortAlarms(alarms)), ['r', 'o2', 'o1', 'y', 'b']);
});

test('counts what is active, untaken and recent', () => {
  const alarms = [alarm('a', 'red', iso(0)), alarm('b', 'red', iso(-700), {acknowledged: true}), alarm('c', 'blue', iso(-5), {state: 'returned'})];

  const counts = countAlarms(alarms, T0);
  equal([counts.total, counts.active, counts.unacknowledged, counts.recent, counts.red], [3, 2, 2, 2, 2]);
});

test('jumps to the oldest that nobody has taken', () => {
  equal(oldestUnacknowledged([alarm('a', 'red', iso(5)), alarm('b', 'blue', iso(1)), alarm('c', 'blue', iso(0), {acknowledged: true})]).id, 'b');
});

test('a red sounds at once and every ten seconds until somebody takes it', () => {
  const red = alarm('r', 'red', iso(0));
  const played = [];
  let sound = QUIET;
  for (let now = 0; now <= 30_000; now += 1000) {
    const alarms = now < 25_000 ? [red] : [alarm('r', 'red', iso(0), {acknowledged: true})];
    const next = nextSound(sound, alarms, now);
    sound = next.sound;
    if (next.play) played.push([now, next.play]);
  }

  equal(played, [[0, 'red'], [10_000, 'red'], [20_000, 'red']]);
});

test('a yellow sounds once, a blue never', () => {
  const first = nextSound(QUIET, [alarm('y', 'yellow', iso(0)), alarm('b', 'blue', iso(0))], 0);
  const later = nextSound(first.sound, [alarm('y', 'yellow', iso(0)), alarm('b', 'blue', iso(0))], 100_000);

  equal([first.play, later.play], ['yellow', '']);
});

test('silence holds for the old red and breaks for a new one', () => {
  const old = alarm('r', 'red', iso(0));
  const {sound} = nextSound(QUIET, [old], 0);
  const silent = silence(sound, 1000);

  equal(nextSound(silent, [old], 15_000).play, '', 'old');
  equal(nextSound(silent, [old, alarm('o', 'orange', iso(9))], 15_000).play, '', 'orange');
  equal(nextSound(silent, [old, alarm('r2', 'red', iso(9))], 15_000).play, 'red', 'new');
  equal(nextSound(silent, [old], 61_001).play, 'red', 'over');
});

test('an alarm that rises to red breaks the silence too', () => {
  const {sound} = nextSound(QUIET, [alarm('a', 'orange', iso(0))], 0);

  equal(nextSound(silence(sound, 1000), [alarm('a', 'red', iso(0))], 2000).play, 'red');
});

test('a flood has one steady tone', () => {
  const orange = (n) => Array.from({length: n}, (_, i) => alarm(`o${i}`, 'orange', iso(i)));
  const {sound} = nextSound(QUIET, orange(11), 0, true);

  equal(nextSound(sound, orange(12), 5000, true).play, '');
  equal(nextSound(sound, orange(12), 30_000, true).play, 'orange');
});

test('a flood begins at ten and ends below five', () => {
  equal([isFlood(false, 9), isFlood(false, 10), isFlood(true, 5), isFlood(true, 4)], [false, true, true, false]);
  ok(!isFlood(false, 5));
});
