import {Refused} from '/core/api.js';
import {Pairing} from '/core/pairing.js';
import {equal, FakeTimers, test} from './harness.js';

const settled = () => new Promise((resolve) => { setTimeout(resolve, 0); });

function wall({offers, claims}) {
  const timers = new FakeTimers();
  const told = [];
  const answer = async (list) => {
    const next = list.shift();
    if (next instanceof Error) throw next;
    return next;
  };
  const pairing = new Pairing({ask: () => answer(offers), claim: () => answer(claims), timers, random: () => 0.5, paired: () => told.push('paired')});
  pairing.code.listen((code) => told.push(code));
  const pass = async (millis) => {
    timers.pass(millis);
    await settled();
  };
  return {pairing, told, pass};
}

const offer = (code) => ({code, ticket: `t ${code}`, expiresAt: ''});

test('shows a code until it is paired, and then none', async () => {
  const {pairing, told, pass} = wall({offers: [offer('482 913')], claims: ['waiting', 'paired']});

  pairing.start();
  await settled();
  await pass(2000);
  await pass(2000);
  await pass(60_000);

  equal(told, ['482 913', '', 'paired']);
});

test('an expired code is followed by a new one', async () => {
  const {pairing, told, pass} = wall({offers: [offer('111 111'), offer('222 222')], claims: ['expired', 'waiting']});

  pairing.start();
  await settled();
  await pass(2000);

  equal(told, ['111 111', '222 222']);
});

test('keeps asking a server that is away, ever more slowly, and as late as it was told', async () => {
  const {pairing, told, pass} = wall({offers: [new TypeError('Failed to fetch'), new Refused(429, 'slow', {}, 20), offer('333 333')], claims: []});

  pairing.start();
  await settled();
  await pass(1000);
  await pass(19_999);
  equal(told, []);
  await pass(1);

  equal(told, ['333 333']);
});

test('a code holds while the server is away for a moment', async () => {
  const {pairing, told, pass} = wall({offers: [offer('444 444')], claims: [new TypeError('Failed to fetch'), 'paired']});

  pairing.start();
  await settled();
  await pass(2000);
  await pass(1000);

  equal(told, ['444 444', '', 'paired']);
});
