import {Refused} from '/core/api.js';
import {ImportDesk} from '/core/importdesk.js';
import {ImportDraft, advisedSystem, boundsAbout, declaredOtherwise, nearPlaces, neededColumn, viewOf} from '/core/importdraft.js';
import {WrongChoice, fileOf} from '/core/importfile.js';
import {ImportApi, orderPath} from '/core/importapi.js';
import {failureText} from '/core/importwords.js';
import {Text} from '/core/text.js';
import {Interrupted, upload} from '/core/upload.js';
import {crc32, zip} from '/core/zip.js';
import {equal, ok, test} from './harness.js';

const utf8 = (text) => new TextEncoder().encode(text);
const file = (name, content = 'x') => new File([content], name);
const refusal = async (files) => {
  try {
    await fileOf(files);
    return '';
  } catch (error) {
    ok(error instanceof WrongChoice);
    return [error.key, error.values.name ?? error.values.n ?? ''].join(' ').trim();
  }
};

test('the checksum is that of ISO 3309, in one go or in pieces', () => {
  equal(crc32(utf8('123456789')).toString(16), 'cbf43926');
  equal(crc32(utf8('6789'), crc32(utf8('12345'))), crc32(utf8('123456789')));
});

test('an archive holds its files as they are, each found by the directory', async () => {
  const bytes = new Uint8Array(await (await zip([{name: '安置点.shp', blob: new Blob(['first'])}, {name: 'a.dbf', blob: new Blob([utf8('二')])}])).arrayBuffer());
  const view = new DataView(bytes.buffer);
  const end = bytes.length - 22;
  const names = [];
  const contents = [];
  for (let at = view.getUint32(end + 16, true); at < end;) {
    const [size, length, local] = [view.getUint32(at + 20, true), view.getUint16(at + 28, true), view.getUint32(at + 42, true)];
    names.push(new TextDecoder().decode(bytes.slice(at + 46, at + 46 + length)));
    const content = bytes.slice(local + 30 + length, local + 30 + length + size);
    equal(view.getUint32(local, true), 0x04034b50);
    equal(view.getUint32(at + 16, true), crc32(content));
    contents.push(new TextDecoder().decode(content));
    at += 46 + length;
  }

  equal([names, contents, view.getUint16(end + 10, true)], [['安置点.shp', 'a.dbf'], ['first', '二'], 2]);
});

test('loose parts of a shapefile become one archive, anything else is one file', async () => {
  const parts = await fileOf([file('点.SHP'), file('点.dbf'), file('点.prj', 'PROJCS["CGCS2000_3_Degree_GK_CM_120E",GEOGCS["x"]]'), file('点.sbn'), file('点.shp.xml')]);
  const single = await fileOf([file('list.xlsx')]);

  equal([parts.name, parts.count, parts.says, single.name, single.count], ['点.zip', 3, 'CGCS2000_3_Degree_GK_CM_120E', 'list.xlsx', 1]);
  equal(await refusal([file('点.shp')]), 'import.file.partMissing 点.dbf');
  equal(await refusal([file('a.shp'), file('b.dbf')]), 'import.file.partMissing a.dbf');
  equal(await refusal([file('a.xlsx'), file('b.csv')]), 'import.file.oneOnly 2');
  equal([await refusal([]), await refusal([file('a.csv', '')])], ['import.file.none', 'import.file.empty']);
  equal((await fileOf([file(`${'长'.repeat(250)}.xlsx`)])).name.length, 200);
});

test('an order says where it goes and what was corrected', () => {
  const order = {register: 'shelters', file: {name: '点 1.xlsx'}, system: 'EPSG:4549', part: '', corrections: new Map([[3, 'name'], [1, 'other']]), leaveOut: true, dryRun: false};

  equal(orderPath(order), '/api/v1/registers/shelters/import?file=%E7%82%B9+1.xlsx&crs=EPSG%3A4549&columns=3%3Aname%2C1%3Aother&leaveOut=true');
  equal(orderPath({...order, corrections: new Map(), leaveOut: false, dryRun: true, part: 'B'}).split('&').slice(1), ['crs=EPSG%3A4549', 'part=B', 'dryRun=true']);
});

const counter = () => {
  let n = 0;
  return () => `key-${++n}`;
};

test('a meaning stands once, and every change is another request', () => {
  const draft = new ImportDraft(counter());
  draft.chooseRegister('shelters');
  draft.chooseFile({name: 'a'});
  const keys = [draft.key];
  equal(draft.missing, 'system');
  draft.chooseSystem('EPSG:4326');
  draft.correct(0, 'name');
  draft.correct(1, 'name');
  draft.correct(2, 'other');
  draft.chooseLeaveOut(true);
  keys.push(draft.key);

  equal([[...draft.order(false).corrections], draft.order(false).leaveOut, draft.order(true).leaveOut], [[[0, 'other'], [1, 'name'], [2, 'other']], true, false]);
  ok(keys[0] !== keys[1]);
  draft.chooseSystem('GCJ-02');
  equal([draft.leaveOut, draft.order(true).corrections.size], [false, 3], 'other rows may be refused now; columns mean the same');
  draft.chooseFile({name: 'b'});
  equal(draft.order(true).corrections.size, 0);
});

test('another system is advised where it helps', () => {
  const looks = (suspicion, chosen) => advisedSystem({shift: {suspicion}}, chosen);

  equal([looks('GCJ02', 'EPSG:4326'), looks('BD09', 'EPSG:4490'), looks('TWICE_CORRECTED', 'GCJ-02')], ['GCJ-02', 'BD-09', 'EPSG:4326']);
  equal([looks('GCJ02', 'GCJ-02'), looks('GCJ02', 'EPSG:4549'), looks('SHIFTED_OTHERWISE', 'EPSG:4326'), looks('NONE', 'EPSG:4326')], ['', '', '', '']);
  equal([declaredOtherwise({declared: {crs: 'EPSG:4549'}}, 'EPSG:4326'), declaredOtherwise({declared: {crs: 'EPSG:4549'}}, 'EPSG:4549'), declaredOtherwise({declared: {name: '北京54'}}, 'EPSG:4326')], ['EPSG:4549', '', '']);
});

test('a column that every row needs is asked for', () => {
  const report = (code, ...meanings) => ({usable: 0, refused: [{code}], columns: meanings.map((meaning) => ({meaning}))});

  equal([neededColumn(report('no_place', 'name', 'east')), neededColumn(report('no_name', 'east', 'north')), neededColumn(report('no_place', 'place')), neededColumn({...report('no_name'), usable: 1})], ['place', 'name', '', '']);
});

test('the map looks where the places are', () => {
  const county = [121, 29, 122, 30];

  equal([boundsAbout(nearPlaces([[121.5, 29.2], [121.6, 29.4], [0, 0]], county)), boundsAbout(nearPlaces([[10, 10]], county))], [[121.5, 29.2, 121.6, 29.4], null]);
  equal([viewOf([[121.5, 29.2]]), viewOf([[121, 29], [122, 30]]), viewOf([])], ['#c=29.2000,121.5000,14', '#c=29.5000,121.5000,9', '']);
});

const REPORT = {usable: 2, refusedRows: 0};

test('a connection that ends because the file was changed is told as that', async () => {
  const gone = {slice: () => ({arrayBuffer: () => Promise.reject(new Error('NotReadableError'))})};
  const api = new ImportApi({}, {told: {value: null}});
  const order = {register: 'shelters', file: {name: 'a.csv', blob: gone}, system: 'EPSG:4326', part: '', corrections: new Map(), leaveOut: false, dryRun: false};
  const failing = {open: () => { throw new Interrupted(''); }};
  const error = await api.take(order, 'k', {progress: () => {}, signal: new AbortController().signal, open: () => failing}).catch((failure) => failure);

  equal([error instanceof WrongChoice, error.key], [true, 'import.file.changed']);
});

/** A server that answers when told to. */
class SlowApi {
  calls = [];

  take = (order, key, {progress, signal}) => new Promise((resolve, reject) => {
    this.calls.push({order, key, progress, signal, resolve, reject});
    signal.addEventListener('abort', () => reject(new Interrupted('')));
  });

  async answer(report) {
    this.calls.at(-1).resolve(report);
    await settled();
  }

  async fail(error) {
    this.calls.at(-1).reject(error);
    await settled();
  }
}

const settled = () => new Promise((resolve) => { setTimeout(resolve); });

function chosen() {
  const api = new SlowApi();
  const desk = new ImportDesk({api, newKey: counter()});
  desk.begin((draft) => draft.chooseRegister('shelters'));
  desk.begin((draft) => draft.chooseFile({name: 'a.csv'}));
  equal(api.calls.length, 0, 'nothing is sent before a system is chosen');
  desk.refine((draft) => draft.chooseSystem('EPSG:4326'));
  return {api, desk};
}

test('looks by itself, and only the last look counts', async () => {
  const {api, desk} = chosen();
  api.calls[0].progress({phase: 'reading', share: 1});
  equal([desk.state.value.phase, desk.state.value.step, api.calls[0].order.dryRun], ['looking', 'reading', true]);
  desk.refine((draft) => draft.correct(1, 'name'));
  ok(api.calls[0].signal.aborted);
  api.calls[0].progress({phase: 'sending', share: 0.9});
  equal(desk.state.value.share, 0);
  await api.answer({...REPORT, rows: 2});

  equal([desk.state.value.phase, desk.state.value.report.rows, desk.state.value.failure, api.calls.length], ['looked', 2, null, 2]);
});

test('arrow keys that run through a list look once, at the last', async () => {
  const [api, waiting] = [new SlowApi(), []];
  const desk = new ImportDesk({api, newKey: counter(), pause: () => new Promise((resolve) => { waiting.push(resolve); })});
  desk.begin((draft) => draft.chooseRegister('shelters'));
  desk.begin((draft) => draft.chooseFile({name: 'a.csv'}));
  for (const system of ['EPSG:4326', 'EPSG:4490', 'EPSG:4549']) desk.refine((draft) => draft.chooseSystem(system));
  equal(desk.mayEnter, false);
  waiting.forEach((resolve) => resolve());
  await settled();

  equal(api.calls.map(({order}) => order.system), ['EPSG:4549']);
});

test('a double click enters once, and after a lost answer the same request is told again', async () => {
  const {api, desk} = chosen();
  await api.answer(REPORT);
  desk.enter();
  desk.enter();
  desk.refine((draft) => draft.chooseSystem('GCJ-02'));
  equal([api.calls.length, api.calls[1].order.dryRun, desk.draft.system], [2, false, 'EPSG:4326']);
  await api.fail(new Interrupted(''));
  equal([desk.state.value.phase, failureText(desk.state.value.failure, true, new Text('en')).includes('never entered twice')], ['looked', true]);
  desk.enter();

  equal([api.calls[2].key, api.calls[2].key === api.calls[0].key], [api.calls[1].key, false]);
  await api.answer({...REPORT, entered: {seq: 7}});
  equal([desk.state.value.phase, desk.mayEnter], ['entered', false]);
});

test('refused rows keep the others out until somebody leaves them out', async () => {
  const {api, desk} = chosen();
  await api.answer({...REPORT, refusedRows: 1});
  desk.enter();
  equal([desk.mayEnter, api.calls.length], [false, 1]);
  desk.leaveOut(true);
  ok(desk.mayEnter);
  desk.enter();
  equal([api.calls[1].order.leaveOut, api.calls[1].order.dryRun], [true, false]);
});

test('a file that cannot be used is told in one language, with its place', async () => {
  const {api, desk} = chosen();
  await api.fail(new Refused(422, '', {title: 'The file cannot be used 文件不能导入', zh: '文件已损坏', en: 'it is damaged', row: 7}));
  const {failure, report, phase} = desk.state.value;

  equal([failureText(failure, false, new Text('zh')), failureText(failure, false, new Text('en'))], ['第 7 行: 文件已损坏', 'Row 7: it is damaged']);
  equal([report, phase, desk.mayEnter], [null, 'choosing', false]);
  equal(failureText(new Refused(403, '', {title: 'Not your role 角色无此权限', detail: ''}), false, new Text('zh')), '角色无此权限 · 没有导入任何内容');
});

class FakeRequest {
  headers = {};
  upload = {};
  open(method, path) { this.opened = `${method} ${path}`; }
  setRequestHeader(name, value) { this.headers[name] = value; }
  getResponseHeader() { return null; }
  send(body) { this.sent = body; }
  abort() { this.onabort(); }
  answer(status, responseText) {
    Object.assign(this, {status, responseText});
    this.onload();
  }
}

function sending() {
  const [request, steps, under] = [new FakeRequest(), [], new AbortController()];
  const outcome = upload({path: '/x', body: 'b', headers: {a: '1'}, progress: ({phase, share}) => steps.push(`${phase} ${share}`), signal: under.signal, open: () => request})
    .catch((error) => error);
  return {request, steps, under, outcome};
}

test('a file is sent, and how far it is is told', async () => {
  const {request, steps, outcome} = sending();
  request.upload.onprogress({loaded: 1, total: 4});
  request.upload.onload();
  request.answer(200, '{"rows":1}');

  equal([await outcome, request.opened, request.headers, request.sent, steps], [{rows: 1}, 'POST /x', {a: '1'}, 'b', ['sending 0', 'sending 0.25', 'reading 1']]);
});

test('what is not an answer is a refusal or an interruption', async () => {
  const proxy = sending();
  proxy.request.answer(502, '<html>');
  const lost = sending();
  lost.request.onerror();
  const aborted = sending();
  aborted.under.abort();
  const refused = sending();
  refused.request.answer(422, '{"title":"t","zh":"坏"}');

  equal([(await proxy.outcome).status, (await refused.outcome).problem.zh], [502, '坏']);
  ok(await lost.outcome instanceof Interrupted && await aborted.outcome instanceof Interrupted);
});
