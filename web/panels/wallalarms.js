import {alarmPhase, countAlarms, isUnacknowledged, sortAlarms} from '../core/alarms.js';
import {WORST_FIRST} from '../core/severity.js';
import {millis} from '../core/store.js';
import {ageText, hourMinute} from '../core/time.js';
import {limitText, unitText, valueText} from '../core/units.js';
import {el, levelIcon, setText} from './dom.js';

const WORST = 4;
/** A line may break behind the dot, not before it. */
const DOT = '\u00a0· ';
/** Who goes first when the column is too low: the fourth, the third, after most of the log. */
const DROPS = [undefined, '7', '8', '10'];

/** The four worst alarms in large type, and how many more there are. */
export class WallAlarms {
  element;
  #app;
  #counts = el('span');
  #list = el('ol.worst', {id: 'worst'});
  #more = el('div.more');
  #ages = [];
  #key = '';

  constructor(app) {
    this.#app = app;
    this.element = el('section.wall-alarms', {}, el('h2', {}, app.t('wall.worst'), this.#counts), this.#list, this.#more);
  }

  update() {
    const {store, t} = this.#app;
    const alarms = sortAlarms(store.list('alarms'));
    const shown = alarms.slice(0, WORST).map((alarm) => ({alarm, value: this.#value(alarm)}));
    const key = `${alarms.length} ${shown.map(({alarm, value}) => `${alarm.id} ${alarm.version} ${value}`).join()}`;
    if (key === this.#key) return;
    this.#key = key;
    this.#ages = [];
    const rows = shown.map(({alarm, value}, i) => this.#row(alarm, value, i));
    this.#list.replaceChildren(...(rows.length > 0 ? rows : [el('li.calm', {}, t('wall.calm'))]));
    this.#showRest(alarms.slice(WORST));
    this.tick(this.#app.clock.now());
  }

  tick(now) {
    const {t} = this.#app;
    const counts = countAlarms(this.#app.store.list('alarms'), now);
    setText(this.#counts, t('wall.counts', counts));
    for (const {node, alarm} of this.#ages) setText(node, this.#meta(alarm, now));
  }

  #value(alarm) {
    const object = this.#app.store.findAny(alarm.properties.objectId);
    return object?.properties.readings?.[alarm.properties.property]?.value ?? alarm.properties.value;
  }

  #row(alarm, value, i) {
    const {t, text} = this.#app;
    const {severity, objectName, property, limit, unit} = alarm.properties;
    const meta = el('div.meta');
    this.#ages.push({node: meta, alarm});
    const over = value > limit ? ` · ${t('wall.over', {amount: valueText(value - limit, property)})}` : '';
    const what = `${text.word('property.', property)} ${valueText(value, property)} ${unitText(unit)}${over}`;
    return el(`li.phase-${alarmPhase(alarm)}`, {data: {drop: DROPS[i], id: alarm.id}}, el(`i.call.call-${severity}`), levelIcon(severity, t(`level.${severity}`)),
      el('div', {}, el('div.name', {}, objectName), el(`div.what.text-${severity}`, {}, what), meta));
  }

  #meta(alarm, now) {
    const {t} = this.#app;
    const {limit, unit, raisedAt, acknowledgedAt, acknowledgedBy, acknowledgedByName} = alarm.properties;
    const taken = isUnacknowledged(alarm) ? t(`phase.${alarmPhase(alarm)}`) : `✓ ${acknowledgedByName ?? acknowledgedBy} ${hourMinute(millis(acknowledgedAt))}`;
    return [`${t('alarm.limit')} ${limitText(limit)} ${unitText(unit)}`, ageText(millis(raisedAt), now, t), taken].join(DOT);
  }

  #showRest(rest) {
    const {t} = this.#app;
    this.#more.hidden = rest.length === 0;
    const levels = WORST_FIRST.map((level) => [level, rest.filter(({properties}) => properties.severity === level).length]).filter(([, count]) => count > 0);
    this.#more.replaceChildren(el('span', {}, t('wall.more', {n: rest.length})), el('span.gap'), ...levels.map(([level, count]) => el('span', {}, levelIcon(level), String(count))));
  }

  remove() { this.element.remove(); }
}
