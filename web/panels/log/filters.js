import {GROUPS} from '../../core/logline.js';
import {momentShown, NO_FILTER, readMoment, WINDOWS} from '../../core/logquery.js';
import {el} from '../dom.js';

/** Typing settles before it is asked for. */
const SETTLE_MILLIS = 350;

/** The filters in one row; every change tells the whole filter. */
export class LogFilters {
  element;
  #filter;
  #changed;
  #chips = new Map();
  #inputs = {};
  #timer = null;

  /**
   * @param {import('../../core/text.js').Text} text
   * @param {import('../../core/logquery.js').Filter} filter
   * @param {(filter: import('../../core/logquery.js').Filter) => void} changed
   */
  constructor(text, filter, changed) {
    const {t} = text;
    this.#filter = filter;
    this.#changed = changed;
    const chips = [0, ...WINDOWS].map((hours) => this.#chip(hours, hours === 0 ? t('log.anyTime') : t('log.hours', {n: hours})));
    this.#inputs = {
      from: this.#input('from', {type: 'text', 'aria-label': t('log.from'), placeholder: `${t('log.from')} 07-18 08:00`}),
      to: this.#input('to', {type: 'text', 'aria-label': t('log.to'), placeholder: `${t('log.to')} 07-18 20:00`}),
      person: this.#input('person', {type: 'text', 'aria-label': t('log.who'), placeholder: `${t('log.who')} · ${t('log.anyone')}`}),
      group: this.#groups(t),
      object: this.#input('object', {type: 'text', 'aria-label': t('log.object'), placeholder: `${t('log.object')} · ${t('log.anyObject')}`}),
      q: this.#input('q', {type: 'search', 'aria-label': t('log.search'), placeholder: `${t('log.search')} · ${t('log.searchHint')}`}),
    };
    const {from, to, person, group, object, q} = this.#inputs;
    const clear = el('button.clear', {type: 'button', on: {click: () => this.clear()}}, t('log.clear'));
    this.element = el('form.filters', {role: 'search', 'aria-label': t('log.filters'), on: {submit: (event) => this.#now(event)}},
      el('div.chips', {role: 'group', 'aria-label': t('log.window')}, ...chips), from, el('span.quiet', {}, '–'), to, person, group, object,
      el('span.search', {}, q, el('kbd', {'aria-hidden': 'true'}, '/')), clear);
    this.#show();
  }

  get filter() { return this.#filter; }

  focusSearch() {
    this.#inputs.q.focus();
    this.#inputs.q.select();
  }

  clear() {
    document.activeElement?.blur();
    this.#set({...NO_FILTER});
  }

  /** In words, for the print; empty when nothing is filtered. @returns {string[]} */
  words(text) {
    const {t} = text;
    const {person, group, object, q} = this.#filter;
    const said = [[t('log.who'), person], [t('log.kind'), group && t(`group.${group}`)], [t('log.object'), object], [t('log.search'), q]];
    return said.filter(([, value]) => value).map(([name, value]) => `${name} ${value}`);
  }

  #chip(hours, label) {
    const chip = el('button', {type: 'button', on: {click: () => this.#set({...this.#filter, hours, from: '', to: ''})}}, label);
    this.#chips.set(hours, chip);
    return chip;
  }

  #groups(t) {
    const options = Object.keys(GROUPS).map((group) => el('option', {value: group}, t(`group.${group}`)));
    const select = el('select', {'aria-label': t('log.kind'), on: {change: () => this.#set({...this.#filter, group: select.value})}},
      el('option', {value: ''}, t('log.anyKind')), ...options);
    return select;
  }

  #input(name, attributes) {
    const typed = (event) => { if (!event.isComposing) this.#soon(name); };
    const leave = (event) => {
      if (event.key !== 'Escape' || event.isComposing) return;
      event.stopPropagation();
      event.target.blur();
    };
    return el('input', {autocomplete: 'off', spellcheck: 'false', maxlength: '200', ...attributes, on: {input: typed, compositionend: () => this.#soon(name), change: () => this.#take(), keydown: leave}});
  }

  #soon(name) {
    clearTimeout(this.#timer);
    if (name === 'from' || name === 'to') return; // half a time is another time: it counts when it is left or sent
    this.#timer = setTimeout(() => this.#take(), SETTLE_MILLIS);
  }

  #now(event) {
    event.preventDefault();
    this.#take();
  }

  #take() {
    clearTimeout(this.#timer);
    const typed = {...Object.fromEntries(['person', 'object', 'q'].map((name) => [name, this.#inputs[name].value.trim()])), ...this.#moments()};
    const hours = typed.from || typed.to ? 0 : this.#filter.hours;
    const next = {...this.#filter, ...typed, hours};
    if (Object.keys(next).some((name) => next[name] !== this.#filter[name])) this.#set(next);
  }

  /** What is typed as a time, as far as it makes sense. */
  #moments() {
    const moments = {from: readMoment(this.#inputs.from.value, Date.now()), to: readMoment(this.#inputs.to.value, Date.now(), '23:59')};
    for (const [name, moment] of Object.entries(moments)) {
      this.#inputs[name].toggleAttribute('aria-invalid', moment === undefined);
      if (moment === undefined) moments[name] = this.#filter[name];
    }
    return moments;
  }

  #set(filter) {
    clearTimeout(this.#timer);
    this.#filter = filter;
    this.#show();
    this.#changed(filter);
  }

  #show() {
    const {hours, from, to} = this.#filter;
    for (const [each, chip] of this.#chips) chip.setAttribute('aria-pressed', String(each === hours && !(each === 0 && (from || to))));
    for (const [name, input] of Object.entries(this.#inputs)) {
      const value = this.#filter[name];
      const shown = (name === 'from' || name === 'to') && value ? momentShown(value, Date.now()) : value;
      if (input.value.trim() !== shown && input !== document.activeElement) input.value = shown;
    }
  }
}
