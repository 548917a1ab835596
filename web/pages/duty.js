import {isActive, isUnacknowledged} from '../core/alarms.js';
import {countyFigures} from '../core/figures.js';
import {rank} from '../core/severity.js';
import {millis} from '../core/store.js';
import {formatView} from '../core/url.js';
import {placeText} from '../core/units.js';
import {layerOf, layers, usual} from '../layers/index.js';
import {AlarmRings} from '../map/heroes.js';
import {AgesBar} from '../panels/ages.js';
import {AlarmTable} from '../panels/alarmtable.js';
import {AreaPanel} from '../panels/area.js';
import {Announcer} from '../panels/announcer.js';
import {ObjectCard} from '../panels/card.js';
import {ConflictPanel} from '../panels/conflicts.js';
import {el} from '../panels/dom.js';
import {Ground} from '../panels/ground.js';
import {Help} from '../panels/help.js';
import {LayerChips} from '../panels/layerchips.js';
import {Legend} from '../panels/legend.js';
import {LinkState} from '../panels/linkstate.js';
import {IdleWarning, keepsWatch} from '../panels/idle.js';
import {LogPanel} from '../panels/logpanel.js';
import {Overview} from '../panels/overview.js';
import {Placing} from '../panels/placing.js';
import {Sound} from '../panels/sound.js';
import {StaticList} from '../panels/staticlist.js';
import {Spider} from '../panels/spider.js';
import {languageButton, TopBar} from '../panels/topbar.js';
import {UndoLine} from '../panels/undoline.js';
import {Unplaced} from '../panels/unplaced.js';
import {WarningChips} from '../panels/warningchips.js';
import {createApp, startTicker} from './app.js';
import {openSession, requireSession} from './frame.js';
import {DutyKeys} from './dutykeys.js';
import {MapView} from './mapview.js';
import {Siren} from './siren.js';
import {exposeUx} from './ux.js';

const SYMBOL_SIZE = 24;
const FONT_SIZE = 13;
const LABEL_LEVELS = 3;
/** The canvas reaches so far beyond the view that a short drag shows no empty edge. */
const PADDING = 0.15;
/** A map ring blinks for half a minute, then stands. */
const BLINK_MILLIS = 30_000;
const byId = (id) => document.getElementById(id);

/** The duty officer's page: alarms left, map in the middle, the selected object right. */
class Duty {
  #app;
  #panels = {};
  #siren;
  #ticks = 0;
  #attempt = 0;
  #arrived = false;

  constructor(app) {
    this.#app = app;
    Object.assign(app, {
      select: (id, options) => this.#select(id, options),
      locate: (entity) => this.view.fly(entity),
      mayAcknowledge: app.session.may('ACKNOWLEDGE'),
      mayPlace: app.session.may('PLACE_DEVICE') && app.session.wholeCounty,
      acknowledge: (alarm) => app.acknowledgements.acknowledge(alarm),
      toggleLayer: (id, solo) => this.#toggleLayer(id, solo),
      nextLabels: () => app.labelLevel.set((app.labelLevel.value + 1) % LABEL_LEVELS),
      beginPlacing: (device) => this.#panels.placing.begin(device),
      deliveriesChanged: () => this.#listsChanged(),
      areaOf: (entity) => (entity.kind === 'warnings' ? this.#panels.area.ofWarning(entity.id) : this.#panels.area.around(entity.id)),
      areaOpened: (open) => byId('right').classList.toggle('has-area', open),
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
    this.#panels.conflicts.refresh();
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
    p.statics = new StaticList(app, this.view.statics);
    p.layers.element.append(p.statics.element);
    p.ground = new Ground(app);
    p.legend = new Legend(app, 17);
    p.ages = new AgesBar(app);
    p.spider = new Spider(app, this.view.map.getContainer());
    p.placing = new Placing(app, this.view.map);
    p.area = new AreaPanel(app, this.view);
    p.conflicts = new ConflictPanel(app, byId('polite'));
    p.announcer = new Announcer(app, {urgent: byId('urgent'), polite: byId('polite')});
    p.rings = new AlarmRings(this.view.map);
    this.#siren = new Siren(app, p.sound, p.alarms);
    byId('top').replaceWith(p.top.element);
    byId('left').append(p.alarms.element, p.log.element);
    byId('right').append(p.card.element, p.area.element, p.overview.element, p.unplaced.element);
    byId('middle').append(p.layers.element, this.#tools(), p.ground.element, p.legend.element, p.undo.element, p.conflicts.element, p.ages.element);
  }

  #extras() {
    const {t} = this.#app;
    return [languageButton(this.#app), el('button.plain', {type: 'button', id: 'help', on: {click: () => this.#panels.help.toggle()}}, el('kbd', {}, 'F1'), t('help.short'))];
  }

  #tools() {
    const {t} = this.#app;
    const tool = (text, title, click) => el('button', {type: 'button', title: t(title), 'aria-label': t(title), on: {click}}, text);
    return el('div.tools', {}, tool('+', 'keys.zoomIn', () => this.view.map.zoomIn()), tool('−', 'keys.zoomOut', () => this.view.map.zoomOut()),
      tool('⌂', 'keys.home', () => this.view.home()), tool(t('labels.short'), 'keys.labels', () => this.#app.nextLabels()),
      tool(t('area.short'), 'area.title', () => this.#panels.area.begin()));
  }

  #listen() {
    const app = this.#app;
    const {view} = this;
    app.store.listen((changes) => this.#changed(changes));
    app.onHello((hello, renewed) => {
      if (renewed) this.#panels.top.offerReload();
      this.#panels.conflicts.refresh();
      app.durability.forget();
    });
    app.selection.listen((id) => {
      view.select(id);
      this.#listsChanged();
      this.#remember();
    });
    app.shownLayers.listen((shown) => {
      view.showLayers(shown);
      this.#panels.layers.update();
      this.#panels.legend.update();
      this.#remember();
    });
    app.labelLevel.listen((level) => {
      view.sprites.setLabelLevel(level);
      this.#remember();
    });
    view.map.on('click', (event) => this.#clicked(event));
    view.statics.shown.listen(() => this.#remember());
    view.statics.list.listen(({online}) => this.#panels.ages.showBase(online));
    view.map.on('contextmenu', ({latlng}) => this.#panels.ground.ask(latlng.lng, latlng.lat));
    view.map.on('moveend', () => this.#remember());
    view.map.on('movestart', () => this.#panels.spider.close());
    view.map.on('mousemove', (event) => this.#panels.ages.showPlace(placeText(event.latlng.lng, event.latlng.lat)));
    addEventListener('resize', () => this.#panels.chips.fit());
    addEventListener('pointerdown', () => this.#panels.sound.wake());
    addEventListener('keydown', () => this.#panels.sound.wake());
    new DutyKeys(app, {view, panels: this.#panels, siren: this.#siren});
  }

  #changed({reset, put, moved, removed}) {
    const kinds = new Set([...put, ...removed].map(({kind}) => kind));
    if (reset || kinds.has('alarms') || kinds.has('warnings')) {
      this.#panels.chips.update();
      this.#panels.overview.update();
      this.#panels.log.refresh();
      this.#panels.announcer.update();
    }
    if (reset || kinds.has('alarms') || kinds.has('stations')) this.#panels.alarms.update();
    if (reset || kinds.has('tracks') || kinds.has('stations') || kinds.has('cameras')) this.#panels.unplaced.update();
    if (reset || kinds.size > 0 || moved.some(({id}) => id === this.#app.selection.value)) this.#panels.card.update();
    if (reset || kinds.has('alarms')) {
      this.#siren.sing();
      this.#panels.conflicts.refresh();
    }
    if (reset) this.#tickWhole();
    if (reset && !this.#arrived) this.#arrive();
  }

  /** Whoever follows a link to one thing sees it, unless the link says which layers. */
  #arrive() {
    this.#arrived = true;
    if (!this.#app.view.layers) this.#showLayerOf(this.#app.store.findAny(this.#app.selection.value));
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
    app.durability.tick(app.monotonic());
    this.#panels.top.tick(now);
    this.#panels.top.tellArchive(app.durability.awaySince);
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
    this.#panels.conflicts.tick(now);
    this.#panels.area.tick(now);
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

  #clicked({containerPoint, latlng}) {
    const {area, placing, spider} = this.#panels;
    spider.close();
    if (area.drawing.active) {
      area.drawing.take(latlng);
      return;
    }
    if (placing.active) {
      placing.take(latlng);
      return;
    }
    this.#panels.ground.ask(latlng.lng, latlng.lat);
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

  /** Null while it is what the catalogue has shown from the start. */
  #chosenStatics() {
    const {shown, list} = this.view.statics;
    const {layers: all, online} = list.value;
    const usual = new Set([...all.filter((layer) => layer.shown).map(({id}) => id), ...(online.on ? ['online'] : [])]);
    const now = shown.value ?? usual;
    return now.size === usual.size && [...now].every((id) => usual.has(id)) ? null : [...now];
  }

  /** The whole view stands in the address. */
  #remember() {
    const {map} = this.view;
    const {lat, lng} = map.getCenter();
    const shown = this.#app.shownLayers.value;
    const asUsual = shown.size === usual.length && usual.every((id) => shown.has(id));
    const hash = formatView({centre: {lat, lon: lng, zoom: map.getZoom()}, layers: asUsual ? null : layers.map(({id}) => id).filter((id) => shown.has(id)),
      statics: this.#chosenStatics(), selected: this.#app.selection.value, labels: this.#app.labelLevel.value});
    history.replaceState(null, '', `${location.pathname}${location.search}${hash}`);
  }
}

const session = openSession();
await requireSession(session);
new Duty(await createApp({readOnly: false, session})).start();
