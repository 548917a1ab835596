import {alarmPhase, isUnacknowledged, sortAlarms} from '../core/alarms.js';
import {millis} from '../core/store.js';
import {hourMinute, momentText} from '../core/time.js';
import {limitText, unitText, valueText} from '../core/units.js';
import {el, levelIcon} from './dom.js';

const MOST = 6;

/** The worst alarms of one moment and who has taken them. */
export class BriefAlarms {
  element = el('section.panel', {id: 'brief-alarms'});
  #app;

  constructor(app) { this.#app = app; }

  /** @param {number} now  epoch milliseconds of the picture */
  show(now) {
    const {store, t} = this.#app;
    const alarms = sortAlarms(store.list('alarms'));
    const rows = alarms.slice(0, MOST).map((alarm) => this.#row(alarm, now));
    const rest = alarms.length > MOST ? el('p.quiet', {}, t('wall.more', {n: alarms.length - MOST})) : null;
    this.element.replaceChildren(el('h2', {}, t('wall.worst')), rows.length > 0 ? el('ol', {}, ...rows) : el('p.quiet', {}, t('wall.calm')), ...[rest].filter(Boolean));
  }

  #row(alarm, now) {
    const {t, text} = this.#app;
    const {severity, objectName, property, value, limit, unit, town, raisedAt, acknowledgedAt, acknowledgedBy, acknowledgedByName} = alarm.properties;
    const taken = isUnacknowledged(alarm) ? t(`phase.${alarmPhase(alarm)}`) : `✓ ${acknowledgedByName ?? acknowledgedBy} ${hourMinute(millis(acknowledgedAt))}`;
    const measured = `${text.word('property.', property)} ${valueText(value, property)} ${unitText(unit)} · ${t('alarm.limit')} ${limitText(limit)}`;
    return el('li', {data: {id: alarm.id}}, levelIcon(severity, t(`level.${severity}`)),
      el('div', {}, el('b', {}, [objectName, town].filter(Boolean).join(' · ')), el('p', {}, measured), el('p.quiet', {}, `${momentText(millis(raisedAt), now)} · ${taken}`)));
  }
}
