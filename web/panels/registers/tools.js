import {countText} from '../../core/units.js';
import {el, setText} from '../dom.js';

const PAUSE_MILLIS = 150;

/** Which register, which of its rows. */
export class Tools {
  element;
  #text;
  #deeds;
  #register;
  #words;
  #town;
  #count = el('span.count', {role: 'status'});
  #typing = 0;

  /** @param {{choose: (register: string) => Promise<void>, ask: (order: object) => void, add: () => void, mayEdit: boolean}} deeds */
  constructor({text}, deeds) {
    const {t} = text;
    this.#text = text;
    this.#deeds = deeds;
    this.#register = el('select', {'aria-label': t('registers.which'), 'id': 'register', 'on': {change: () => this.choose(this.#register.value)}});
    this.#words = el('input', {'type': 'search', 'placeholder': t('registers.search'), 'aria-label': t('registers.search'), 'on': {input: () => this.#type()}});
    this.#town = el('select', {'aria-label': t('field.town'), 'id': 'town', 'on': {change: () => deeds.ask({town: this.#town.value})}});
    const add = deeds.mayEdit ? el('button', {type: 'button', id: 'add-row', on: {click: deeds.add}}, t('registers.add')) : null;
    this.element = el('header.tools', {}, this.#register, this.#words, this.#town, this.#count, add);
  }

  /** @param {{register: string, rows: number}[]} all */
  registers(all) {
    this.#register.replaceChildren(...all.map(({register, rows}) => el('option', {value: register}, `${this.#text.t(`register.${register}`)} ${countText(rows)}`)));
  }

  async choose(register) {
    this.#register.value = register;
    this.#words.value = '';
    this.towns([]);
    await this.#deeds.choose(register);
  }

  /** @param {{code: string, name: string, rows: number}[]} towns */
  towns(towns) {
    const chosen = this.#town.value;
    this.#town.replaceChildren(el('option', {value: ''}, this.#text.t('registers.everyTown')),
      ...towns.map(({code, name, rows}) => el('option', {value: code}, `${name} ${countText(rows)}`)));
    this.#town.value = towns.some(({code}) => code === chosen) ? chosen : '';
  }

  count(shown, all) { setText(this.#count, shown === all ? this.#text.t('registers.count', {n: countText(all)}) : this.#text.t('registers.some', {n: countText(shown), all: countText(all)})); }

  #type() {
    clearTimeout(this.#typing);
    this.#typing = setTimeout(() => this.#deeds.ask({words: this.#words.value}), PAUSE_MILLIS);
  }
}
