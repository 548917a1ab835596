import {Refused} from '/core/api.js';
import {Areas} from '/core/areas.js';
import {curl, filtered, firstSegment, grouped, operations, outline, schemaOf} from '/core/openapi.js';
import {problemText, titleIn} from '/core/problems.js';
import {Text} from '/core/text.js';
import {equal, test} from './harness.js';

test('a problem is told in the language of who reads it', () => {
  const refused = new Refused(403, '', {title: 'Not your role 角色无此权限', detail: 'this needs the right AUDIT'});

  equal([problemText(refused, new Text('zh')), problemText(refused, new Text('en'))], ['角色无此权限', 'Not your role · this needs the right AUDIT']);
  equal(problemText(new TypeError('Failed to fetch'), new Text('zh')), '服务器没有回应,请稍后再试');
  equal([titleIn('Plain', 'zh'), titleIn('登录', 'en')], ['Plain', '登录']);
});

const feature = (code, name) => ({properties: {code, name}});

test('an area has the name of its town and village', () => {
  const areas = new Areas({features: [feature('331099102', '石门镇'), feature('331099101', '望溪镇')]}, {features: [feature('331099101201', '白溪口村')]});

  equal(['', '331099', '331099101', '331099101201', '331099999'].map((code) => areas.name(code, '全县')), ['全县', '全县', '望溪镇', '望溪镇 白溪口村', '331099999']);
  equal([areas.towns.map(({name}) => name), areas.villagesOf('331099101').length, areas.villagesOf('').length], [['望溪镇', '石门镇'], 1, 0]);
});

const SPEC = {paths: {
  '/api/v1/alarms': {get: {summary: 'Open alarms', responses: {200: {description: 'them'}}}},
  '/api/v1/alarms/{id}/acknowledge': {parameters: [{name: 'id', in: 'path', required: true}], post: {summary: 'Takes an alarm', 'x-onemap-right': 'ACKNOWLEDGE', 'x-onemap-scope': 'FILTERED', security: [{bearer: []}, {session: []}],
    parameters: [{name: 'Idempotency-Key', in: 'header', required: true}], requestBody: {content: {'application/json': {schema: {$ref: '#/components/schemas/Place'}}}},
    responses: {200: {description: 'taken'}, 409: {$ref: '#/components/responses/Problem'}}}},
  '/healthz': {get: {summary: 'Health', 'x-onemap-right': 'NONE', security: [], responses: {}}}, '/live': {get: {'x-onemap-right': 'READ_PICTURE', security: [{bearer: []}, {}]}}},
components: {responses: {Problem: {description: 'a problem'}}, schemas: {Place: {type: 'object', required: ['lon'], properties: {lon: {type: 'number'}, names: {type: 'array',
  items: {type: 'string'}}, of: {type: 'object', properties: {kind: {enum: ['a', 'b']}}}}}}}};

test('reads an OpenAPI document', () => {
  const all = operations(SPEC);
  const take = all[1];

  equal(all.map(({method, path}) => `${method} ${path}`), ['GET /api/v1/alarms', 'POST /api/v1/alarms/{id}/acknowledge', 'GET /healthz', 'GET /live']);
  equal(all.map(({right, demo}) => [right, demo]), [['', false], ['ACKNOWLEDGE', false], ['', false], ['READ_PICTURE', true]]);
  equal([take.right, take.scope, take.parameters.map(({name}) => name), take.answers[1][1].description], ['ACKNOWLEDGE', 'FILTERED', ['id', 'Idempotency-Key'], 'a problem']);
  equal([[...grouped(all).keys()], firstSegment('/')], [['alarms', 'healthz', 'live'], '/']);
  equal(filtered(all, 'post ALARM').map(({summary}) => summary), ['Takes an alarm']);
  equal(outline(schemaOf(take.body), SPEC), 'lon: number\nnames?: string[]\nof?: {}\n  kind?: "a" | "b"');
  equal(curl(take, 'http://h').split('\n').length, 5);
});
