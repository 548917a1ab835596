import {alarmPhase} from '../core/alarms.js';
import {isLevel, primaryReading} from '../core/readings.js';
import {millis} from '../core/store.js';
import {ageText, hourMinute, timeOfDay, momentText} from '../core/time.js';
import {limitText, quantityText, unitText, valueText} from '../core/units.js';
import {layerOf} from '../layers/index.js';
import {ContactPanel} from './contact.js';
import {Covers} from './covers.js';
import {Curve} from './curve.js';
import {el, isLevel as isSeverity, levelIcon, setText} from './dom.js';
import {warningTitle} from './warningchips.js';
import {signInLink} from './who.js';

const CURVE_HOURS = 24;
/** Left and right of the card's body, CSS pixels. */
const BODY_PADDING = 32;
const CURVE_REFRESH_MILLIS = 30_000;

/** One object: 名称 · 状态 · 数值+单位 · 时间(龄) · 来源 · 建议 · 按钮, in this order for every kind. */
export class ObjectCard {
  element;
  #app;
  #title = el('h2');
  #kind = el('span.quiet');
  #body = el('div.card-body');
  #age = null;
  #contact;
  #covers;
  #curve = null;
  #key = '';

  constructor(app) {
    this.#app = app;
    this.#title.textContent = app.t('card.title');
    this.#contact = new ContactPanel(app);
    this.#covers = new Covers(app);
    const close = el('button.close', {type: 'button', 'aria-label': app.t('close'), title: 'Esc', on: {click: () => app.select('')}}, '×');
    this.element = el('section.panel.card', {id: 'card', 'aria-label': app.t('card.title'), tabindex: '-1', hidden: true},
      el('div.head', {}, this.#title, el('span.gap'), this.#kind, close), this.#body, this.#contact.element);
  }

  /** Shows the selected object as it is now. */
  update() {
    const {store, selection, alarmOf, acknowledgements} = this.#app;
    const id = selection.value;
    const entity = id ? store.findAny(id) : undefined;
    const alarm = id ? alarmOf(id) ?? store.find('alarms', id) : undefined;
    this.element.hidden = !entity && !alarm;
    if (this.element.hidden) {
      this.#key = '';
      this.#contact.show('');
      return;
    }
    const key = [id, entity?.version, alarm?.version, alarm && acknowledgements.of(alarm.id)?.state, this.#freshness(entity)].join();
    if (key === this.#key) return;
    this.#key = key;
    this.#contact.show(contactsOf(entity, alarm)); // outside the body: what somebody types there outlives an update
    this.#show(entity ?? alarm, alarm);
  }

  /** Age and curve go on while nothing comes. */
  tick(now) {
    this.update();
    if (this.#age) setText(this.#age.node, this.#ageText(this.#age.at, now));
    if (this.#curve && now - this.#curve.askedAt > CURVE_REFRESH_MILLIS) this.#askCurve(this.#curve);
    this.#contact.tick();
    this.#covers.tick(now);
  }

  #freshness(entity) { return entity ? this.#app.freshness.judge(entity, this.#app.clock.now()) : 0; }

  #show(entity, alarm) {
    const layer = layerOf(entity);
    setText(this.#kind, `${layer ? this.#app.t(layer.title) : this.#app.t('alarm.title')} · ${entity.id.replace(/^[^:]*:/, '')}`);
    const parts = entity.kind === 'warnings' ? this.#warning(entity) : this.#thing(entity, layer, alarm);
    this.#body.replaceChildren(...parts.filter(Boolean));
    if (this.#curve) this.#drawCurve(this.#curve);
  }

  #thing(entity, layer, alarm) {
    const {t} = this.#app;
    const [value, unit] = layer?.value(entity, t) ?? [valueText(alarm.properties.value, alarm.properties.property), unitText(alarm.properties.unit)];
    return [
      this.#name(entity.properties.severity, entity.properties.name ?? entity.properties.objectName ?? entity.id, this.#status(entity, alarm)),
      value ? el('div.value', {}, el('span.big', {}, value), el('span.unit', {}, unit), ...this.#trend(entity)) : null,
      this.#source(entity),
      this.#readings(entity),
      this.#curveOf(entity),
      this.#advice(alarm),
      this.#fields([...(layer?.card(entity, t) ?? []), ['field.town', entity.properties.town], ...this.#doubts(entity)]),
      this.#buttons(entity, alarm),
    ];
  }

  #warning(entity) {
    const {t, clock} = this.#app;
    const {properties} = entity;
    this.#curve = null;
    const layer = layerOf(entity);
    return [
      this.#name(properties.severity, warningTitle(properties, t), {text: t(`warning.state.${properties.state}`), level: ''}),
      el('p.headline', {}, properties.headline ?? ''),
      this.#source(entity),
      properties.instruction ? el('dl.advice', {}, el('dt', {}, t('field.advice')), el('dd', {}, properties.instruction)) : null,
      this.#fields(layer.card(entity, t, clock.now())),
      entity.geometry ? el('div.buttons', {}, ...this.#inside(entity)) : null,
      this.#covers.show(entity),
    ];
  }

  #name(severity, name, {text, level}) {
    const icon = isSeverity(severity) ? levelIcon(severity, this.#app.t(`level.${severity}`)) : null;
    return el('div.name', {}, icon, el('strong', {}, name), el('span.gap'), text ? el(`span.tag${level ? `.text-${level}` : ''}`, {}, text) : null);
  }

  /** What is wrong first: over a limit, then silence. */
  #status(entity, alarm) {
    const {t} = this.#app;
    const freshness = this.#freshness(entity);
    if (alarm) {
      const phase = alarmPhase(alarm);
      const over = Math.abs(this.#valueNow(alarm, entity) - alarm.properties.limit);
      if (alarm.properties.state === 'active') {
        const {severity, property, unit} = alarm.properties;
        return {text: t('status.over', {level: t(`level.${severity}`), amount: quantityText(over, unit, property)}), level: severity};
      }
      return {text: t(`phase.${phase}`), level: ''};
    }
    if (freshness > 0) return {text: t(`fresh.${freshness}`), level: ''};
    return {text: '', level: ''};
  }

  #valueNow(alarm, entity) { return entity.properties.readings?.[alarm.properties.property]?.value ?? alarm.properties.value; }

  #trend(entity) {
    const reading = primaryReading(entity);
    return reading ? [el('span.what', {}, this.#app.text.word('property.', reading.property))] : [];
  }

  #source(entity) {
    const {t, clock} = this.#app;
    const node = el('span');
    this.#age = {node, at: entity.observedAt};
    setText(node, this.#ageText(entity.observedAt, clock.now()));
    const source = entity.properties.source ?? '';
    return el('div.source', {}, node, source ? ` · ${t('field.source')} ${source === 'register' ? t('source.register') : source}` : '');
  }

  #ageText(at, now) {
    const {t} = this.#app;
    if (!Number.isFinite(at)) return t('age.never');
    const absolute = now - at < 86_400_000 ? timeOfDay(at) : momentText(at, now);
    const age = now - at;
    return age < 3_600_000 ? `${absolute} (${ageText(at, now, t)})` : `${absolute} (${t('age.hoursAgo', {n: Math.floor(age / 3_600_000)})})`;
  }

  /** All readings when there is more than the one above. */
  #readings(entity) {
    const {text} = this.#app;
    const readings = Object.entries(entity.properties.readings ?? {});
    if (readings.length < 2) return null;
    const rows = readings.map(([property, {value, unit, observedAt, level}]) => el('tr', {}, el('td', {}, text.word('property.', property)),
      el(`td.number${isSeverity(level) ? `.text-${level}` : ''}`, {}, quantityText(value, unit, property)), el('td.age', {}, hourMinute(millis(observedAt)))));
    return el('table.readings', {}, el('tbody', {}, ...rows));
  }

  #curveOf(entity) {
    const reading = entity.kind === 'stations' ? primaryReading(entity) : null;
    if (!reading) {
      this.#curve = null;
      return null;
    }
    if (this.#curve?.id !== entity.id || this.#curve.property !== reading.property) {
      const label = this.#app.t('card.curve', {property: this.#app.text.word('property.', reading.property), hours: CURVE_HOURS});
      this.#curve = {id: entity.id, property: reading.property, view: new Curve(this.#app.theme, label), data: null, askedAt: 0, water: isLevel(entity)};
      this.#askCurve(this.#curve);
    }
    return this.#curve.view.element;
  }

  async #askCurve(curve) {
    curve.askedAt = this.#app.clock.now();
    try {
      curve.data = await this.#app.api.observations(curve.id, curve.property, CURVE_HOURS);
    } catch {
      return; // the curve as it was stands; the next refresh asks again
    }
    if (curve === this.#curve) this.#drawCurve(curve);
  }

  #drawCurve(curve) {
    curve.view.element.hidden = !curve.data || curve.data.points.length < 2;
    if (curve.view.element.hidden) return;
    const to = this.#app.clock.now();
    curve.view.draw(curve.data, {from: Math.max(to - CURVE_HOURS * 3_600_000, curve.data.points[0][0] - 60_000), to, width: this.#body.clientWidth - BODY_PADDING});
  }

  #advice(alarm) {
    if (!alarm) return null;
    const {t, text, clock} = this.#app;
    const {adviceKey, limit, unit, raisedAt, property, severity} = alarm.properties;
    const key = [adviceKey, `advice.${adviceKey}`].find((candidate) => text.has(candidate)) ?? `advice.${severity}`;
    return el('dl.advice', {}, el('dt', {}, t('field.limit')), el('dd', {}, `${text.word('property.', property)} ${limitText(limit)} ${unitText(unit)}`),
      el('dt', {}, t('field.raised')), el('dd', {}, momentText(millis(raisedAt), clock.now())), el('dt', {}, t('field.advice')), el('dd', {}, t(key)));
  }

  #doubts({properties}) {
    const {t} = this.#app;
    const flags = (properties.flags ?? []).map((flag) => t(`flag.${flag}`));
    const warnings = (properties.insideWarnings ?? []).map((id) => this.#app.store.find('warnings', id)).filter(Boolean);
    const inside = warnings.map((warning) => warningTitle(warning.properties, t));
    return [['field.doubt', flags.join(' · ')], ['field.inside', inside.join(' · ')]];
  }

  #fields(fields) {
    const {t} = this.#app;
    const shown = fields.filter(([, value]) => value !== undefined && value !== null && value !== '');
    if (shown.length === 0) return null;
    return el('dl.fields', {}, ...shown.flatMap(([key, value]) => [el('dt', {}, t(key)), el('dd', {}, String(value))]));
  }

  #buttons(entity, alarm) {
    const {t, mayPlace, locate, beginPlacing} = this.#app;
    const buttons = alarm && !alarm.properties.acknowledged ? [this.#acknowledge(alarm)].filter(Boolean) : [];
    if (Number.isFinite(entity.lon)) buttons.push(el('button', {type: 'button', on: {click: () => locate(entity)}}, t('card.locate')), ...this.#inside(entity));
    else if (entity.kind !== 'alarms' && mayPlace) buttons.push(el('button', {type: 'button', on: {click: () => beginPlacing(entity)}}, t('unplaced.place')));
    const taken = alarm?.properties.acknowledged ? el('p.taken', {}, this.#taken(alarm)) : null;
    return el('div.foot', {}, taken, el('div.buttons', {}, ...buttons));
  }

  /** What lies in its area, or round it. */
  #inside(entity) {
    const {t, areaOf} = this.#app;
    return entity.kind === 'alarms' ? [] : [el('button', {type: 'button', on: {click: () => areaOf(entity)}}, t(entity.kind === 'warnings' ? 'area.inside' : 'area.near'))];
  }

  #acknowledge({id}) {
    const {t, session, mayAcknowledge, acknowledge, acknowledgements} = this.#app;
    const delivery = acknowledgements.of(id);
    if (!mayAcknowledge) return session.guest ? signInLink(t('act.signIn'), 'a.primary') : null;
    if (delivery && delivery.state !== 'refused') return el(`span.delivery-${delivery.state}`, {}, t(`delivery.${delivery.state}`));
    return el('button.primary', {type: 'button', on: {click: () => acknowledge(id)}}, el('kbd', {}, 'A'), t('alarm.acknowledge'));
  }

  #taken({id, properties}) {
    const {t, acknowledgements, durability} = this.#app;
    const answer = acknowledgements.of(id)?.answer;
    const who = properties.acknowledgedByName ?? properties.acknowledgedBy;
    const durable = answer?.durability ? ` · ${t(durability.wordOf(answer))}` : '';
    return t('card.taken', {who, time: hourMinute(millis(properties.acknowledgedAt))}) + durable;
  }

  remove() { this.element.remove(); }
}

/** Id of the thing somebody may answer for; a warning has an office, not a keeper. */
const contactsOf = (entity, alarm) => (entity?.kind === 'warnings' || entity?.properties.registered === false ? '' : alarm?.properties.objectId ?? entity.id);
