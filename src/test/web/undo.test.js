import {Refused} from '/core/api.js';
import {Undo} from '/core/undo.js';
import {equal, FakeTimers, test} from './harness.js';

const ANSWER = {outcome: 'acknowledged', objectName: '望溪大桥', durability: 'local'};
const settled = () => new Promise((resolve) => { setTimeout(resolve, 0); });

function desk(answers) {
  const timers = new FakeTimers();
  const sent = [];
  const undone = [];
  let keys = 0;
  const send = async (alarm, key) => {
    sent.push([alarm, key]);
    const answer = answers.shift();
    if (answer instanceof Error) throw answer;
    return answer;
  };
  const undo = new Undo({send, newKey: () => `key ${++keys}`, timers, changed: (alarm, gone) => { if (gone) undone.push(alarm); }});
  return {undo, timers, sent, undone};
}

const states = (undo) => undo.list().map(({alarm, state}) => `${alarm} ${state}`);

test('can be taken back for ten seconds, then no more', async () => {
  const {undo, timers, sent} = desk([]);

  undo.offer('a', ANSWER);
  timers.pass(9999);
  equal(states(undo), ['a open']);
  timers.pass(1);
  equal(states(undo), []);
  await undo.undo('a');

  equal(sent, []);
});

test('the newest is taken back first', async () => {
  const {undo, sent, undone} = desk([{}, {}]);

  undo.offer('a', ANSWER);
  undo.offer('b', ANSWER);
  await undo.undoNewest();
  await undo.undoNewest();
  await undo.undoNewest();

  equal([sent.map(([alarm]) => alarm), undone], [['b', 'a'], ['b', 'a']]);
});

test('is sent again with the same key while it may still arrive in time', async () => {
  const {undo, timers, sent, undone} = desk([new TypeError('Failed to fetch'), new Refused(503, 'busy'), {}]);

  undo.offer('a', ANSWER);
  await undo.undo('a');
  equal(states(undo), ['a sending']);
  timers.pass(1000);
  await settled();
  timers.pass(1000);
  await settled();

  equal([sent, undone], [[['a', 'key 1'], ['a', 'key 1'], ['a', 'key 1']], ['a']]);
});

test('a refusal is told for a while', async () => {
  const {undo, timers, undone} = desk([new Refused(409, 'too late')]);

  undo.offer('a', ANSWER);
  await undo.undo('a');
  equal(states(undo), ['a refused']);
  timers.pass(8000);

  equal([states(undo), undone], [[], []]);
});

test('who comes second is told who was first, and has nothing to take back', async () => {
  const {undo, sent} = desk([]);

  undo.offer('a', {...ANSWER, outcome: 'already'});
  await undo.undoNewest();

  equal([states(undo), sent], [['a second'], []]);
});
