import {isActive, isUnacknowledged, sortAlarms} from '../core/alarms.js';
import {countyFigures} from '../core/figures.js';
import {rank} from '../core/severity.js';
import {millis} from '../core/store.js';
import {durationText} from '../core/time.js';
import {advance, PAUSE_MILLIS, tourStops, TOUR_START} from '../core/tour.js';
import {pixelShift, wallScale} from '../core/wallscale.js';
import {AlarmRings} from '../map/heroes.js';
import {el, setHidden, setText} from '../panels/dom.js';
import {fit} from '../panels/fit.js';
import {Legend} from '../panels/legend.js';
import {LinkState} from '../panels/linkstate.js';
import {TopBar} from '../panels/topbar.js';
import {TourBar} from '../panels/tourbar.js';
import {WallAlarms} from '../panels/wallalarms.js';
import {WallFigures} from '../panels/wallfigures.js';
import {WallLog} from '../panels/walllog.js';
import {WarningChips, warningTitle} from '../panels/warningchips.js';
import {createApp, startTicker} from './app.js';
import {openSession, readAppearance} from './frame.js';
import {MapView} from './mapview.js';
import {exposeUx} from './ux.js';
import {WallEntry} from './wallentry.js';

const SYMBOL_REM = 1.15;
const LABEL_REM = 0.76;
/** Lines are drawn for a desk's 14 px; a wall's are thicker by this share of its rem. */
const SCALE_PER_REM = 1 / 17;
/** A wall shows fewer ordinary things than a desk. */
const CALM = 1.5;
const BLINK_MILLIS = 30_000;
const RED_BANNER_MILLIS = 60_000;
const CURSOR_MILLIS = 3000;
const RELOAD_PAUSE_MILLIS = 60_000;
const CHECK_MILLIS = 60_000;
const MOST_HEAP_BYTES = 400 * 1024 * 1024;
const MOST_NODES = 3000;
const FAILED_CHECKS = 3;
const byId = (id) => document.getElementById(id);

/** The unattended wall: worst first, figures right, a tour over the map; it reads and never writes. */
class Wall {
  #app;
  #panels = {};
  #tour = TOUR_START;
  #stops = [];
  #shownStop = '';
  #redBanner = el('div.red-banner', {role: 'alert', hidden: true});
  #cursor = null;
  #failed = 0;
  #checkedAt = 0;
  #ticks = 0;
  #rem = 16;

  constructor(app) {
    this.#app = app;
    Object.assign(app, {select: () => {}});
    this.#rem = this.#scale();
    this.view = new MapView(app, byId('map'), this.#sizes());
    this.#build();
    app.store.listen((changes) => this.#changed(changes));
    app.onHello((hello, renewed) => { if (renewed) this.#reload(); });
    addEventListener('resize', () => this.#resize());
    addEventListener('pointermove', () => this.#showCursor());
  }

  start() {
    const app = this.#app;
    const {map, sprites} = this.view;
    exposeUx(app, {map, sprites, tour: () => ({stop: this.#tour.key, stops: this.#stops.map(({key}) => key),
      paused: this.#tour.pausedUntil > app.monotonic()})});
    startTicker(() => this.#tick());
    app.live.start();
    this.#refreshed();
  }

  /** Somebody else looks now: a paired wall may see another area than a guest. */
  renew() {
    this.#app.live.restart();
    this.#refreshed();
  }

  #refreshed() {
    const {session} = this.#app;
    this.#panels.top.setSub(session.wholeCounty ? '' : session.told.value.areaName);
    this.#panels.log.refresh(() => this.#fit());
    this.#tick();
    this.#fit();
  }

  /** Type follows the distance of the eye, everything else follows the type. */
  #scale() {
    const {query} = this.#app;
    const {rem} = wallScale({widthPixels: innerWidth, heightPixels: innerHeight, distanceMetres: Number(query.get('d') ?? NaN),
      widthMillimetres: Number(query.get('w') ?? NaN)});
    document.documentElement.style.fontSize = `${rem}px`;
    return rem;
  }

  #sizes() {
    return {symbolSize: Math.round(SYMBOL_REM * this.#rem), fontSize: Math.round(LABEL_REM * this.#rem), padding: 0, scale: this.#rem * SCALE_PER_REM,
      calm: CALM};
  }

  #build() {
    const app = this.#app;
    const p = this.#panels;
    p.chips = new WarningChips(app, 2);
    p.link = new LinkState(app);
    p.top = new TopBar(app, {title: app.t('title', {county: app.countyName}), chips: p.chips.element, link: p.link.element, people: false});
    p.top.element.append(p.link.element); // the clock first, the link at the end
    p.alarms = new WallAlarms(app);
    p.log = new WallLog(app);
    p.figures = new WallFigures(app);
    p.tour = new TourBar(app, () => this.#togglePause());
    p.legend = new Legend(app, Math.round(0.85 * this.#rem), {levels: false});
    p.rings = new AlarmRings(this.view.map);
    byId('top').replaceWith(p.top.element);
    byId('left').append(p.alarms.element, p.log.element);
    byId('right').append(p.figures.element);
    byId('middle').append(el('div.map-top', {}, p.legend.element, this.#redBanner), p.tour.element);
  }

  #resize() {
    this.#rem = this.#scale();
    const {symbolSize, fontSize, scale} = this.#sizes();
    this.view.sprites.restyle({size: symbolSize, fontSize});
    this.view.base.setScale(scale);
    this.view.statics.setScale(scale);
    this.#panels.legend.update(Math.round(0.85 * this.#rem));
    this.#shownStop = '';
    this.#fit();
  }

  #fit() {
    fit(byId('left'));
    fit(byId('right'));
    this.#panels.chips.fit();
  }

  #changed({reset, put, removed}) {
    const kinds = new Set([...put, ...removed].map(({kind}) => kind));
    if (reset || kinds.has('alarms') || kinds.has('warnings')) {
      this.#panels.chips.update();
      this.#panels.log.refresh(() => this.#fit());
      this.#stops = tourStops([...this.#app.store.list('alarms')], [...this.#app.store.list('warnings')]);
      this.#step();
    }
    if (reset || kinds.has('alarms') || kinds.has('stations')) {
      this.#panels.alarms.update();
      fit(byId('left'));
    }
    if (reset) this.#tickWhole();
  }

  /** A new picture is shown at once, not at the next tick. */
  #tickWhole() {
    this.#ticks = 0;
    this.#tick();
  }

  #tick() {
    const app = this.#app;
    const now = app.clock.now();
    this.#panels.link.tick(app.link());
    this.#panels.top.tick(now);
    this.#step();
    if (this.#ticks++ % 2 === 1) return;
    this.#panels.chips.fit();
    this.view.age(now);
    this.#panels.figures.tick(countyFigures(app.store, app.freshness, now), now);
    this.#panels.alarms.tick(now);
    this.#showRings(now);
    this.#shift(now);
    this.#checkHealth();
    if (this.#ticks % 20 === 1) this.#fit();
  }

  #calls() {
    return sortAlarms(this.#app.store.list('alarms')).filter((alarm) => isActive(alarm) && isUnacknowledged(alarm) && rank(alarm.properties.severity) >= rank('orange'));
  }

  #showRings(now) {
    const calls = this.#calls();
    this.#panels.rings.set(calls.filter(({lon}) => Number.isFinite(lon)).map(({id, lon, lat, properties}) => ({id, lon, lat, severity: properties.severity,
      fresh: now - millis(properties.raisedAt) < BLINK_MILLIS})));
    const reds = calls.filter(({properties}) => properties.severity === 'red');
    const waits = Math.max(0, ...reds.map(({properties}) => now - millis(properties.raisedAt)));
    setHidden(this.#redBanner, waits < RED_BANNER_MILLIS);
    if (waits >= RED_BANNER_MILLIS) setText(this.#redBanner, this.#app.t('wall.bannerRed', {duration: durationText(waits)}));
  }

  #step() {
    if (this.#stops.length === 0) this.#stops = tourStops([], []);
    const now = this.#app.monotonic();
    this.#tour = advance(this.#tour, this.#stops, now);
    const at = this.#stops.findIndex(({key}) => key === this.#tour.key);
    const stop = this.#stops[at];
    if (stop.key !== this.#shownStop) this.#go(stop);
    this.#panels.tour.show({at: at + 1, of: this.#stops.length, title: this.#titleOf(stop), restMillis: Math.max(0, stop.millis - (now - this.#tour.since)),
      wholeMillis: stop.millis, pausedMillis: this.#tour.pausedUntil - now});
  }

  /** A cut, not a flight: a wall's computer has better things to do than to animate tiles. */
  #go(stop) {
    this.#shownStop = stop.key;
    const entity = stop.type === 'overview' ? null : this.#app.store.findAny(stop.id);
    this.view.select(stop.type === 'alarm' ? entity?.properties.objectId ?? '' : stop.id);
    this.view.home();
    if (entity) this.view.fly(entity, false);
  }

  #titleOf({type, id}) {
    const {t, store} = this.#app;
    const entity = store.findAny(id);
    if (type === 'overview' || !entity) return t('wall.overview');
    return type === 'alarm' ? entity.properties.objectName : t('wall.warning', {title: warningTitle(entity.properties, t)});
  }

  #togglePause() {
    const now = this.#app.monotonic();
    this.#tour = {...this.#tour, pausedUntil: this.#tour.pausedUntil > now ? -Infinity : now + PAUSE_MILLIS};
    this.#step();
  }

  #shift(now) {
    const {x, y} = pixelShift(now);
    byId('shell').style.transform = `translate(${x}px, ${y}px)`;
  }

  #showCursor() {
    document.body.classList.remove('no-cursor');
    clearTimeout(this.#cursor);
    this.#cursor = setTimeout(() => document.body.classList.add('no-cursor'), CURSOR_MILLIS);
  }

  /** A wall dies unseen at night: when it grows too large three times in a row, it starts anew. */
  #checkHealth() {
    const now = this.#app.monotonic();
    if (now - this.#checkedAt < CHECK_MILLIS) return;
    this.#checkedAt = now;
    const heap = performance.memory?.usedJSHeapSize ?? 0;
    const sick = heap > MOST_HEAP_BYTES || document.getElementsByTagName('*').length > MOST_NODES;
    this.#failed = sick ? this.#failed + 1 : 0;
    if (this.#failed >= FAILED_CHECKS && this.#app.link() === 'live') this.#reload();
  }

  /** Only when the server answers, and not again at once. */
  #reload() {
    const last = Number(sessionStorage.getItem('reloadedAt') ?? 0);
    if (Date.now() - last < RELOAD_PAUSE_MILLIS) return;
    sessionStorage.setItem('reloadedAt', String(Date.now()));
    location.reload();
  }
}

const {text} = readAppearance();
let wall = null;
const entry = new WallEntry({text, openSession, async enter(session) {
  wall ??= new Wall(await createApp({readOnly: true, session}));
  wall.start();
}, renew: () => wall.renew()});
await entry.start();
