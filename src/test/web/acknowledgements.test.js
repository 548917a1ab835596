import {Acknowledgements} from '/core/acknowledgements.js';
import {Refused} from '/core/api.js';
import {equal, FakeTimers, test} from './harness.js';

function outbox(answers) {
  const timers = new FakeTimers();
  const sent = [];
  let keys = 0;
  const send = async (alarm, key) => {
    sent.push([alarm, key]);
    const answer = answers.shift();
    if (answer instanceof Error) throw answer;
    return answer;
  };
  return {box: new Acknowledgements({send, newKey: () => `key ${++keys}`, timers, changed: () => {}}), timers, sent};
}

const settled = () => new Promise((resolve) => { setTimeout(resolve, 0); });

test('an acknowledgement the dead link swallowed is sent again with the same key', async () => {
  const {box, timers, sent} = outbox([new TypeError('Failed to fetch'), new Refused(503, 'starting'), {outcome: 'acknowledged'}]);

  await box.acknowledge('a');
  equal([box.of('a').state, box.unsent], ['unsent', 1]);
  timers.pass(5000);
  await settled();
  equal(box.of('a').state, 'unsent');
  timers.pass(5000);
  await settled();

  equal([box.of('a').state, box.of('a').answer.outcome, sent], ['answered', 'acknowledged', [['a', 'key 1'], ['a', 'key 1'], ['a', 'key 1']]]);
});

test('a refusal is shown and not repeated by itself', async () => {
  const {box, timers, sent} = outbox([new Refused(404, 'no such alarm')]);

  await box.acknowledge('a');
  timers.pass(60_000);

  equal([box.of('a').state, box.of('a').reason, sent.length], ['refused', 'no such alarm', 1]);
});

test('a second click while one is under way sends nothing', async () => {
  const {box, sent} = outbox([{}]);

  await Promise.all([box.acknowledge('a'), box.acknowledge('a')]);

  equal(sent.length, 1);
});

test('an alarm that rose after it was taken asks anew', async () => {
  const {box} = outbox([{}]);
  const seen = (acknowledged) => box.observe(() => ({properties: {acknowledged}}));

  await box.acknowledge('a');
  seen(false);
  equal(box.of('a').state, 'answered', 'not seen yet');
  seen(true);
  seen(false);

  equal(box.of('a'), undefined);
});
