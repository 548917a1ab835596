import {Refused} from '/core/api.js';
import {Contacts, isReason} from '/core/contacts.js';
import {equal, FakeTimers, ok, test} from './harness.js';

const MASKED = [{role: 'keeper', name: '张*', phone: '138****1234'}];
const PLAIN = [{role: 'keeper', name: '张三', phone: '13812341234'}];

function card(answers = []) {
  const timers = new FakeTimers();
  const sent = [];
  let changes = 0;
  let keys = 0;
  const api = {
    contacts: async (object) => {
      if (object === 'foreign') throw new Refused(403, 'elsewhere');
      return object === 'station' ? [] : MASKED;
    },
    revealContacts: async (object, reason, key) => {
      sent.push([object, reason, key]);
      const answer = answers.shift() ?? {contacts: PLAIN};
      if (answer instanceof Error) throw answer;
      return answer;
    },
  };
  const contacts = new Contacts({api, newKey: () => `key ${++keys}`, timers, changed: () => { changes++; }});
  return {contacts, timers, sent, changes: () => changes};
}

test('contacts are masked until somebody says why, and again a minute later', async () => {
  const {contacts, timers, sent} = card();

  await contacts.look('site:1');
  equal([contacts.shown, contacts.plain], [MASKED, false]);
  await contacts.reveal('转移群众');
  equal([contacts.shown, contacts.plain, contacts.secondsLeft, sent], [PLAIN, true, 60, [['site:1', '转移群众', 'key 1']]]);
  timers.pass(59_999);
  equal([contacts.shown, contacts.secondsLeft], [PLAIN, 1]);
  timers.pass(1);

  equal([contacts.shown, contacts.plain], [MASKED, false]);
});

test('a plain contact is forgotten at once when another object is looked at', async () => {
  const {contacts} = card();

  await contacts.look('site:1');
  await contacts.reveal('转移群众');
  const looking = contacts.look('site:2');

  equal([contacts.plain, contacts.shown], [false, []]);
  await looking;
  equal(contacts.shown, MASKED);
});

test('an answer that comes after another object was chosen is not shown', async () => {
  const {contacts} = card();

  await contacts.look('site:1');
  const revealing = contacts.reveal('转移群众');
  await contacts.look('station');
  await revealing;

  equal([contacts.shown, contacts.plain], [[], false]);
});

test('nobody entered and somebody else’s area show nothing', async () => {
  const {contacts} = card();

  await contacts.look('station');
  equal(contacts.shown, []);
  await contacts.look('foreign');
  equal(contacts.shown, []);
});

test('the same reason after a dead link is the same viewing; after a refusal, or shown once more, it is another', async () => {
  const {contacts, timers, sent} = card([new TypeError('Failed to fetch'), new Refused(503, 'busy'), new Refused(403, 'no')]);
  const fails = async () => {
    try {
      await contacts.reveal('核实');
    } catch {
      return true;
    }
    return false;
  };

  await contacts.look('site:1');
  ok(await fails() && await fails() && await fails());
  await contacts.reveal('核实');
  timers.pass(60_000);
  await contacts.reveal('核实');

  equal(sent.map(([, , key]) => key), ['key 1', 'key 1', 'key 1', 'key 2', 'key 3']);
});

test('a reason has 2 to 200 characters, counted as people count', () => {
  equal(['', ' a ', '核实', '😀', '😀😀', 'x'.repeat(200), '😀'.repeat(200), 'x'.repeat(201)].map(isReason), [false, false, true, false, true, true, true, false]);
});
