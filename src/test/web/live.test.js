import {Live, RETRY_MILLIS} from '/core/live.js';
import {Store} from '/core/store.js';
import {EPOCH, feature, frame, move, put} from './encoder.js';
import {equal, FakeTimers, near, seeded, test} from './harness.js';

class FakeSocket {
  sent = [];
  closed = false;

  constructor(query) { this.query = query; }

  send(text) { this.sent.push(JSON.parse(text)); }

  close() { this.closed = true; }

  open() { this.onopen?.(); }

  frame(type, items, options) { this.onmessage({data: frame(type, items, options)}); }

  drop() { this.onclose?.(); }
}

function started(random = () => 0.5) {
  const timers = new FakeTimers();
  const store = new Store();
  const sockets = [];
  const openSocket = (query) => {
    sockets.push(new FakeSocket(query));
    return sockets.at(-1);
  };
  const live = new Live({store, openSocket, timers, random});
  live.start();
  sockets[0].open();
  return {timers, store, sockets, live};
}

function synced() {
  const all = started();
  all.sockets[0].frame(1, [put('stations', feature('mqtt:a', 1))], {from: 10});
  return all;
}

test('takes a snapshot in parts only when the last part is here', () => {
  const {store, sockets, live} = started();

  sockets[0].frame(1, [put('stations', feature('mqtt:a', 1))], {from: 10, flags: 1});
  equal([store.size, live.state.synced], [0, false], 'half');

  sockets[0].frame(1, [put('stations', feature('mqtt:b', 1))], {from: 10, flags: 2});
  equal([store.size, live.state.synced, live.state.to], [2, true, 10], 'whole');
});

test('follows changes that join', () => {
  const {store, sockets, live} = synced();

  sockets[0].frame(2, [put('stations', feature('mqtt:b', 1))], {from: 10, to: 12});

  equal([store.size, live.state.to, sockets[0].sent], [2, 12, []]);
});

test('asks once for what is missing and drops frames until the answer', () => {
  const {store, sockets, live} = synced();

  sockets[0].frame(2, [put('stations', feature('mqtt:c', 1))], {from: 12, to: 13});
  sockets[0].frame(2, [put('stations', feature('mqtt:d', 1))], {from: 13, to: 14});
  sockets[0].frame(3, [], {from: 14});
  equal([sockets[0].sent, store.size, live.state.synced], [[{since: 10, epoch: EPOCH}], 1, false], 'waiting');

  sockets[0].frame(2, [put('stations', feature('mqtt:c', 1)), put('stations', feature('mqtt:d', 1))], {from: 10, to: 14});
  equal([store.size, live.state.to, live.state.synced], [3, 14, true], 'answered');
});

test('begun anew it has nothing until the new picture is whole', () => {
  const {sockets, live, store} = synced();

  live.restart();
  sockets[1].open();
  equal([sockets[1].query, live.state.synced], ['', false], 'the old picture still stands');

  sockets[1].frame(1, [put('stations', feature('mqtt:b', 1))], {from: 20});
  equal([live.state.synced, live.state.to, store.size], [true, 20, 1], 'the new one');
});

test('a heartbeat that is ahead is a gap', () => {
  const {sockets} = synced();

  sockets[0].frame(3, [], {from: 11});

  equal(sockets[0].sent, [{since: 10, epoch: EPOCH}]);
});

test('a move of an unknown handle asks, and asks for everything when the answer does not tell it either', () => {
  const {sockets} = synced();

  sockets[0].frame(2, [move({handle: 5, version: 1, lon: 1, lat: 1})], {from: 10, to: 11});
  sockets[0].frame(2, [move({handle: 5, version: 1, lon: 1, lat: 1})], {from: 10, to: 11});
  sockets[0].frame(2, [move({handle: 5, version: 1, lon: 1, lat: 1})], {from: 10, to: 11});

  equal(sockets[0].sent, [{since: 10, epoch: EPOCH}, {since: -1}]);
});

test('another epoch asks for a snapshot and takes it', () => {
  const {store, sockets, live} = synced();

  sockets[0].frame(3, [], {from: 2, epoch: 'ffffffffffffffff'});
  equal(sockets[0].sent, [{since: -1}]);

  sockets[0].frame(1, [put('stations', feature('mqtt:z', 1))], {from: 2, epoch: 'ffffffffffffffff'});
  equal([live.state.epoch, live.state.to, [...store.list('stations')].map(({id}) => id)], ['ffffffffffffffff', 2, ['mqtt:z']]);
});

test('a frame seen twice changes nothing', () => {
  const {sockets, live} = synced();

  for (let i = 0; i < 2; i++) sockets[0].frame(2, [put('stations', feature('mqtt:b', 1))], {from: 10, to: 12});

  equal([live.state.to, sockets[0].sent], [12, []]);
});

test('a broken frame asks for a snapshot', () => {
  const {sockets, live} = synced();

  sockets[0].onmessage({data: new ArrayBuffer(3)});

  equal([sockets[0].sent, live.state.broken], [[{since: -1}], 1]);
});

test('reconnects after 0.5, 1, 2, 4, 8, 15 s within a fifth, and resumes where it stood', () => {
  const random = seeded(7);
  const {timers, sockets, live} = started(random);
  sockets[0].frame(1, [], {from: 10});

  RETRY_MILLIS.concat(15_000).forEach((pause, i) => {
    const attempts = sockets.length;
    sockets.at(-1).drop();
    near(live.state.retryAt - timers.now(), pause, pause * 0.2, `attempt ${i}`);
    timers.pass(pause * 0.79);
    equal(sockets.length, attempts, 'too early');
    timers.pass(pause * 0.42);
    equal(sockets.length, attempts + 1, 'too late');
  });
  equal(RETRY_MILLIS, [500, 1000, 2000, 4000, 8000, 15_000]);
  equal(sockets.at(-1).query, `?epoch=${EPOCH}&since=10`);
});

test('starts again with the short pause once it has caught up', () => {
  const {timers, sockets, live} = synced();
  sockets[0].drop();
  timers.pass(700);
  sockets[1].drop();
  timers.pass(1300);
  sockets[2].frame(2, [], {from: 10, to: 10});

  sockets[2].drop();

  near(live.state.retryAt - timers.now(), 500, 100);
});

test('gives up a socket that says nothing', () => {
  const {timers, sockets, live} = synced();

  timers.pass(10_001);

  equal([sockets[0].closed, live.state.phase], [true, 'closed']);
});

test('what an old socket still says is not heard', () => {
  const {timers, store, sockets} = synced();
  sockets[0].drop();
  timers.pass(700);

  sockets[0].frame(1, [], {from: 99});

  equal(store.size, 1);
});

test('equals the server after random drops, doubles and reconnects', () => {
  for (let seed = 1; seed <= 40; seed++) equal(...wildRide(seed), `seed ${seed}`);
});

/** A server with a ring of 20 steps and a network that loses, doubles and cuts. @returns {[string[], string[]]} client and server at the end */
function wildRide(seed) {
  const random = seeded(seed);
  const {timers, store, sockets} = started(random);
  const server = new Map();
  const ring = [];
  let tail = 0;
  const snapshot = (socket) => socket.frame(1, [...server].map(([id, version]) => put('stations', feature(id, version))), {from: tail});
  const answer = (socket, since) => {
    if (since < tail - ring.length || since < 0) snapshot(socket);
    else socket.frame(2, ring.slice(ring.length - (tail - since)), {from: since, to: tail});
  };
  const serve = () => {
    const socket = sockets.at(-1);
    if (socket.closed) return;
    if (!socket.greeted) {
      socket.greeted = true;
      const since = Number(new URLSearchParams(socket.query).get('since') ?? -1);
      answer(socket, since);
    }
    while (socket.sent.length > 0) answer(socket, socket.sent.shift().since);
  };
  serve();
  for (let step = 0; step < 200; step++) {
    const id = `mqtt:${Math.floor(random() * 10)}`;
    server.set(id, ++tail);
    ring.push(put('stations', feature(id, tail)));
    if (ring.length > 20) ring.shift();
    if (random() > 0.2) sockets.at(-1).frame(2, [ring.at(-1)], {from: tail - 1, to: tail});
    if (random() < 0.1) sockets.at(-1).frame(2, [ring.at(-1)], {from: tail - 1, to: tail});
    if (random() < 0.05) sockets.at(-1).drop();
    timers.pass(200);
    serve();
  }
  timers.pass(20_000 * (sockets.at(-1).closed ? 1 : 0));
  serve();
  sockets.at(-1).frame(3, [], {from: tail});
  serve();
  const text = (entries) => [...entries].map(([id, version]) => `${id} ${version}`).sort();
  return [text([...store.list('stations')].map(({id, version}) => [id, version])), text(server)];
}

