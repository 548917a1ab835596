import {Acknowledgements} from '../core/acknowledgements.js';
import {sortAlarms} from '../core/alarms.js';
import {Api} from '../core/api.js';
import {ServerClock} from '../core/clock.js';
import {Durability} from '../core/durability.js';
import {Freshness} from '../core/freshness.js';
import {linkState} from '../core/link.js';
import {Live} from '../core/live.js';
import {Signal} from '../core/signal.js';
import {Store} from '../core/store.js';
import {Undo} from '../core/undo.js';
import {parseView} from '../core/url.js';
import {usual} from '../layers/index.js';
import {readTheme} from '../map/theme.js';
import {readAppearance, timers, untilAnswered} from './frame.js';

/**
 * What every page with a map has in common: language, store, socket, clock, selection. Panels get this object and nothing else.
 * @param {{readOnly: boolean, session: import('../core/session.js').Session}} options  a read-only page sends nothing; the session is known
 */
export async function createApp({readOnly, session}) {
  const {query, text} = readAppearance();
  const still = query.has('shot') || matchMedia('(prefers-reduced-motion: reduce)').matches;
  document.documentElement.classList.toggle('still', still);
  const api = new Api(session.fetch);
  const county = await untilAnswered(() => api.county());
  const view = parseView(location.hash);
  const app = new App({query, text, session, api, county, view, still, readOnly});
  document.title = text.t('title', {county: app.countyName});
  return app;
}

/** The parts of a page that panels share. */
class App {
  monotonic = () => performance.now();
  timers = timers;
  clock = new ServerClock(() => performance.now(), () => Date.now());
  store = new Store();
  selection;
  shownLayers;
  labelLevel;
  theme = readTheme();
  build = '';
  #alarmOfObject = new Map();
  #frameListeners = new Set();
  #helloListeners = new Set();

  constructor({query, text, session, api, county, view, still, readOnly}) {
    Object.assign(this, {query, text, t: text.t, session, api, county, view, still, readOnly});
    this.countyName = text.language === 'en' ? county.nameEn ?? county.name : county.name;
    this.freshness = new Freshness(county.freshness);
    this.selection = new Signal(view.selected);
    this.labelLevel = new Signal(view.labels);
    this.shownLayers = new Signal(new Set(view.layers ?? usual));
    this.live = new Live({store: this.store, openSocket, timers, random: Math.random, onFrame: (frame) => this.#frame(frame),
      onHello: (hello) => this.#hello(hello)});
    this.acknowledgements = new Acknowledgements({send: (alarm, key) => this.#acknowledge(alarm, key), newKey: () => crypto.randomUUID(), timers,
      changed: () => this.deliveriesChanged(), answered: (alarm, answer) => this.undo.offer(alarm, answer)});
    this.undo = new Undo({send: (alarm, key) => api.undoAcknowledge(alarm, key), newKey: () => crypto.randomUUID(), timers,
      changed: (alarm, undone) => (undone ? this.acknowledgements.forget(alarm) : this.deliveriesChanged())});
    this.durability = new Durability({ask: () => api.durability(), attended: () => this.attended(), changed: () => this.deliveriesChanged()});
    this.store.listen((changes) => this.#indexAlarms(changes));
    addEventListener('online', () => this.live.retryNow());
  }

  /** The alarm may be over, and gone from the store, before the answer is here: its name is kept with it. */
  async #acknowledge(alarm, key) {
    const objectName = this.store.find('alarms', alarm)?.properties.objectName ?? alarm;
    return {...await this.api.acknowledge(alarm, key), objectName};
  }

  /** Replaced by pages that know whether somebody is at them: what is asked by the clock elsewhere would keep a forgotten session alive. */
  attended = () => false;

  /** Replaced by pages that show deliveries. */
  deliveriesChanged = () => {};

  link() { return linkState({now: this.monotonic(), ...this.live.state}); }

  alarmOf = (objectId) => this.#alarmOfObject.get(objectId);

  badRecords() { return this.store.bad; }

  onFrame(listener) { this.#frameListeners.add(listener); }

  onHello(listener) { this.#helloListeners.add(listener); }

  #frame(frame) {
    this.clock.sample(frame.serverTime);
    for (const listener of this.#frameListeners) listener(frame);
  }

  #hello(hello) {
    const renewed = this.build !== '' && this.build !== hello.build;
    this.build = hello.build;
    for (const listener of this.#helloListeners) listener(hello, renewed);
  }

  /** An object's alarm is its worst one. */
  #indexAlarms({reset, put, removed}) {
    const touched = reset || [...put, ...removed].some(({kind}) => kind === 'alarms');
    if (!touched) return;
    this.#alarmOfObject = new Map(sortAlarms(this.store.list('alarms')).reverse().map((alarm) => [alarm.properties.objectId, alarm]));
    this.acknowledgements.observe((id) => this.store.find('alarms', id));
  }
}

function openSocket(query) {
  const scheme = location.protocol === 'https:' ? 'wss' : 'ws';
  return new WebSocket(`${scheme}://${location.host}/live${query}`);
}

/** Calls `task` twice a second, in a background tab too. */
export function startTicker(task) {
  const worker = new Worker('/core/tick.worker.js');
  worker.onmessage = () => task();
  return worker;
}
