import {isActive, isUnacknowledged, oldestUnacknowledged, sortAlarms} from '../core/alarms.js';
import {countyFigures} from '../core/figures.js';
import {rank} from '../core/severity.js';
import {pagePath} from '../core/next.js';
import {millis} from '../core/store.js';
import {formatView} from '../core/url.js';
import {placeText} from '../core/units.js';
import {layerOf, layers} from '../layers/index.js';
import {AlarmRings} from '../map/heroes.js';
import {readTheme} from '../map/theme.js';
import {AgesBar} from '../panels/ages.js';
import {AlarmTable} from '../panels/alarmtable.js';
import {ObjectCard} from '../panels/card.js';
import {el} from '../panels/dom.js';
import {Help} from '../panels/help.js';
import {Keys} from '../panels/keys.js';
import {LayerChips} from '../panels/layerchips.js';
import {Legend} from '../panels/legend.js';
import {LinkState} from '../panels/linkstate.js';
import {IdleWarning, keepsWatch} from '../panels/idle.js';
import {LogPanel} from '../panels/logpanel.js';
import {Overview} from '../panels/overview.js';
import {Placing} from '../panels/placing.js';
import {Sound} from '../panels/sound.js';
import {Spider} from '../panels/spider.js';
import {languageButton, TopBar} from '../panels/topbar.js';
import {UndoLine} from '../panels/undoline.js';
import {Unplaced} from '../panels/unplaced.js';
import {WarningChips} from '../panels/warningchips.js';
import {createApp, startTicker} from './app.js';
import {openSession, requireSession} from './frame.js';
import {MapView} from './mapview.js';
import {Siren} from './siren.js';
import {exposeUx} from './ux.js';

const SYMBOL_SIZE = 24;
const FONT_SIZE = 13;
/** The canvas reaches so far beyond the view that a short drag shows no empty edge. */
const PADDING = 0.15;
/** A map ring blinks for half a minute, then stands. */
const BLINK_MILLIS = 30_000;
const ANNOUNCE_EVERY_MILLIS = 5000;
const byId = (id) => document.getElementById(id);

/** The duty officer's page: alarms left, map in the middle, the selected object right. */
class Duty {
  #app;
  #panels = {};
  #siren;
  #announced = new Set();
  #announcedAt = -Infinity;
  #ticks = 0;
  #region = 0;
  #attempt = 0;

  constructor(app) {
    this.#app = app;
    Object.assign(app, {
      select: (id, options) => this.#select(id, options),
      locate: (entity) => this.view.fly(entity),
      mayAcknowledge: app.session.may('ACKNOWLEDGE'),
      mayPlace: app.session.may('PLACE_DEVICE') && app.session.wholeCounty,
      acknowledge: (alarm) => app.acknowledgements.acknowledge(alarm),
      toggleLayer: (id, solo) => this.#toggleLayer(id, solo),
      beginPlacing: (device) => this.#panels.placing.begin(device),
      deliveriesChanged: () => this.#listsChanged(),
    });
    this.view = new MapView(app, byId('map'), {symbolSize: SYMBOL_SIZE, fontSize: FONT_SIZE, padding: PADDING, scale: 1});
    this.#build();
    this.#listen();
  }

  start() {
    const app = this.#app;
    const {view} = this;
    if (app.view.centre) view.map.setView([app.view.centre.lat, app.view.centre.lon], app.view.centre.zoom, {animate: false});
    exposeUx(app, {map: view.map, sprites: view.sprites, calls: () => this.#panels.sound.calls});
    startTicker(() => this.#tick());
    app.live.start();
    this.#panels.log.refresh();
    this.#tick();
  }

  #build() {
    const app = this.#app;
    const p = this.#panels;
    p.chips = new WarningChips(app);
    p.link = new LinkState(app);
    p.sound = new Sound(app);
    p.help = new Help(app);
    p.top = new TopBar(app, {chips: p.chips.element, link: p.link.element, sound: p.sound.element, title: app.t('title', {county: app.countyName}), sub: app.t('desk'),
      extras: this.#extras()});
    if (!keepsWatch(app.session)) p.idle = new IdleWarning(app, () => p.sound.playBroken());
    p.undo = new UndoLine(app);
    p.alarms = new AlarmTable(app);
    p.log = new LogPanel(app);
    p.card = new ObjectCard(app);
    p.overview = new Overview(app);
    p.unplaced = new Unplaced(app);
    p.layers = new LayerChips(app);
    p.legend = new Legend(app, 17);
    p.ages = new AgesBar(app);
    p.spider = new Spider(app, this.view.map.getContainer());
    p.placing = new Placing(app, this.view.map);
    p.rings = new AlarmRings(this.view.map);
    this.#siren = new Siren(app, p.sound, p.alarms);
    byId('top').replaceWith(p.top.element);
    byId('left').append(p.alarms.element, p.log.element);
    byId('right').append(p.card.element, p.overview.element, p.unplaced.element);
    byId('middle').append(p.layers.element, this.#tools(), p.legend.element, p.undo.element, p.ages.element);
  }

  #extras() {
    const {t} = this.#app;
    return [languageButton(this.#app), el('button.plain', {type: 'button', id: 'help', on: {click: () => this.#panels.help.toggle()}}, el('kbd', {}, 'F1'), t('help.short'))];
  }

  #tools() {
    const {t} = this.#app;
    const tool = (text, title, click) => el('button', {type: 'button', title: t(title), 'aria-label': t(title), on: {click}}, text);
    return el('div.tools', {}, tool('+', 'keys.zoomIn', () => this.view.map.zoomIn()), tool('−', 'keys.zoomOut', () => this.view.map.zoomOut()),
      tool('⌂', 'keys.home', () => this.view.home()), tool(t('labels.short'), 'keys.labels', () => this.#nextLabels()));
  }

  #listen() {
    const app = this.#app;
    const {view} = this;
    app.store.listen((changes) => this.#changed(changes));
    app.onHello((hello, renewed) => { if (renewed) this.#panels.top.offerReload(); });
    app.selection.listen((id) => {
      view.select(id);
      this.#listsChanged();
      this.#remember();
    });
    app.shownLayers.listen((shown) => {
      view.showLayers(shown);
      this.#panels.layers.update();
      this.#remember();
    });
    app.labelLevel.listen((level) => {
      view.sprites.setLabelLevel(level);
      this.#remember();
    });
    view.map.on('click', (event) => this.#clicked(event));
    view.map.on('moveend', () => this.#remember());
    view.map.on('movestart', () => this.#panels.spider.close());
    view.map.on('mousemove', (event) => this.#panels.ages.showPlace(placeText(event.latlng.lng, event.latlng.lat)));
    addEventListener('resize', () => this.#panels.chips.fit());
    addEventListener('pointerdown', () => this.#panels.sound.wake());
    addEventListener('keydown', () => this.#panels.sound.wake());
    new Keys(this.#keys());
  }

  #changed({reset, put, moved, removed}) {
    const kinds = new Set([...put, ...removed].map(({kind}) => kind));
    if (reset || kinds.has('alarms') || kinds.has('warnings')) {
      this.#panels.chips.update();
      this.#panels.overview.update();
      this.#panels.log.refresh();
      this.#announce();
    }
    if (reset || kinds.has('alarms') || kinds.has('stations')) this.#panels.alarms.update();
    if (reset || kinds.has('tracks') || kinds.has('stations') || kinds.has('cameras')) this.#panels.unplaced.update();
    if (reset || kinds.size > 0 || moved.some(({id}) => id === this.#app.selection.value)) this.#panels.card.update();
    if (reset || kinds.has('alarms')) this.#siren.sing();
    if (reset) this.#tickWhole();
  }

  #listsChanged() {
    this.#panels.alarms.update();
    this.#panels.card.update();
    this.#panels.overview.update();
    this.#panels.undo.tick();
  }

  /** A new picture is shown at once, not at the next tick. */
  #tickWhole() {
    this.#ticks = 0;
    this.#tick();
  }

  /** Twice a second; what is written once a second is written every other time. */
  #tick() {
    const app = this.#app;
    const now = app.clock.now();
    const link = app.link();
    this.#panels.link.tick(link);
    this.#askWhenClosed();
    this.#panels.top.tick(now);
    this.#panels.undo.tick();
    this.#siren.tick(link);
    if (this.#ticks++ % 2 === 1) return;
    this.#panels.chips.fit();
    this.view.age(now);
    const figures = countyFigures(app.store, app.freshness, now);
    this.#panels.ages.tick(figures.counts);
    this.#panels.overview.tick(figures, now);
    this.#panels.alarms.tick(now);
    this.#panels.card.tick(now);
    this.#panels.rings.set(this.#calls(now));
  }

  /** A browser does not tell why a socket was refused: when it closes, the session may be the reason. */
  #askWhenClosed() {
    const {attempt} = this.#app.live.state;
    if (attempt > this.#attempt) this.#app.session.load().catch(() => {}); // it was not the session but the server
    this.#attempt = attempt;
  }

  #calls(now) {
    return this.#panels.alarms.alarms.filter((alarm) => isActive(alarm) && isUnacknowledged(alarm) && rank(alarm.properties.severity) >= rank('orange')
      && Number.isFinite(alarm.lon)).map(({id, lon, lat, properties}) => ({id, lon, lat, severity: properties.severity,
      fresh: now - millis(properties.raisedAt) < BLINK_MILLIS}));
  }

  /** Tells a screen reader of new alarms: red and orange at once, at most one in five seconds. */
  #announce() {
    const {store, t} = this.#app;
    const fresh = sortAlarms(store.list('alarms')).filter((alarm) => isActive(alarm) && !this.#announced.has(soundKey(alarm)));
    for (const alarm of fresh) this.#announced.add(soundKey(alarm));
    const now = this.#app.monotonic();
    if (fresh.length === 0 || now - this.#announcedAt < ANNOUNCE_EVERY_MILLIS) return;
    this.#announcedAt = now;
    const {severity, objectName} = fresh[0].properties;
    const region = rank(severity) >= rank('orange') ? 'urgent' : 'polite';
    byId(region).textContent = t('alarm.announce', {level: t(`level.${severity}`), object: objectName, n: fresh.length});
  }

  #clicked({containerPoint, latlng}) {
    const {placing, spider} = this.#panels;
    spider.close();
    if (placing.active) {
      placing.take(latlng);
      return;
    }
    const ids = this.view.sprites.hit(containerPoint);
    if (ids.length > 1) spider.show(ids, containerPoint);
    else this.#select(ids[0] ?? '');
  }

  #select(id, {fly = false} = {}) {
    this.#app.selection.set(id);
    const entity = this.#app.store.findAny(id);
    this.#showLayerOf(entity);
    if (fly) this.view.fly(entity);
  }

  /** A thing somebody asked for is shown, also when its layer was off. */
  #showLayerOf(entity) {
    const layer = entity && layerOf(entity);
    const shown = this.#app.shownLayers.value;
    if (layer && !shown.has(layer.id)) this.#app.shownLayers.set(new Set([...shown, layer.id]));
  }

  #toggleLayer(id, solo = false) {
    const shown = new Set(solo ? [] : this.#app.shownLayers.value);
    if (shown.has(id)) shown.delete(id);
    else shown.add(id);
    this.#app.shownLayers.set(shown);
  }

  #nextLabels() { this.#app.labelLevel.set((this.#app.labelLevel.value + 1) % 3); }

  #step(by) {
    const {alarms} = this.#panels.alarms;
    if (alarms.length === 0) return;
    const at = alarms.findIndex(({properties}) => properties.objectId === this.#app.selection.value);
    const next = at < 0 ? 0 : Math.max(0, Math.min(alarms.length - 1, at + by));
    this.#select(alarms[next].properties.objectId);
    this.#panels.alarms.element.querySelector('[aria-selected=true]')?.scrollIntoView({block: 'nearest'});
  }

  #acknowledgeSelected() {
    const alarm = this.#app.alarmOf(this.#app.selection.value);
    if (alarm && isUnacknowledged(alarm) && this.#app.mayAcknowledge) this.#app.acknowledge(alarm.id);
  }

  #jumpToOldest() {
    const alarm = oldestUnacknowledged([...this.#app.store.list('alarms')]);
    if (alarm) this.#select(alarm.properties.objectId, {fly: true});
  }

  /** A log entry about the selected object. */
  #note() {
    if (!this.#app.session.may('WRITE_LOG')) return;
    const object = this.#app.selection.value;
    location.assign(pagePath(`/log?note=1${object ? `&object=${encodeURIComponent(object)}` : ''}`, location.search));
  }

  #close() {
    const {help, spider, placing} = this.#panels;
    if (help.open) help.close();
    else if (placing.active) placing.cancel();
    else if (spider.open) spider.close();
    else this.#select('');
  }

  #nextRegion() {
    const {alarms, log, card, overview} = this.#panels;
    const regions = [alarms.element, log.element, byId('middle'), card.element, overview.element].filter((region) => !region.hidden);
    this.#region = (this.#region + 1) % regions.length;
    regions[this.#region].focus();
  }

  #switchTheme() {
    document.documentElement.classList.toggle('light');
    this.#app.theme = readTheme();
    this.view.setTheme(this.#app.theme);
    this.#panels.legend.update();
  }

  #keys() {
    const {map} = this.view;
    const digits = layers.flatMap(({id}, i) => [[`Digit${i + 1}`, () => this.#toggleLayer(id)], [`Shift+Digit${i + 1}`, () => this.#toggleLayer(id, true)]]);
    return {
      ...Object.fromEntries(digits),
      Digit0: () => this.#app.shownLayers.set(new Set(layers.map(({id}) => id))),
      KeyJ: () => this.#step(1), ArrowDown: () => this.#step(1), KeyK: () => this.#step(-1), ArrowUp: () => this.#step(-1),
      Enter: () => this.view.fly(this.#app.store.findAny(this.#app.selection.value)),
      KeyA: () => this.#acknowledgeSelected(), KeyU: () => this.#jumpToOldest(),
      KeyQ: () => map.zoomIn(), Equal: () => map.zoomIn(), 'Shift+Equal': () => map.zoomIn(), NumpadAdd: () => map.zoomIn(),
      KeyE: () => map.zoomOut(), Minus: () => map.zoomOut(), NumpadSubtract: () => map.zoomOut(),
      KeyH: () => this.view.home(), KeyO: () => this.#nextLabels(), KeyB: () => this.#switchTheme(),
      KeyM: () => this.#siren.silence(), KeyN: () => this.#note(), KeyZ: () => this.#app.undo.undoNewest(),
      Escape: () => this.#close(), F1: () => this.#panels.help.toggle(), 'Shift+Slash': () => this.#panels.help.toggle(), F6: () => this.#nextRegion(),
    };
  }

  /** The whole view stands in the address. */
  #remember() {
    const {map} = this.view;
    const {lat, lng} = map.getCenter();
    const shown = this.#app.shownLayers.value;
    const all = layers.every(({id}) => shown.has(id));
    const hash = formatView({centre: {lat, lon: lng, zoom: map.getZoom()}, layers: all ? null : layers.map(({id}) => id).filter((id) => shown.has(id)),
      selected: this.#app.selection.value, labels: this.#app.labelLevel.value});
    history.replaceState(null, '', `${location.pathname}${location.search}${hash}`);
  }
}

const soundKey = (alarm) => `${alarm.id} ${alarm.properties.severity}`;

const session = openSession();
await requireSession(session);
new Duty(await createApp({readOnly: false, session})).start();
