import {formatView, parseView} from '/core/url.js';
import {equal, test} from './harness.js';

test('a view goes to the address and back', () => {
  const view = {centre: {lat: 29.2, lon: 121.5, zoom: 10.25}, layers: ['rain', 'track'], statics: ['pipes'], selected: 'jt808:1&2#雨', labels: 2};

  equal(parseView(formatView(view)), view);
});

test('an empty or senseless address is the default view', () => {
  const usual = {centre: null, layers: null, statics: null, selected: '', labels: 1};

  equal([parseView(''), parseView('#c=a,b,c&lab=9'), parseView('#c=99,500,10')], [usual, usual, usual]);
  equal(formatView(usual), '');
});

test('no layer at all is not the same as the default layers', () => {
  equal(parseView(formatView({centre: null, layers: [], selected: '', labels: 1})).layers, []);
});
