import {BrokenFrame, decodeFrame} from '/core/frames.js';
import {EPOCH, feature, frame, move, put, remove} from './encoder.js';
import {equal, near, ok, test} from './harness.js';

test('reads the head of a frame', () => {
  const head = decodeFrame(frame(1, [], {from: 7, to: 7, serverTime: 1_795_449_698_166, flags: 1}));

  equal([head.type, head.first, head.last, head.from, head.to, head.serverTime, head.epoch], [1, true, false, 7, 7, 1_795_449_698_166, EPOCH]);
});

test('reads puts, moves and removals in their order', () => {
  const {items} = decodeFrame(frame(2, [put('tracks', feature('jt808:1', 3)), remove('warnings', 'cap:台风', 9),
    move({handle: 4, version: 5, lon: 121.5000001, lat: -29.2, speed: 1234, heading: 35999, altitude: -5, flags: 0b100010, observedAt: 1_795_449_698_166})]));

  equal(items.map(({op}) => op), ['put', 'remove', 'move']);
  equal(items[1], {op: 'remove', kind: 'warnings', version: 9, id: 'cap:台风'});
  near(items[2].lon, 121.5000001, 1e-9);
  near(items[2].lat, -29.2, 1e-9);
  equal([items[2].speed, items[2].heading, items[2].altitude, items[2].observedAt, items[2].flags], [12.34, 359.99, -5, 1_795_449_698_166, ['noFix', 'outOfRange']]);
});

test('reads what was not told as not told', () => {
  const [item] = decodeFrame(frame(2, [move({handle: 1, version: 1})])).items;

  ok([item.lon, item.lat, item.speed, item.heading, item.altitude].every(Number.isNaN));
});

test('drops a senseless record alone and counts it', () => {
  const read = decodeFrame(frame(2, [put('tracks', '{"id":'), put('tracks', '{"type":"Feature","id":7,"properties":{}}'), put('stations', feature('mqtt:a', 1))]));

  equal([read.bad, read.items.map(({feature: {id}}) => id)], [2, ['mqtt:a']]);
});

test('refuses a frame cut at any byte', () => {
  const whole = frame(2, [put('tracks', feature('jt808:1', 3)), move({handle: 4, version: 5}), remove('tracks', 'jt808:2', 1)]);
  for (let length = 0; length < whole.byteLength; length++) {
    let refused = false;
    try {
      decodeFrame(whole.slice(0, length));
    } catch (error) {
      refused = error instanceof BrokenFrame;
    }
    ok(refused, `a frame of ${length} of ${whole.byteLength} bytes was taken`);
  }
});
