import {countyFigures} from '../core/figures.js';
import {LogApi} from '../core/logapi.js';
import {Http} from '../core/api.js';
import {News} from '../core/news.js';
import {date, hourMinute} from '../core/time.js';
import {BriefAlarms} from '../panels/briefalarms.js';
import {BriefFigures} from '../panels/brieffigures.js';
import {BriefWarnings} from '../panels/briefwarnings.js';
import {el, setHidden, setText} from '../panels/dom.js';
import {IdleWarning, keepsWatch, onWatch} from '../panels/idle.js';
import {Legend} from '../panels/legend.js';
import {languageButton, TopBar} from '../panels/topbar.js';
import {WarningChips} from '../panels/warningchips.js';
import {createApp, startTicker} from './app.js';
import {openSession, requireSession} from './frame.js';
import {MapView} from './mapview.js';
import {exposeUx} from './ux.js';

const SYMBOL_SIZE = 30;
const FONT_SIZE = 15;
const LEGEND_SIZE = 20;
/** A briefing's map is calmer than a desk's. */
const CALM = 1.5;
/** Of the log, what leaders wait for. */
const NEWS = 'limit=1&kind=alarm.*,warning.*,log.*,conflict.*';
const byId = (id) => document.getElementById(id);

/** Sessions that do not idle out: asking by the clock keeps no forgotten one alive. */
const staysOpen = (session) => session.may('READ_LOG') && (session.guest || onWatch(session) || !session.told.value?.idleSeconds);

/**
 * The leaders' briefing 领导会商: one picture of one moment. It stands while people talk about it; that something new was recorded is told, and shown when somebody
 * asks for it.
 */
class Brief {
  #app;
  #news;
  #chips;
  #figures;
  #alarms;
  #warnings;
  #asOf = el('time');
  #fresh = el('button.plain', {type: 'button', id: 'renew', on: {click: () => this.#take()}});
  #taking = false;
  #takenAt = NaN;

  constructor(app) {
    this.#app = app;
    const {t, session} = app;
    Object.assign(app, {select: () => {}});
    this.view = new MapView(app, byId('map'), {symbolSize: SYMBOL_SIZE, fontSize: FONT_SIZE, padding: 0, scale: 1.2, calm: CALM});
    this.#chips = new WarningChips(app);
    this.#figures = new BriefFigures(app);
    this.#alarms = new BriefAlarms(app);
    this.#warnings = new BriefWarnings(app);
    const log = new LogApi(session.fetch, new Http(session.fetch));
    this.#news = new News({ask: (etag) => log.page(NEWS, etag), attended: () => staysOpen(session), changed: () => this.#tell()});
    byId('top').replaceWith(new TopBar(app, {title: t('title.brief', {county: app.countyName}), chips: this.#chips.element, extras: this.#extras()}).element);
    byId('figures').replaceWith(this.#figures.element);
    byId('middle').append(new Legend(app, LEGEND_SIZE, {levels: false}).element);
    byId('right').append(this.#alarms.element, this.#warnings.element);
    if (!keepsWatch(session)) new IdleWarning(app);
    addEventListener('resize', () => this.#fit());
  }

  start() {
    exposeUx(this.#app, {map: this.view.map, sprites: this.view.sprites, brief: () => ({takenAt: this.#takenAt, taking: this.#taking})});
    startTicker(() => this.#tick());
    this.#take();
  }

  #extras() {
    const {t} = this.#app;
    const print = el('button.plain.no-print', {type: 'button', id: 'print', on: {click: () => window.print()}}, t('brief.print'));
    return [this.#fresh, el('span.as-of', {id: 'as-of'}, t('brief.asOf'), ' ', this.#asOf), print, languageButton(this.#app)];
  }

  /** Opens the stream until the picture is whole, then closes it: nothing moves while it is talked about. */
  #take() {
    if (this.#taking) return;
    this.#taking = true;
    this.#app.live.restart();
    this.#tell();
  }

  #tick() {
    if (this.#taking && this.#app.live.state.synced) this.#freeze();
    this.#news.tick(this.#app.monotonic());
  }

  #freeze() {
    const {live, clock, store, freshness} = this.#app;
    live.stop();
    this.#taking = false;
    const now = clock.now();
    const first = !Number.isFinite(this.#takenAt);
    this.#takenAt = now;
    this.view.age(now);
    this.#chips.update();
    this.#figures.show(countyFigures(store, freshness, now), now);
    this.#alarms.show(now);
    this.#warnings.show(now);
    setText(this.#asOf, `${date(now)} ${hourMinute(now)}`);
    this.#asOf.dateTime = new Date(now).toISOString();
    this.#news.begin(now);
    this.#tell();
    if (first) this.#fit();
  }

  /** The whole county, in what the figures leave of the page. */
  #fit() {
    this.#chips.fit();
    this.view.map.invalidateSize({animate: false});
    this.view.home();
  }

  #tell() {
    const {t} = this.#app;
    const since = this.#news.since;
    setHidden(this.#fresh, !this.#taking && since === null && Number.isFinite(this.#takenAt) && this.#news.watches);
    setText(this.#fresh, this.#taking ? t('brief.taking') : since === null ? t('brief.renew') : t('brief.news', {at: hourMinute(since)}));
  }
}

/** Meeting rooms are bright; the address says so, and may say otherwise. */
function showLight() {
  const query = new URLSearchParams(location.search);
  if (query.has('theme')) return;
  query.set('theme', 'light');
  history.replaceState(null, '', `${location.pathname}?${query}${location.hash}`);
}

const session = openSession();
await requireSession(session);
showLight();
new Brief(await createApp({readOnly: true, session})).start();
