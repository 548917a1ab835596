import {decodeFrame} from '/core/frames.js';
import {Store} from '/core/store.js';
import {feature, frame, move, put, remove} from './encoder.js';
import {equal, near, ok, seeded, test} from './harness.js';

const itemsOf = (...items) => decodeFrame(frame(2, items)).items;

test('keeps the higher version whatever comes later', () => {
  const store = new Store();
  store.apply(itemsOf(put('stations', feature('mqtt:a', 5, {name: 'new'})), put('stations', feature('mqtt:a', 4, {name: 'old'}))), 0);

  equal(store.find('stations', 'mqtt:a').properties.name, 'new');
});

test('moves a track by the handle its put told', () => {
  const store = new Store();
  store.apply(itemsOf(put('tracks', feature('jt808:1', 1, {handle: 9}))), 0);

  const whole = store.apply(itemsOf(move({handle: 9, version: 2, lon: 121.6, lat: 29.3, speed: 500, observedAt: 77})), 1000);

  const track = store.find('tracks', 'jt808:1');
  near(track.lon, 121.6, 1e-7);
  equal([whole, track.observedAt, track.receivedAt, track.properties.speedMetresPerSecond, track.version], [true, 77, 1000, 5, 2]);
});

test('says that a move of an unknown handle is a gap', () => {
  ok(!new Store().apply(itemsOf(move({handle: 9, version: 2, lon: 121.6, lat: 29.3})), 0));
});

test('does not raise what was removed, until the tombstone is ten minutes old', () => {
  const store = new Store();
  store.apply(itemsOf(put('stations', feature('mqtt:a', 1)), remove('stations', 'mqtt:a', 2)), 0);

  store.apply(itemsOf(put('stations', feature('mqtt:a', 1))), 1000);
  equal(store.count('stations'), 0, 'before');

  store.apply([], 600_001);
  store.apply(itemsOf(put('stations', feature('mqtt:a', 1))), 600_002);
  equal(store.count('stations'), 1, 'after');
});

test('takes a higher version after a removal', () => {
  const store = new Store();
  store.apply(itemsOf(remove('stations', 'mqtt:a', 2), put('stations', feature('mqtt:a', 3))), 0);

  equal(store.count('stations'), 1);
});

test('swaps everything for a snapshot and tells it once', () => {
  const store = new Store();
  store.apply(itemsOf(put('stations', feature('mqtt:old', 8))), 0);
  const told = [];
  store.listen((changes) => told.push([changes.reset, changes.put.length]));

  store.replace(itemsOf(put('stations', feature('mqtt:a', 1)), put('sites', feature('site:b', 1))), 0);

  equal([told, store.find('stations', 'mqtt:old') === undefined, store.size], [[[true, 2]], true, 2]);
});

test('drops a record with an impossible place and counts it', () => {
  const store = new Store();
  store.apply(itemsOf(put('stations', feature('mqtt:a', 1, {}, [421, 29])), put('stations', feature('mqtt:b', 1))), 0);

  equal([store.bad, store.count('stations')], [1, 1]);
});

test('ends in the same picture whatever was seen twice', () => {
  for (let seed = 1; seed <= 50; seed++) {
    const random = seeded(seed);
    const changes = Array.from({length: 60}, (_, i) => {
      const id = `mqtt:${Math.floor(random() * 6)}`;
      return random() < 0.3 ? remove('stations', id, i + 1) : put('stations', feature(id, i + 1));
    });
    const once = new Store();
    once.apply(itemsOf(...changes), 0);
    const twice = new Store();
    twice.apply(itemsOf(...changes.slice(0, 40)), 0);
    twice.apply(itemsOf(...changes.slice(Math.floor(random() * 40))), 0);

    const picture = (store) => [...store.list('stations')].map(({id, version}) => `${id} ${version}`).sort();
    equal(picture(twice), picture(once), `seed ${seed}`);
  }
});
