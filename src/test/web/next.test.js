import {nextAddress, pagePath, signInPath} from '/core/next.js';
import {equal, test} from './harness.js';

const HERE = 'https://map.example:8443';

test('goes back to a page of this origin, view and all', () => {
  equal(nextAddress('/?lang=en#c=29.2,121.5,10&sel=mqtt:W-1', HERE), `${HERE}/?lang=en#c=29.2,121.5,10&sel=mqtt:W-1`);
  equal(nextAddress('/log?q=水位', HERE), `${HERE}/log?q=%E6%B0%B4%E4%BD%8D`);
});

test('no address leads to another origin', () => {
  const hostile = ['https://evil.example/', '//evil.example', '/\\evil.example', '/\t/evil.example', '/\n/evil.example', '\\\\evil.example', 'javascript:alert(1)', 'data:text/html,x',
    '///evil.example', '/%09/evil.example', '/.//evil.example', '/..//evil.example', 'http:evil.example', ' //evil.example', '@evil.example', '/@evil.example', '//[', ''];

  for (const next of hostile) equal(new URL(nextAddress(next, HERE)).origin, HERE, JSON.stringify(next));
  for (const next of hostile) equal(nextAddress(next, HERE).startsWith(`${HERE}/`), true, JSON.stringify(next));
});

test('the sign-in page does not lead to itself', () => {
  equal([nextAddress('/signin?next=/', HERE), nextAddress(null, HERE)], [`${HERE}/`, `${HERE}/`]);
});

test('keeps language and light, and the way back', () => {
  const path = signInPath({pathname: '/', search: '?lang=en&shot', hash: '#sel=a&l=rain'});
  const query = new URLSearchParams(path.slice(path.indexOf('?')));

  equal([query.get('lang'), query.get('next'), query.has('shot')], ['en', '/?lang=en&shot#sel=a&l=rain', false]);
  equal([pagePath('/access?tab=walls', '?lang=en&q=x'), pagePath('/log', '')], ['/access?tab=walls&lang=en', '/log']);
});
