import {alarmPhase, countAlarms, isUnacknowledged, sortAlarms} from '../core/alarms.js';
import {WORST_FIRST} from '../core/severity.js';
import {millis} from '../core/store.js';
import {hourMinute, momentText, shortAge} from '../core/time.js';
import {limitText, unitText, valueText} from '../core/units.js';
import {el, levelIcon, setHidden, setText} from './dom.js';
import {signInLink} from './who.js';

/** Rows beyond this are counted, not drawn: nobody reads them, and the page stays light. */
const MOST_ROWS = 200;

/** Alarms 告警, red first, then newest: one row each, one click acknowledges. */
export class AlarmTable {
  element;
  #app;
  #body = el('tbody');
  #counts = el('div.counts');
  #levels = el('div.levels');
  #flood = el('div.flood', {role: 'status', hidden: true});
  #more = el('p.quiet', {hidden: true});
  #none = el('p.quiet', {id: 'no-alarms'});
  #rows = new Map();
  #alarms = [];

  constructor(app) {
    this.#app = app;
    const {t} = app;
    const heads = ['level', 'time', 'object', 'value', 'age', 'state'].map((name) => el(`th.${name}`, {scope: 'col'}, t(`alarm.${name}`)));
    this.#none.textContent = t('alarm.none');
    this.element = el('section.panel.alarms', {'aria-label': t('alarm.title'), tabindex: '-1'},
      el('div.head', {}, el('h2', {}, t('alarm.title')), this.#counts),
      el('div.bar', {}, this.#levels, this.#flood),
      el('div.scroll', {}, el('table.alarm-table', {id: 'alarms'}, el('thead', {}, el('tr', {}, ...heads)), this.#body), this.#more, this.#none));
  }

  /** Alarms in the order shown. */
  get alarms() { return this.#alarms; }

  update() {
    const {store} = this.#app;
    this.#alarms = sortAlarms(store.list('alarms'));
    const shown = this.#alarms.slice(0, MOST_ROWS);
    const ids = new Set(shown.map(({id}) => id));
    for (const [id, row] of this.#rows) {
      if (ids.has(id)) continue;
      row.element.remove();
      this.#rows.delete(id);
    }
    shown.forEach((alarm, i) => this.#place(this.#row(alarm), i));
    setHidden(this.#none, this.#alarms.length > 0);
    setHidden(this.#more, this.#alarms.length <= MOST_ROWS);
    setText(this.#more, this.#app.t('alarm.more', {n: this.#alarms.length - MOST_ROWS}));
    this.tick(this.#app.clock.now());
  }

  /** Ages and counts; once a second. */
  tick(now) {
    const {t} = this.#app;
    for (const {alarm, age} of this.#rows.values()) setText(age, shortAge(millis(alarm.properties.raisedAt), now, t));
    this.#showCounts(countAlarms(this.#alarms, now));
  }

  showFlood(flood, recent) {
    setHidden(this.#flood, !flood);
    if (flood) setText(this.#flood, this.#app.t('alarm.flood', {n: recent}));
  }

  #showCounts(counts) {
    const {t} = this.#app;
    const key = JSON.stringify(counts);
    if (this.#counts.dataset.key === key) return;
    this.#counts.dataset.key = key;
    const count = (name) => el('span', {}, `${t(`alarm.count.${name}`)} `, el('b', {}, String(counts[name])));
    this.#counts.replaceChildren(count('unacknowledged'), count('active'), count('recent'));
    this.#levels.replaceChildren(...WORST_FIRST.map((level) => el('span', {title: t(`level.${level}`)}, levelIcon(level), String(counts[level]))));
  }

  #place(row, at) {
    if (this.#body.children[at] !== row.element) this.#body.insertBefore(row.element, this.#body.children[at] ?? null);
  }

  #row(alarm) {
    const {selection, acknowledgements, store} = this.#app;
    const object = store.findAny(alarm.properties.objectId);
    const delivery = acknowledgements.of(alarm.id);
    const selected = selection.value === alarm.properties.objectId;
    const key = [alarm.version, object?.version, delivery?.state, selected, alarm.properties.acknowledged].join();
    const known = this.#rows.get(alarm.id);
    if (known?.key === key) return known;
    const row = this.#build(alarm, object, selected);
    known?.element.replaceWith(row.element);
    this.#rows.set(alarm.id, {...row, key});
    return row;
  }

  #build(alarm, object, selected) {
    const {t, select} = this.#app;
    const {severity, raisedAt, objectName, objectId} = alarm.properties;
    const phase = alarmPhase(alarm);
    const age = el('td.age');
    const element = el(`tr.phase-${phase}`, {'aria-selected': String(selected), data: {id: alarm.id, level: severity},
      on: {click: () => select(objectId, {fly: true, alarm: alarm.id})}},
      el('td.level', {}, el(`i.call.call-${severity}`), levelIcon(severity, t(`level.${severity}`))),
      el('td.time', {title: momentText(millis(raisedAt), this.#app.clock.now())}, hourMinute(millis(raisedAt))),
      el('td.object', {title: objectName}, objectName),
      el('td.value', {}, ...this.#value(alarm, object)), age, el('td.state', {}, ...this.#state(alarm)));
    return {element, alarm, age};
  }

  #value({properties}, object) {
    const {t, text} = this.#app;
    const value = object?.properties.readings?.[properties.property]?.value ?? properties.value;
    const what = text.word('property.', properties.property);
    const figures = `${valueText(value, properties.property)} / ${limitText(properties.limit)} ${unitText(properties.unit)}`;
    return [el('span', {title: `${what} ${t('alarm.limit')}`}, figures)];
  }

  #state(alarm) {
    const {t, acknowledgements} = this.#app;
    const {acknowledged, acknowledgedByName, acknowledgedBy, acknowledgedAt} = alarm.properties;
    const returned = alarm.properties.state === 'returned' ? el('span.returned', {}, t('alarm.returned')) : null;
    if (acknowledged) {
      const who = acknowledgedByName ?? acknowledgedBy;
      return [returned, el('span.taken', {title: who}, `✓ ${who} ${hourMinute(millis(acknowledgedAt))}`)].filter(Boolean);
    }
    if (!this.#app.mayAcknowledge) return [returned, this.#notMine()];
    const delivery = acknowledgements.of(alarm.id);
    if (delivery && delivery.state !== 'refused') return [el(`span.delivery-${delivery.state}`, {}, t(`delivery.${delivery.state}`))];
    const button = el('button.ack', {type: 'button', title: delivery?.reason, on: {click: (event) => this.#acknowledge(event, alarm)}},
      delivery ? t('delivery.refused') : t('alarm.acknowledge'));
    return [returned, button].filter(Boolean);
  }

  /** A guest is led to where they may; whoever may not, reads how it stands. */
  #notMine() {
    const {t, session} = this.#app;
    if (!session.guest) return el('span.quiet', {}, t('phase.unacknowledged'));
    const link = signInLink(t('act.signIn'), 'a.ack');
    link.addEventListener('click', (event) => event.stopPropagation());
    return link;
  }

  #acknowledge(event, alarm) {
    event.stopPropagation();
    if (isUnacknowledged(alarm)) this.#app.acknowledge(alarm.id);
  }

  remove() { this.element.remove(); }
}
