import {isUnacknowledged, oldestUnacknowledged} from '../core/alarms.js';
import {pagePath} from '../core/next.js';
import {keyed, usual} from '../layers/index.js';
import {readTheme} from '../map/theme.js';
import {Keys} from '../panels/keys.js';

/** What the keys of the duty desk do. */
export class DutyKeys {
  #app;
  #view;
  #panels;
  #siren;
  #region = 0;

  /** @param {{view: import('./mapview.js').MapView, panels: object, siren: import('./siren.js').Siren}} parts */
  constructor(app, {view, panels, siren}) {
    this.#app = app;
    this.#view = view;
    this.#panels = panels;
    this.#siren = siren;
    new Keys(this.#table());
  }

  #table() {
    const {map} = this.#view;
    const {shownLayers, toggleLayer, nextLabels, undo} = this.#app;
    const digits = keyed.flatMap((id, i) => [[`Digit${i + 1}`, () => toggleLayer(id)], [`Shift+Digit${i + 1}`, () => toggleLayer(id, true)]]);
    return {
      ...Object.fromEntries(digits),
      Digit0: () => shownLayers.set(new Set(usual)),
      KeyJ: () => this.#step(1), ArrowDown: () => this.#step(1), KeyK: () => this.#step(-1), ArrowUp: () => this.#step(-1),
      Enter: () => this.#enter(), Backspace: () => this.#panels.area.drawing.drawn?.points.length && this.#panels.area.drawing.removeLast(), KeyG: () => this.#panels.area.begin(),
      KeyA: () => this.#acknowledgeSelected(), KeyU: () => this.#jumpToOldest(), KeyC: () => this.#panels.conflicts.enter(),
      KeyQ: () => map.zoomIn(), Equal: () => map.zoomIn(), 'Shift+Equal': () => map.zoomIn(), NumpadAdd: () => map.zoomIn(),
      KeyE: () => map.zoomOut(), Minus: () => map.zoomOut(), NumpadSubtract: () => map.zoomOut(),
      KeyH: () => this.#view.home(), KeyO: nextLabels, KeyB: () => this.#switchTheme(),
      KeyM: () => this.#siren.silence(), KeyN: () => this.#note(), KeyZ: () => undo.undoNewest(),
      Escape: () => this.#close(), F1: () => this.#panels.help.toggle(), 'Shift+Slash': () => this.#panels.help.toggle(), F6: () => this.#nextRegion(),
    };
  }

  #enter() {
    const {drawing} = this.#panels.area;
    if (drawing.active) drawing.end();
    else this.#view.fly(this.#app.store.findAny(this.#app.selection.value));
  }

  #step(by) {
    const {alarms} = this.#panels.alarms;
    if (alarms.length === 0) return;
    const at = alarms.findIndex(({properties}) => properties.objectId === this.#app.selection.value);
    const next = at < 0 ? 0 : Math.max(0, Math.min(alarms.length - 1, at + by));
    this.#app.select(alarms[next].properties.objectId);
    this.#panels.alarms.element.querySelector('[aria-selected=true]')?.scrollIntoView({block: 'nearest'});
  }

  #acknowledgeSelected() {
    const alarm = this.#app.alarmOf(this.#app.selection.value);
    if (alarm && isUnacknowledged(alarm) && this.#app.mayAcknowledge) this.#app.acknowledge(alarm.id);
  }

  #jumpToOldest() {
    const alarm = oldestUnacknowledged([...this.#app.store.list('alarms')]);
    if (alarm) this.#app.select(alarm.properties.objectId, {fly: true});
  }

  /** A log entry about the selected object. */
  #note() {
    if (!this.#app.session.may('WRITE_LOG')) return;
    const object = this.#app.selection.value;
    location.assign(pagePath(`/log?note=1${object ? `&object=${encodeURIComponent(object)}` : ''}`, location.search));
  }

  #close() {
    const {area, help, spider, placing} = this.#panels;
    if (help.open) help.close();
    else if (placing.active) placing.cancel();
    else if (area.drawing.active) area.cancel();
    else if (spider.open) spider.close();
    else if (area.open && !this.#app.selection.value) area.close();
    else this.#app.select('');
  }

  #nextRegion() {
    const {alarms, log, conflicts, card, area, overview} = this.#panels;
    const regions = [alarms.element, log.element, document.getElementById('middle'), conflicts.element, card.element, area.element, overview.element].filter((region) => !region.hidden);
    this.#region = (this.#region + 1) % regions.length;
    regions[this.#region].focus();
  }

  #switchTheme() {
    document.documentElement.classList.toggle('light');
    this.#app.theme = readTheme();
    this.#view.setTheme(this.#app.theme);
    this.#panels.legend.update();
  }
}
