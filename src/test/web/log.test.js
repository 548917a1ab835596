import {cell, csv} from '/core/csv.js';
import {GROUPS, groupOf, logText} from '/core/logline.js';
import {LogLines, keyOf} from '/core/loglines.js';
import {apiQuery, momentShown, NO_FILTER, readFilter, readMoment, writeFilter} from '/core/logquery.js';
import {Text} from '/core/text.js';
import {equal, test} from './harness.js';

const NOW = Date.parse('2026-07-18T14:32:00+08:00');

test('reads moments as people type them, by the county\'s clock', () => {
  const read = (typed) => readMoment(typed, NOW);

  equal(['', '8:05', '7-17 23:00', '2025-12-31 08:00', '07-01', '7/2 6:30', '12-31 20:00'].map(read),
    ['', '2026-07-18T08:05', '2026-07-17T23:00', '2025-12-31T08:00', '2026-07-01T00:00', '2026-07-02T06:30', '2025-12-31T20:00']);
  equal(['25:00', '13-01', '2-30 10:00', 'yesterday', '8:5', '1'].map(read), Array(6).fill(undefined));
  equal([momentShown('2026-07-18T08:05', NOW), momentShown('2025-07-18T08:05', NOW)], ['07-18 08:05', '2025-07-18 08:05']);
});

test('a filter stands in the address and comes back, the rest of the address stays', () => {
  const filter = {...NO_FILTER, hours: 6, group: 'alarm', q: '水 & "库"', person: '王'};
  const search = writeFilter('?lang=en&note=1', filter);

  equal(new URLSearchParams(search).get('lang'), 'en');
  equal(new URLSearchParams(search).has('note'), false);
  equal(readFilter(search), filter);
  equal(writeFilter(search, NO_FILTER), '?lang=en');
  equal(readFilter('?hours=5&group=toString&from=2026-02-30T00:00&to=x'), NO_FILTER);
});

test('asks the interface for a window, a period or everything', () => {
  const query = (filter) => Object.fromEntries(new URLSearchParams(apiQuery({...NO_FILTER, ...filter}, {now: NOW, limit: 10})));

  equal(query({}), {limit: '10'});
  equal(query({hours: 6}), {limit: '10', from: '2026-07-18T00:32:00.000Z'});
  equal(query({from: '2026-07-18T08:00', to: '2026-07-18T09:00'}), {limit: '10', from: '2026-07-18T00:00:00.000Z', to: '2026-07-18T01:01:00.000Z'});
  equal(query({group: 'note', person: 'u-1', object: 'x', q: '水'}), {limit: '10', actor: 'u-1', object: 'x', kind: 'log.*', q: '水'});
});

test('no spreadsheet takes a cell for a formula', () => {
  equal(['=1+1', '+1', '-1', '@x', '\tx', 'a=b', '', null, 7].map(cell), ['\'=1+1', '\'+1', '\'-1', '\'@x', '\'\tx', 'a=b', '', '', '7']);
  equal(cell('\rx'), '"\'\rx"');
  equal(csv([['a"b', 'c,d'], ['一\n二', '=x,"y"']]), '\ufeff"a""b","c,d"\r\n"一\n二","\'=x,""y"""\r\n');
});

const KINDS = ['session.opened', 'session.ended', 'user.added', 'user.changed', 'user.password', 'token.issued', 'token.revoked', 'wall.paired', 'wall.revoked',
  'access.refused', 'signin.refused', 'audit.key', 'audit.verified', 'personal.revealed', 'people.listed', 'users.read', 'conflict.found', 'conflict.resolved',
  'alarm.acknowledgement-undone', 'webhook.added', 'webhook.removed', 'webhook.disabled', 'journal.merged', 'log.noted', 'log.corrected', 'made.up', ''];

test('no kind shows its key, in neither language', () => {
  for (const language of ['zh', 'en']) {
    const text = new Text(language);
    for (const kind of KINDS) {
      const said = logText({kind, object: 'u-1', objectName: '张三'}, text);
      equal([said.length > 0, kind !== '' && said.includes(kind), said.includes('{')], [true, false, false], `${kind}: ${said}`);
    }
    equal(text.missingKeys, []);
  }
});

test('a kind belongs to a group, and what is unknown to the others', () => {
  equal(['alarm.raised', 'log.noted', 'county.loaded', 'users.read', 'audit.key', 'made.up'].map(groupOf), ['alarm', 'note', 'register', 'access', 'audit', 'other']);
  equal(Object.keys(GROUPS).every((group) => new Text('zh').has(`group.${group}`)), true);
});

test('a line that does not fit the chain shows nothing of what it says now', () => {
  equal(logText({kind: 'log.noted', text: 'forged', broken: true}, new Text('en')).includes('forged'), false);
});

/** An interface with these lines, oldest first, that can grow. */
class Server {
  lines = [];
  asked = [];

  write(...lines) { for (const line of lines) this.lines.push({node: 'n', seq: this.lines.length + 1, cursor: String(this.lines.length + 1), kind: 'log.noted', ...line}); }

  async page(query, etag = '') {
    this.asked.push(query);
    const asked = new URLSearchParams(query);
    const tag = String(this.lines.length);
    if (etag === tag) return null;
    const before = Number(asked.get('before') ?? Infinity);
    const found = this.lines.filter(({seq}) => seq < before).reverse().slice(0, Number(asked.get('limit')));
    return {lines: found.map((line) => ({...line})), etag: tag, head: `n/${tag}/00`, missing: 0};
  }
}

const model = (server) => new LogLines({api: server, now: () => NOW, pageSize: 3});
const seqs = ({lines}) => lines.map(({seq}) => seq);

test('loads lines by pages to the end, without gap or repeat', async () => {
  const server = new Server();
  server.write({}, {}, {}, {}, {}, {}, {});
  const lines = model(server);

  await lines.start(NO_FILTER);
  await Promise.all([lines.more(), lines.more()]);
  await lines.more();
  await lines.more();

  equal([seqs(lines), lines.complete, server.asked.length], [[7, 6, 5, 4, 3, 2, 1], true, 3]);
});

test('fresh lines come on top, and what they correct is told', async () => {
  const server = new Server();
  server.write({text: 'a'}, {text: 'b'});
  const lines = model(server);
  await lines.start(NO_FILTER);
  equal(await lines.fresh(), {added: [], changed: [], gap: false});

  server.write({kind: 'log.corrected', text: 'c', of: {node: 'n', seq: 1}});
  const {added, changed} = await lines.fresh();

  equal([added.map(keyOf), changed, seqs(lines)], [['n/3'], ['n/1'], [3, 2, 1]]);
  equal(lines.find('n/1').corrections.map(({text}) => text), ['c']);
});

test('more fresh lines than a page begin it again', async () => {
  const server = new Server();
  server.write({}, {});
  const lines = model(server);
  await lines.start(NO_FILTER);
  server.write({}, {}, {}, {});

  equal((await lines.fresh()).gap, true);
});

test('an answer to a filter that was left is forgotten', async () => {
  const server = new Server();
  server.write({}, {}, {}, {});
  const lines = model(server);
  await lines.start(NO_FILTER);
  const [more, started] = await Promise.all([lines.more(), lines.start({...NO_FILTER, q: 'x'})]);

  equal([more, started, seqs(lines)], [[], true, [4, 3, 2]]);
});
