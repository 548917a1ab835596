import {columns, jsonPath, mapHash, pageAddress, placeText, resourceAt, trail} from '/core/ogc.js';
import {equal, test} from './harness.js';

const HERE = {origin: 'https://map.example', search: '?lang=en&limit=5'};

test('an address says what stands there', () => {
  const sorts = ['/ogc', '/ogc/', '/ogc/conformance', '/ogc/api', '/ogc/collections', '/ogc/collections/sites', '/ogc/collections/sites/queryables', '/ogc/collections/sites/items',
    '/ogc/collections/alarms/items/r.cap:x/y.1'].map((path) => resourceAt(path).sort);

  equal(sorts, ['landing', 'landing', 'conformance', 'api', 'collections', 'collection', 'queryables', 'items', 'item']);
  equal(resourceAt('/ogc/collections/teams/items').collection, 'teams');
});

test('a page asks for the same as JSON, a hundred features at most', () => {
  equal(jsonPath({pathname: '/ogc/collections', search: '?f=html&lang=en&theme=light'}), '/ogc/collections?f=json');
  equal(jsonPath({pathname: '/ogc/collections/sites/items', search: '?filter=a%3D1'}), '/ogc/collections/sites/items?filter=a%3D1&f=json&limit=100');
  equal(jsonPath({pathname: '/ogc/collections/sites/items', search: '?limit=3'}), '/ogc/collections/sites/items?limit=3&f=json');
});

test('links lead to pages in the same language, elsewhere and to files as they are', () => {
  equal(pageAddress('https://map.example/ogc/collections?after=x%2Fy', HERE), '/ogc/collections?after=x%2Fy&lang=en&f=html');
  equal(pageAddress('https://other.example/x', HERE), 'https://other.example/x');
  equal(pageAddress('https://map.example/ogc/api?f=json', HERE), 'https://map.example/ogc/api?f=json');
});

test('the trail leads up, an id with slashes being one step', () => {
  equal(trail('/ogc/collections/alarms/items/a%2Fb/c').map(([part]) => part), ['ogc', 'collections', 'alarms', 'items', 'a/b/c']);
  equal(trail('/ogc/collections').map(([, path]) => path), ['/ogc', '/ogc/collections']);
});

test('features are shown in columns of their words and numbers', () => {
  equal(columns([{properties: {kind: 'sites', version: 1, town: '城关', readings: {}}}, {properties: {beds: 3, name: 'x', note: null}}]), ['name', 'town', 'beds', 'note']);
  equal([placeText(null), placeText({type: 'Point', coordinates: [121.5, 29.2]}), placeText({type: 'MultiPolygon', coordinates: [[], []]})], ['', '121.5, 29.2', 'MultiPolygon (2)']);
  equal([mapHash({id: 'a b', geometry: {type: 'Point', coordinates: [121.5, 29.2]}}), mapHash({id: 'x', geometry: null})], ['#c=29.2000,121.5000,14&sel=a%20b', '']);
});
