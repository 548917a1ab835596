import {Text} from '/core/text.js';
import {ageText, date, durationText, hourMinute, momentText, shortAge, timeOfDay, weekday} from '/core/time.js';
import {limitText, placeText, quantityText, countText} from '/core/units.js';
import {equal, test} from './harness.js';

// 2026-07-18T06:32:07Z is 14:32:07 in Shanghai, a Saturday
const NOW = Date.UTC(2026, 6, 18, 6, 32, 7);
const {t} = new Text('zh');

test('shows Shanghai time whatever the zone of the computer', () => {
  equal([date(NOW), timeOfDay(NOW), hourMinute(NOW), weekday(NOW)], ['2026-07-18', '14:32:07', '14:32', 6]);
  equal(date(Date.UTC(2026, 6, 18, 16, 0, 0)), '2026-07-19', 'midnight');
});

test('says ages as the rules word them', () => {
  const ages = [0, 59_999, 60_000, 3_599_999, 3_600_000, 86_399_999, 86_400_000].map((age) => ageText(NOW - age, NOW, t));

  equal(ages, ['刚刚', '刚刚', '1 分钟前', '59 分钟前', '13:32 (1 小时前)', '14:32 (23 小时前)', '07-17 14:32']);
  equal(ageText(NaN, NOW, t), '从未上报');
});

test('says short ages in columns', () => {
  equal([30_000, 300_000, 7_200_000, 200_000_000].map((age) => shortAge(NOW - age, NOW, t)), ['刚刚', '5 分', '2 时', '2 天']);
  equal(shortAge(NOW, NOW, new Text('en').t), 'now', 'a narrow column has no room for more');
});

test('agrees with the browser\'s own calendar', () => {
  const intl = new Intl.DateTimeFormat('zh-CN', {timeZone: 'Asia/Shanghai', hourCycle: 'h23', hour: '2-digit', minute: '2-digit', second: '2-digit'});
  for (let i = 0; i < 200; i++) {
    const at = NOW + i * 7_919_000;
    equal(timeOfDay(at), intl.format(at));
  }
});

test('names the day only when it is another', () => {
  equal([momentText(NOW - 60_000, NOW), momentText(NOW - 86_400_000, NOW)], ['14:31', '07-17 14:32']);
});

test('says how long', () => {
  equal([durationText(37_999), durationText(3_723_000)], ['00:37', '1:02:03']);
});

test('gives figures their unit and as many digits as they deserve', () => {
  equal([quantityText(8.4, 'm', 'waterLevel'), quantityText(62.46, 'mm', 'rain1h'), quantityText(21, 'Cel', 'airTemperature'), limitText(8), limitText(7.2)],
    ['8.40 m', '62.5 mm', '21.0 ℃', '8', '7.2']);
  equal([placeText(121.5, -29.25), countText(25206)], ['121.5000°E 29.2500°S', '25\u2009206']);
});
