import {countAlarms} from '../core/alarms.js';

/**
 * `window.__ux`: what a test may look at. It reads, it changes nothing.
 * @param {object} app
 * @param {{map: object, sprites: object, calls?: () => object[], tour?: () => object}} parts
 */
export function exposeUx(app, {map, sprites, calls = () => [], tour = () => null}) {
  const read = {
    link: () => app.link(),
    lagMs: () => app.monotonic() - app.live.state.lastFrameAt,
    drawn: () => sprites.stats.drawn,
    dots: () => sprites.stats.dots,
    stale: () => sprites.stats.stale,
    lost: () => sprites.stats.lost,
    frames: () => sprites.stats.frames,
    lastDrawMs: () => sprites.stats.lastDrawMs,
    rows: () => sprites.stats.rows,
    tour: () => tour(),
    alarms: () => countAlarms(app.store.list('alarms'), app.clock.now()),
    build: () => app.build,
    sounds: () => calls().map((call) => ({...call})),
    missingKeys: () => app.text.missingKeys,
    bad: () => app.store.bad,
    stream: () => app.live.state,
    serverNow: () => app.clock.now(),
    skewMs: () => app.clock.skewMillis(),
    counts: () => Object.fromEntries(['tracks', 'stations', 'sites', 'cameras', 'warnings', 'alarms'].map((kind) => [kind, app.store.count(kind)])),
    selected: () => app.selection.value,
    zoom: () => map.getZoom(),
  };
  const ux = {};
  for (const [name, get] of Object.entries(read)) Object.defineProperty(ux, name, {get, enumerable: true});
  Object.assign(ux, {
    ids: (kind) => [...app.store.list(kind)].map(({id}) => id),
    entity: (id) => structuredClone(app.store.findAny(id) ?? null),
    spriteAt: (id) => sprites.positionOf(id),
    hit: (x, y) => sprites.hit({x, y}),
    inView: () => sprites.idsInView(),
    project: (lon, lat) => {
      const {x, y} = map.latLngToContainerPoint([lat, lon]);
      return {x, y};
    },
  });
  Object.defineProperty(window, '__ux', {value: Object.freeze(ux)});
}
