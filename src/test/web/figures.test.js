import {countyFigures} from '/core/figures.js';
import {Freshness} from '/core/freshness.js';
import {Store} from '/core/store.js';
import {equal, test} from './harness.js';

const NOW = Date.UTC(2026, 6, 18, 6, 32, 7);

function storeOf(...severities) {
  const store = new Store();
  const observedAt = new Date(NOW).toISOString();
  store.replace(severities.map((severity, i) => ({op: 'put', kind: 'stations', feature: {id: `s${i}`, geometry: null,
    properties: {version: 1, severity, observedAt, readings: {waterLevel: {value: i, unit: 'm', observedAt}}}}})), NOW);
  return store;
}

test('yellow is over the warning level 警戒, red over the guarantee level 保证 too', () => {
  const {level} = countyFigures(storeOf('none', 'blue', 'yellow', 'orange', 'red', 'red'), new Freshness(), NOW);

  equal([level.total, level.warning, level.guarantee], [6, 4, 2]);
});
