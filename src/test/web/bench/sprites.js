// Evaluated in the duty page by BrowserBench: 5,000 symbols of which all move, once through the real layer, once through a bare loop.
async ({count, width, height}) => {
  const {Map: LeafletMap} = await import('/vendor/leaflet/leaflet-src.esm.js');
  const {SpriteLayer} = await import('/map/sprites.js');
  const {SpriteCache, keyOf} = await import('/map/spritecache.js');
  const {readTheme} = await import('/map/theme.js');

  const stage = document.createElement('div');
  Object.assign(stage.style, {position: 'fixed', left: '0', top: '0', width: `${width}px`, height: `${height}px`, zIndex: '9999', background: '#101418'});
  document.body.append(stage);
  const theme = readTheme();
  const glyphs = ['消', '医', '抢', '警'];

  // the real layer
  const element = document.createElement('div');
  Object.assign(element.style, {position: 'absolute', inset: '0'});
  stage.append(element);
  const map = new LeafletMap(element, {zoomControl: false, attributionControl: false, zoomAnimation: false, fadeAnimation: false});
  map.createPane('sprites');
  map.setView([29.2, 121.5], 11, {animate: false});
  const layer = new SpriteLayer({theme, size: 24, fontSize: 13, padding: 0, reach: () => 0, labelOf: () => ({title: '', detail: ''}), ageOf: () => ''});
  layer.addTo(map);
  layer.setLabelLevel(0);

  // the bare loop: bitmaps drawn before, places in a typed array
  const canvas = document.createElement('canvas');
  Object.assign(canvas, {width, height});
  Object.assign(canvas.style, {position: 'absolute', inset: '0', display: 'none'});
  stage.append(canvas);
  const context = canvas.getContext('2d');
  context.imageSmoothingEnabled = false;
  const cache = new SpriteCache(theme, 24, 1, glyphs);
  const bitmaps = [...Array(64).keys()].map((i) => cache.sprite(keyOf('vehicle', 0, 0, false, i % 16, i >> 4)));

  const bounds = map.getBounds();
  const lon = new Float64Array(count).map(() => bounds.getWest() + Math.random() * (bounds.getEast() - bounds.getWest()));
  const lat = new Float64Array(count).map(() => bounds.getSouth() + Math.random() * (bounds.getNorth() - bounds.getSouth()));
  const x = new Float32Array(count).map(() => Math.random() * width);
  const y = new Float32Array(count).map(() => Math.random() * height);
  const ids = [...Array(count).keys()].map((i) => `track-${i}`);
  const now = Date.now();
  layer.age(now);
  let step = 0;

  const updates = {
    layer: () => {
      step += 1e-4;
      for (let i = 0; i < count; i++) {
        layer.put(ids[i], {lon: lon[i] + step, lat: lat[i], shape: 'vehicle', glyph: glyphs[i & 3], level: 0, acknowledged: false,
          headingDegrees: (i * 22.5) % 360, observedAt: now, freshMillis: 1e9, staleMillis: 2e9, down: false, group: 0, weight: 0});
      }
      layer.repaint();
    },
    bare: () => {
      context.clearRect(0, 0, width, height);
      for (let i = 0; i < count; i++) {
        x[i] += 0.3;
        const {bitmap, dx, dy, width: w, height: h} = bitmaps[i & 63];
        context.drawImage(bitmap, Math.round(x[i]) - dx, Math.round(y[i]) - dy, w, h);
      }
    },
  };
  const frame = () => new Promise((resolve) => { requestAnimationFrame(resolve); });
  /** So many updates, each shown; gives how many symbols the last one drew. */
  window.benchUpdates = async (side, times) => {
    element.style.display = side === 'layer' ? '' : 'none';
    canvas.style.display = side === 'bare' ? '' : 'none';
    for (let i = 0; i < times; i++) {
      updates[side]();
      await frame();
    }
    return side === 'layer' ? layer.stats.drawn : count;
  };
  window.benchEnd = () => stage.remove();
}
