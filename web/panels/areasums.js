import {leading} from '../core/area.js';
import {countText} from '../core/units.js';
import {el} from './dom.js';

/** The sums of an area answer, large: whom to move, where to, with whom. */
export class AreaSums {
  element = el('dl.sums');
  #app;

  constructor(app) { this.#app = app; }

  /** @param {object} answer  of POST /api/v1/area */
  show(answer) {
    const {t, session} = this.#app;
    const of = leading(answer);
    const n = countText;
    this.element.replaceChildren(
      this.#sum('move', of.personsToMove, t('area.sum.persons'), t('area.sum.moveNote', {households: n(of.householdsToMove), points: n(of.riskPoints)})),
      this.#sum('onNoList', of.onNoList, t('area.sum.things'), t(session.may('READ_CONTACTS') ? 'area.sum.asked' : 'area.sum.askedFirms', {enterprises: n(of.enterprises), households: n(of.households)}),
        of.onNoList > 0 ? t('area.sum.toList', {n: n(of.personsOnNoList)}) : ''),
      this.#sum('free', of.freePlaces, t('area.sum.places'), t('area.sum.freeNote', {n: n(of.shelters)}), of.short > 0 ? t('area.sum.short', {n: n(of.short)}) : ''),
      this.#sum('teams', of.strengthPersons, t('area.sum.persons'), t('area.sum.teamsNote', {n: n(of.teams)})),
      this.#sum('majorHazards', of.majorHazards, t('area.sum.things'), t('area.sum.firms', {n: n(of.enterprises)})),
      this.#sum('alarms', of.alarms, '', t('area.sum.alarmsNote', {n: n(of.unacknowledged)})),
      this.#sum('vehicles', of.vehiclesReporting, t('area.sum.of', {n: n(of.vehicles)}), ''),
      this.#sum('cameras', of.camerasOnline, t('area.sum.of', {n: n(of.cameras)}), ''),
      this.#sum('stations', of.stationsOver, t('area.sum.of', {n: n(of.stations)}), ''));
  }

  /** Orange only where somebody must act: there are more to move than places, or people on no evacuation list. */
  #sum(name, number, unit, note, trouble = '') {
    return el('div', {data: {sum: name}}, el('dt', {}, this.#app.t(`area.sum.${name}`)),
      el('dd', {}, el('b', {}, countText(number)), unit ? el('span.unit', {}, ` ${unit}`) : null, note ? el('span.quiet', {}, note) : null,
        trouble ? el('span.short', {}, trouble) : null));
  }
}
