import {Areas} from '../core/areas.js';
import {el, setHidden} from './dom.js';
import {Field} from './form.js';

/** Picks an area 辖区: the whole county, a town of it, a village of the town. */
export class AreaPicker {
  /** @type {(Field)[]} for a form */
  fields;
  #areas;
  #t;
  #town;
  #village;

  /** @param {Areas} areas  @param {string} id  prefix of the inputs' ids  @param {string} code  what is picked at first */
  constructor(areas, text, id, code = '') {
    this.#areas = areas;
    this.#t = text.t;
    const towns = areas.towns.map(({code: town, name}) => el('option', {value: town}, name));
    this.#town = new Field({id: `${id}-town`, label: text.t('area'), control: el('select', {on: {change: () => this.#fillVillages('')}},
      el('option', {value: ''}, text.t('area.county')), ...towns)});
    this.#village = new Field({id: `${id}-village`, label: text.t('area.village'), control: el('select')});
    this.fields = [this.#town, this.#village];
    this.#town.value = Areas.townOf(code);
    this.#fillVillages(code.length > this.#town.value.length ? code : '');
  }

  /** The code picked; empty is the whole county. */
  get code() { return this.#village.value || this.#town.value; }

  #fillVillages(code) {
    const villages = this.#areas.villagesOf(this.#town.value);
    this.#village.input.replaceChildren(el('option', {value: ''}, this.#t('area.town')), ...villages.map(({code: village, name}) => el('option', {value: village}, name)));
    this.#village.value = code;
    setHidden(this.#village.element, this.#town.value === '');
  }
}
