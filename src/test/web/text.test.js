import {actorText, logText} from '/core/logline.js';
import {Text} from '/core/text.js';
import {en} from '/core/text.en.js';
import {zh} from '/core/text.zh.js';
import {equal, test} from './harness.js';

test('both languages have the same keys and places', () => {
  equal(Object.keys(en).sort(), Object.keys(zh).sort());
  const places = (string) => [...string.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();
  for (const key of Object.keys(zh)) if (!key.startsWith('warning.title')) equal(places(en[key]), places(zh[key]), key);
});

test('counts a missing key and shows it', () => {
  const text = new Text('zh');

  equal([text.t('no.such.key'), text.missingKeys], ['no.such.key', ['no.such.key']]);
});

test('an unknown language is Chinese', () => {
  equal([new Text('fr').tag, new Text('en').tag], ['zh-CN', 'en']);
});

test('an open vocabulary stands as its own word', () => {
  const text = new Text('zh');

  equal([text.word('property.', 'waterLevel'), text.word('property.', 'soilMoisture'), text.missingKeys], ['水位', 'soilMoisture', []]);
});

test('puts a journal line into words', () => {
  const line = {kind: 'alarm.raised', name: '望溪大桥', severity: 'red', property: 'waterLevel', value: 8.41, limit: 8, unit: 'm'};

  equal(logText(line, new Text('zh')), '红色告警 望溪大桥 水位 8.41 m,限值 8 m');
  equal(logText({kind: 'alarm.acknowledged', name: '张三', object: 'mqtt:W-1'}, new Text('zh'), () => '望溪大桥'), '张三确认告警 望溪大桥');
  equal(logText({kind: 'register.imported', object: 'shelters', file: 'a.xlsx', created: 3, changed: 0}, new Text('zh')), '导入 a.xlsx 到台账:新增 3,更新 0');
  equal(logText({kind: 'new.kind', object: 'x'}, new Text('zh')), '其他事项 x');
});

test('says who wrote a line, and keeps a name it does not know', () => {
  const actors = ['rule:threshold', 'feed:cap', 'console', '', 'zhang.san', 'unit:7'];

  equal(actors.map((actor) => actorText(actor, new Text('zh'))), ['规则', '接入', '控制台', '系统', 'zhang.san', 'unit:7']);
});
