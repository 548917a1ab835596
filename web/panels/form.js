import {problemText} from '../core/problems.js';
import {el, setHidden, setText} from './dom.js';

/** One labelled input; what is wrong with it is told beside it and bound to it. */
export class Field {
  element;
  input;
  #error;

  /**
   * @param {{id: string, label: string, hint?: string|Element, control?: HTMLElement}} parts  further ones are attributes of the input
   */
  constructor({id, label, hint = '', control, ...attributes}) {
    this.#error = el('p.field-error', {id: `${id}-error`, hidden: true});
    const described = hint === '' ? `${id}-error` : `${id}-hint ${id}-error`;
    this.input = control ?? el('input', {type: 'text', autocomplete: 'off', spellcheck: 'false', ...attributes});
    this.input.id = id;
    this.input.setAttribute('aria-describedby', described);
    this.element = el('div.field', {}, el('label', {for: id}, label), this.input, hint === '' ? null : el('p.hint', {id: `${id}-hint`}, hint), this.#error);
  }

  get value() { return this.input.value; }

  set value(value) { this.input.value = value; }

  fail(message) {
    setText(this.#error, message);
    setHidden(this.#error, false);
    this.input.setAttribute('aria-invalid', 'true');
  }

  clear() {
    setHidden(this.#error, true);
    this.input.removeAttribute('aria-invalid');
  }
}

/** Fields, one button and one place for what went wrong. It sends once at a time. */
export class Form {
  element;
  #text;
  #fields;
  #parts;
  #button;
  #error;
  #busy = false;

  /**
   * @param {import('../core/text.js').Text} text
   * @param {{id: string, fields: (Field|Element)[], submit: string, cancel?: () => void, check?: () => [Field, string]|null, send: () => Promise<*>,
   *   done: (result: *) => void|Promise<void>, failed?: (error: Error) => string|null}} parts  check: the first thing that is wrong; failed: its own words for an error
   */
  constructor(text, parts) {
    this.#text = text;
    this.#parts = parts;
    this.#fields = parts.fields.filter((field) => field instanceof Field);
    this.#error = el('p.form-error', {id: `${parts.id}-error`, role: 'alert', hidden: true});
    this.#button = el('button.primary', {type: 'submit', 'aria-describedby': `${parts.id}-error`}, parts.submit);
    const cancel = parts.cancel ? el('button', {type: 'button', on: {click: parts.cancel}}, text.t('cancel')) : null;
    this.element = el('form.form', {id: parts.id, novalidate: true, on: {submit: (event) => this.#submit(event)}},
      ...parts.fields.map((field) => (field instanceof Field ? field.element : field)), this.#error, el('div.buttons', {}, this.#button, cancel));
    if (parts.cancel) this.element.addEventListener('keydown', (event) => this.#escape(event));
  }

  focus() { this.#fields[0]?.input.focus(); }

  /** Says in place what went wrong; nothing for the empty text. */
  say(message) {
    setText(this.#error, message);
    setHidden(this.#error, message === '');
  }

  #escape(event) {
    if (event.key !== 'Escape' || event.isComposing) return;
    event.stopPropagation();
    this.#parts.cancel();
  }

  async #submit(event) {
    event.preventDefault();
    if (this.#busy) return;
    this.say('');
    for (const field of this.#fields) field.clear();
    const wrong = this.#parts.check?.() ?? null;
    if (wrong) {
      const [field, message] = wrong;
      field.fail(message);
      field.input.focus();
      return;
    }
    await this.#send();
  }

  async #send() {
    this.#working(true);
    try {
      await this.#parts.done(await this.#parts.send());
      this.#working(false);
    } catch (error) {
      this.#working(false);
      this.say(this.#parts.failed?.(error) ?? problemText(error, this.#text));
    }
  }

  #working(busy) {
    this.#busy = busy;
    this.element.setAttribute('aria-busy', String(busy));
    setText(this.#button, busy ? this.#text.t('form.sending') : this.#parts.submit);
  }
}
