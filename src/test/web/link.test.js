import {ServerClock} from '/core/clock.js';
import {linkState} from '/core/link.js';
import {equal, near, test} from './harness.js';

const open = {lastFrameAt: 0, phase: 'open', synced: true};

test('is live up to 3 s of silence, late up to 5 s, then broken', () => {
  equal([0, 3000, 3001, 5000, 5001].map((now) => linkState({...open, now})), ['live', 'live', 'late', 'late', 'broken']);
});

test('is broken at once when the socket closes', () => {
  equal(linkState({...open, now: 100, phase: 'closed'}), 'broken');
});

test('catches up until the picture is whole', () => {
  equal(linkState({...open, now: 100, synced: false}), 'catching');
});

test('keeps the server time as the median of the last five frames', () => {
  let monotonic = 0;
  const clock = new ServerClock(() => monotonic, () => 0);
  for (const late of [20, 0, 500, 10, 30]) {
    clock.sample(1_000_000 + monotonic - late);
    monotonic += 1000;
  }

  near(clock.now(), 1_005_000 - 20, 0);
});

test('a computer whose clock is an hour ahead shows the same ages and is told so', () => {
  let monotonic = 0;
  const skewed = new ServerClock(() => monotonic, () => 1_000_000 + 3_600_000 + monotonic);
  skewed.sample(1_000_000);
  monotonic = 500;

  near(skewed.now(), 1_000_500, 0);
  near(skewed.skewMillis(), 3_600_000, 1);
  equal(skewed.isSkewed(), true);
});
