import {Refused} from '/core/api.js';
import {ASK_MILLIS, Conflicts} from '/core/conflicts.js';
import {equal, FakeTimers, test} from './harness.js';

const CARD = {id: 'c-1', topic: 'alarm', object: 'a', about: 's', facts: [], standing: null};
const OTHER = {...CARD, id: 'c-2'};
const settled = () => new Promise((resolve) => { setTimeout(resolve, 0); });

/** @param {(object[]|Error)[]} lists  what is answered in turn; the last one again and again */
function desk(lists, answers = []) {
  const timers = new FakeTimers();
  const sent = [];
  const state = {asked: 0, attended: true};
  const next = (queue) => {
    const answer = queue.length > 1 ? queue.shift() : queue[0];
    if (answer instanceof Error) throw answer;
    return answer;
  };
  const api = {
    conflicts: async () => {
      state.asked++;
      return next(lists);
    },
    resolveConflict: async (...request) => {
      sent.push(request);
      return next(answers);
    },
  };
  let keys = 0;
  const conflicts = new Conflicts({api, newKey: () => `key ${++keys}`, timers, attended: () => state.attended, changed: () => {}});
  return {conflicts, timers, sent, state};
}

const ids = (conflicts) => conflicts.cards.map(({id}) => id);

test('a flock of changes asks once, then the clock asks', async () => {
  const {conflicts, timers, state} = desk([[CARD], [CARD, OTHER]]);

  for (let i = 0; i < 9; i++) conflicts.askSoon();
  timers.pass(1000);
  await settled();
  equal([state.asked, ids(conflicts)], [1, ['c-1']]);
  timers.pass(ASK_MILLIS);
  await settled();
  equal([state.asked, ids(conflicts)], [2, ['c-1', 'c-2']]);
});

test('the clock does not ask while nobody is there', async () => {
  const {conflicts, timers, state} = desk([[]]);

  await conflicts.ask();
  state.attended = false;
  timers.pass(10 * ASK_MILLIS);
  equal(state.asked, 1);
  state.attended = true;
  timers.pass(ASK_MILLIS);
  equal(state.asked, 2);
});

test('what stands stays while nobody answers, and is said to be old', async () => {
  const {conflicts} = desk([[CARD], new TypeError('Failed to fetch'), [OTHER]]);

  await conflicts.ask();
  await conflicts.ask();
  equal([ids(conflicts), conflicts.failed], [['c-1'], true]);
  await conflicts.ask();
  equal([ids(conflicts), conflicts.failed], [['c-2'], false]);
});

test('a choice takes the card away and is told for a while', async () => {
  const {conflicts, timers, sent} = desk([[CARD, OTHER]], [{at: '2026-07-18T06:00:00Z', durability: 'local'}]);

  await conflicts.ask();
  await conflicts.resolve(CARD, 'n/1', 'seen');

  equal([sent, ids(conflicts)], [[['c-1', 'n/1', 'seen', 'key 1']], ['c-2']]);
  equal(conflicts.endings().map(({outcome, durability}) => [outcome, durability]), [['resolved', 'local']]);
  timers.pass(10_000);
  equal(conflicts.endings(), []);
});

test('whoever is second is told who was first', async () => {
  const refused = new Refused(409, '', {first: {byName: '林带班', at: '2026-07-18T06:00:00Z'}});
  const {conflicts} = desk([[CARD]], [refused]);

  await conflicts.ask();
  await conflicts.resolve(CARD, 'n/1', 'seen');

  equal([ids(conflicts), conflicts.endings().map(({outcome, byName}) => `${outcome} ${byName}`)], [[], ['second 林带班']]);
});

test('the same choice after a dead link has the same key, another one its own', async () => {
  const {conflicts, sent} = desk([[CARD]], [new TypeError('Failed to fetch'), new Refused(503, 'busy'), new Refused(404, 'it has grown')]);
  const failures = [];

  await conflicts.ask();
  for (const reason of ['seen', 'seen', 'heard', 'heard']) await conflicts.resolve(CARD, 'n/1', reason).catch((error) => failures.push(error.message));

  equal(sent.map(([, , reason, key]) => `${reason} ${key}`), ['seen key 1', 'seen key 1', 'heard key 2', 'heard key 3']);
  equal(failures.length, 4);
  equal(ids(conflicts), ['c-1']);
});
