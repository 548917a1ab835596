import {Refused} from '/core/api.js';
import {Session, WARNING_MILLIS} from '/core/session.js';
import {equal, FakeTimers, ok, test} from './harness.js';

const OFFICER = {user: 'u-1', name: '林', role: 'duty-officer', roleTitle: '值班员', area: '', areaName: '全县', guest: false, csrf: 'c1', permissions: ['ACKNOWLEDGE'],
  owed: null, secondFactor: {required: false, enrolled: false}, idleSeconds: 600, absoluteAt: '2026-01-01T00:00:00Z', demo: false};
const settled = () => new Promise((resolve) => { setTimeout(resolve, 0); });

/** A server that answers what it is told to, in order, and remembers what it was asked. */
function desk(...answers) {
  const timers = new FakeTimers();
  const asked = [];
  const lost = [];
  const fetch = async (path, {method = 'GET', headers = {}} = {}) => {
    asked.push({path, method, csrf: headers['x-csrf-token'] ?? null});
    const [status, body = {}, more = {}] = answers.shift();
    return new Response(JSON.stringify(body), {status, headers: more});
  };
  return {session: new Session({fetch, timers, onLost: (was) => lost.push(was.user)}), timers, asked, lost};
}

test('knows who it is and what they may', async () => {
  const {session} = desk([200, OFFICER]);

  equal(await session.load(), true);

  equal([session.someone, session.guest, session.may('ACKNOWLEDGE'), session.may('AUDIT'), session.wholeCounty], [true, false, true, false, true]);
});

test('a change carries the header no other page can know, a question does not', async () => {
  const {session, asked} = desk([200, OFFICER], [200], [200], [200]);
  await session.load();

  await session.fetch('/api/v1/log');
  await session.fetch('/api/v1/log', {method: 'POST', headers: {}});
  await session.fetch('/api/v1/users/1', {method: 'DELETE', headers: {}});

  equal(asked.map(({csrf}) => csrf), [null, null, 'c1', 'c1']);
});

test('tells once that the server knows the session no longer, and not when nobody was known', async () => {
  const {session, lost} = desk([401], [200, OFFICER], [401], [401]);

  equal(await session.load(), false);
  await session.load();
  await session.fetch('/api/v1/log');
  await session.fetch('/api/v1/log');

  equal([lost, session.known], [['u-1'], false]);
});

test('a server that cannot answer is not a lost session', async () => {
  const {session, lost} = desk([200, OFFICER], [503, {title: 'Busy'}]);
  await session.load();

  const failure = await session.load().catch((error) => error);

  ok(failure instanceof Refused && failure.status === 503);
  equal([lost, session.known], [[], true]);
});

test('warns a minute before it idles out, and an answer of the server takes the warning back', async () => {
  const {session, timers} = desk([200, OFFICER], [200]);
  await session.load();

  timers.pass(600_000 - WARNING_MILLIS - 1);
  ok(Number.isNaN(session.ending.value));
  timers.pass(1);
  equal(session.ending.value, 600_000);
  await session.fetch('/api/v1/log');

  ok(Number.isNaN(session.ending.value));
});

test('asks only after the end, so that a forgotten page keeps nothing alive', async () => {
  const {session, timers, asked, lost} = desk([200, OFFICER], [401]);
  await session.load();

  timers.pass(600_000);
  equal(asked.length, 1);
  timers.pass(2000);
  await settled();

  equal([asked.length, lost], [2, ['u-1']]);
});

test('somebody at work is told to the server, at most once a minute', async () => {
  const {session, timers, asked} = desk([200, OFFICER], [200, OFFICER], [200, OFFICER]);
  await session.load();

  session.stay();
  equal(asked.length, 1);
  timers.pass(60_000);
  session.stay();
  session.stay();
  await settled();

  equal(asked.length, 2);
});

test('a guest is never warned', async () => {
  const {session, timers} = desk([200, {...OFFICER, guest: true}]);
  await session.load();

  timers.pass(3_600_000);

  ok(Number.isNaN(session.ending.value));
});

test('a refused sign-in says why, and for how long', async () => {
  const {session} = desk([401, {title: 'Wrong', secondFactor: true}], [429, {title: 'Locked'}, {'retry-after': '90'}]);

  const code = await session.signIn({login: 'lin', password: 'x'}).catch((error) => error);
  const locked = await session.signIn({login: 'lin', password: 'x'}).catch((error) => error);

  equal([code.problem.secondFactor, locked.status, locked.retryAfterSeconds, session.known], [true, 429, 90, false]);
});

test('signing out of a session that has ended already is signing out', async () => {
  const {session, lost} = desk([200, OFFICER], [401]);
  await session.load();

  await session.signOut();

  equal([session.known, lost], [false, []]);
});
