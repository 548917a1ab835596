import {countAlarms} from '../core/alarms.js';
import {rank} from '../core/severity.js';
import {ageText, date} from '../core/time.js';
import {countText, valueText} from '../core/units.js';
import {el} from './dom.js';

/** Six figures of one moment in large type, each with what it rests on and how old that was. */
export class BriefFigures {
  element = el('section.brief-figures', {id: 'figures'});
  #app;

  constructor(app) { this.#app = app; }

  /** @param {ReturnType<import('../core/figures.js').countyFigures>} figures  @param {number} now  epoch milliseconds of the picture */
  show({rain, level, tracks, shelters, counts}, now) {
    const {t, store} = this.#app;
    const alarms = [...store.list('alarms')];
    const {active, unacknowledged} = countAlarms(alarms, now);
    const severe = alarms.filter(({properties}) => properties.state === 'active' && rank(properties.severity) >= rank('orange')).length;
    const [tracksOn] = counts.get('track');
    const risk = riskFigure(store.list('sites'));
    const register = (at) => (Number.isFinite(at) ? t('wall.register', {date: date(at)}) : '');
    const age = (at) => ageText(at, now, t);
    this.element.replaceChildren(
      this.#cell({name: 'alarms', title: t('brief.alarms'), value: `${severe}`, of: `${active}`, unit: t('brief.items'), note: t('brief.untaken', {n: unacknowledged})}),
      this.#cell({name: 'level', title: t('wall.level'), value: `${level.warning}`, of: `${level.guarantee}`, unit: t('wall.stations'), note: age(level.at),
        old: this.#isOld(level.at, 'level', now)}),
      this.#cell({name: 'rain', title: t('wall.rain'), value: rain ? valueText(rain.value, 'rain1h') : '—', unit: rain ? `mm · ${rain.name}` : '', note: age(rain?.at),
        old: this.#isOld(rain?.at, 'rain', now)}),
      this.#cell({name: 'tracks', title: t('wall.tracks'), value: countText(tracksOn), of: countText(tracks.total), unit: t('wall.units'), note: age(tracks.at),
        old: this.#isOld(tracks.at, 'track', now)}),
      this.#cell({name: 'risk', title: t('brief.risk'), value: countText(risk.persons), unit: t('brief.persons'), note: [t('brief.riskPoints', {n: countText(risk.count)}), register(risk.at)].join('\n')}),
      this.#cell({name: 'shelters', title: t('brief.shelters'), value: countText(shelters.persons), unit: t('brief.persons'),
        note: [t('brief.places', {n: countText(shelters.count)}), register(shelters.at)].join('\n')}),
    );
  }

  /** The newest word of the whole class was older than its limit. */
  #isOld(at, name, now) { return !(now - at <= this.#app.freshness.limitsOf(name).staleMillis); }

  #cell({name, title, value, of, unit, note, old = false}) {
    const {t} = this.#app;
    const last = Number.parseFloat(value) >= 0 ? t('wall.last', {value: of === undefined ? value : `${value} / ${of}`}) : t('wall.noData');
    const shown = old ? [el('b.hollow', {}, '—'), el('small', {}, last)]
      : [el('b', {}, value), of === undefined ? null : el('em', {}, '/'), of === undefined ? null : el('b.of', {}, of), el('small', {}, unit)];
    return el('div', {data: {figure: name}}, el('h2', {}, title), el('p.fig', {}, ...shown.filter(Boolean)), el('p.note', {}, note));
  }
}

/** How many people the danger points of the county threaten, by its register. */
function riskFigure(sites) {
  let [count, persons, at] = [0, 0, NaN];
  for (const {properties, observedAt} of sites) {
    if (properties.siteType !== 'riskPoint') continue;
    count++;
    persons += properties.threatenedPersons ?? 0;
    if (!(observedAt <= at)) at = observedAt;
  }
  return {count, persons, at};
}
