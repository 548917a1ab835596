import {Map} from '/vendor/leaflet/leaflet-src.esm.js';
import {SpriteLayer} from '/map/sprites.js';
import {readTheme} from '/map/theme.js';
import {equal, near, ok, seeded, test} from './harness.js';

const [WIDTH, HEIGHT] = [1000, 800];
const SIZE = 24;

function stage(reach = 0) {
  const element = document.createElement('div');
  element.style.width = `${WIDTH}px`;
  element.style.height = `${HEIGHT}px`;
  document.getElementById('stage').replaceChildren(element);
  const map = new Map(element, {zoomControl: false, attributionControl: false, zoomAnimation: false, fadeAnimation: false, inertia: false}).setView([29.2, 121.5], 10);
  map.createPane('sprites');
  const sprites = new SpriteLayer({theme: readTheme(), size: SIZE, fontSize: 13, padding: 0.15, reach: () => reach, labelOf: (id) => ({title: id, detail: ''}), ageOf: () => ''}).addTo(map);
  sprites.setLabelLevel(0);
  return {map, sprites, canvas: element.querySelector('canvas')};
}

const symbol = (lon, lat, more = {}) => ({lon, lat, shape: 'station', glyph: '水', level: 0, acknowledged: false, headingDegrees: undefined, observedAt: 0, freshMillis: 60_000,
  staleMillis: 120_000, down: false, group: 0, weight: 3, ...more});

const waited = (millis) => new Promise((resolve) => { setTimeout(resolve, millis); });

/** Points on a lattice so wide that none covers another, in random order. */
function spread(random, count) {
  const cells = [];
  for (let i = 0; i < 12; i++) for (let j = 0; j < 9; j++) cells.push([121.0 + i * 0.085, 28.85 + j * 0.085]);
  for (let i = cells.length - 1; i > 0; i--) {
    const k = Math.floor(random() * (i + 1));
    [cells[i], cells[k]] = [cells[k], cells[i]];
  }
  return cells.slice(0, count);
}

test('A5 after a zoom every symbol stands within one pixel of its place', () => {
  const {map, sprites} = stage();
  const places = spread(seeded(5), 40);
  places.forEach(([lon, lat], i) => sprites.put(`p${i}`, symbol(lon, lat)));

  for (const zoom of [10.25, 11, 9.5]) {
    map.setView([29.21, 121.47], zoom, {animate: false});
    let seen = 0;
    places.forEach(([lon, lat], i) => {
      const at = sprites.positionOf(`p${i}`);
      if (!at) return;
      seen++;
      const wanted = map.latLngToContainerPoint([lat, lon]);
      near(at.x, wanted.x, 1, `x of p${i} at ${zoom}`);
      near(at.y, wanted.y, 1, `y of p${i} at ${zoom}`);
    });
    ok(seen >= 10, `${seen} in view at ${zoom}`);
  }
  map.remove();
});

test('A6 a click finds the right symbol, and the worst on top', () => {
  const {map, sprites} = stage();
  spread(seeded(6), 20).forEach(([lon, lat], i) => {
    sprites.put(`calm${i}`, symbol(lon, lat));
    sprites.put(`worse${i}`, symbol(lon + 0.009, lat, {level: 1 + (i % 4)}));
  });
  sprites.repaint();

  let seen = 0;
  for (let i = 0; i < 20; i++) {
    const at = sprites.positionOf(`worse${i}`);
    if (!at || at.x < 0 || at.y < 0 || at.x > WIDTH || at.y > HEIGHT) continue;
    seen++;
    equal(sprites.hit(at), [`worse${i}`]);
    equal(sprites.hit({x: at.x - 3, y: at.y}), [`worse${i}`], 'between the two');
  }
  ok(seen >= 15, `${seen} in view`);
  map.remove();
});

test('all that stand on one spot are found together, worst first', () => {
  const {map, sprites} = stage();
  for (let i = 0; i < 4; i++) sprites.put(`p${i}`, symbol(121.5, 29.2, {level: i}));
  sprites.repaint();

  equal(sprites.hit({x: WIDTH / 2, y: HEIGHT / 2}), ['p3', 'p2', 'p1', 'p0']);
  map.remove();
});

test('thins the calm, never red or orange', () => {
  const {map, sprites} = stage(2);
  const random = seeded(2);
  for (let i = 0; i < 20_000; i++) sprites.put(`p${i}`, symbol(121.2 + random() * 0.6, 28.95 + random() * 0.5, {level: i % 100 < 2 ? 3 + (i % 2) : i % 3}));
  sprites.repaint();

  const {drawn, dots} = sprites.stats;
  ok(drawn <= 6000, `${drawn} drawn`);
  equal(drawn + dots, 20_000);
  for (let i = 0; i < 20_000; i += 100) ok(sprites.positionOf(`p${i}`).drawn && sprites.positionOf(`p${i + 1}`).drawn, `p${i} was thinned`);
  map.remove();
});

test('A12 what is older than its limit is drawn hollow and counted, and stays', async () => {
  const {map, sprites, canvas} = stage();
  sprites.put('s', symbol(121.5, 29.2, {glyph: ''}));
  sprites.repaint();
  const centre = () => {
    const {offsetX, offsetY, ratio} = sprites.frame;
    return [...canvas.getContext('2d').getImageData(Math.round((WIDTH / 2 - offsetX) * ratio), Math.round((HEIGHT / 2 - offsetY) * ratio), 1, 1).data].slice(0, 3);
  };
  const rgb = (hex) => [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));
  equal(centre(), rgb(readTheme().sprite), 'fresh');

  sprites.age(61_000);
  await waited(350);
  equal([centre(), sprites.stats.stale], [rgb(readTheme().bg), 1], 'stale');

  sprites.age(24 * 3_600_000);
  await waited(350);
  equal([sprites.stats.lost, sprites.positionOf('s').drawn], [1, true], 'lost');
  map.remove();
});

test('A3 paints nothing when nothing visible has changed', async () => {
  const {map, sprites} = stage();
  sprites.put('s', symbol(121.5, 29.2));
  sprites.put('far', symbol(100, 10));
  await waited(350);
  const before = sprites.stats.frames;

  sprites.put('s', symbol(121.5, 29.2));
  sprites.put('far', symbol(101, 11));
  sprites.age(1000);
  await waited(400);
  equal(sprites.stats.frames, before);

  sprites.put('s', symbol(121.6, 29.2));
  await waited(400);
  equal(sprites.stats.frames, before + 1);
  map.remove();
});

test('paints at most four times a second', async () => {
  const {map, sprites} = stage();
  sprites.put('s', symbol(121.5, 29.2));
  await waited(300);
  const before = sprites.stats.frames;
  const until = performance.now() + 1000;
  for (let i = 0; performance.now() < until; i++) {
    sprites.put('s', symbol(121.5 + (i % 50) * 0.002, 29.2));
    await waited(10);
  }

  const painted = sprites.stats.frames - before;
  ok(painted >= 2 && painted <= 5, `${painted} paintings`);
  map.remove();
});

test('A4 a drag moves the canvas and paints only when it rests', () => {
  const {map, sprites} = stage();
  sprites.put('s', symbol(121.5, 29.2));
  sprites.repaint();
  const before = sprites.stats.frames;

  map.fire('movestart');
  for (let i = 0; i < 20; i++) sprites.put('s', symbol(121.5 + i * 0.01, 29.2));
  sprites.repaint();
  equal(sprites.stats.frames, before, 'while dragging');

  map.fire('moveend');
  equal(sprites.stats.frames, before + 1, 'at rest');
  map.remove();
});

test('keeps the selected one in sight however crowded it is', () => {
  const {map, sprites} = stage(6);
  for (let i = 0; i < 50; i++) sprites.put(`p${i}`, symbol(121.5 + i * 0.0005, 29.2, {weight: i === 49 ? 0 : 3}));
  sprites.select('p49');
  sprites.repaint();

  ok(sprites.positionOf('p49').drawn);
  map.remove();
});

test('a hidden layer is neither drawn nor hit', () => {
  const {map, sprites} = stage();
  sprites.put('s', symbol(121.5, 29.2, {group: 3}));
  sprites.hideGroups([3]);
  sprites.repaint();

  equal([sprites.stats.drawn, sprites.hit({x: WIDTH / 2, y: HEIGHT / 2})], [0, []]);
  map.remove();
});
