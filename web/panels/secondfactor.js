import {problemText} from '../core/problems.js';
import {Field, Form} from './form.js';
import {el} from './dom.js';

/** Six digits of an authenticator app; spaces people type between them are left out. */
export function codeField(text, id) {
  return new Field({id, label: text.t('factor.code'), hint: text.t('factor.codeHint'), inputmode: 'numeric', autocomplete: 'one-time-code', maxlength: '7', required: true});
}

export const codeOf = (field) => field.value.replace(/\s/g, '');

export const isCode = (code) => /^\d{6}$/.test(code);

/** `JBSWY3DP…` in groups of four: people copy it by eye. */
export const grouped = (secret) => secret.replace(/\s/g, '').replace(/(.{4})(?=.)/g, '$1 ');

/** Enrols an authenticator 第二因素 (TOTP, RFC 6238): a picture to scan, the same as text, a code to prove it. */
export class Enrolment {
  element = el('div.enrolment');
  #page;
  #id;
  #done;

  /** @param {object} page  of pages/frame.js */
  constructor(page, {id, done}) {
    this.#page = page;
    this.#id = id;
    this.#done = done;
  }

  /** Asks for a secret and shows it. */
  async begin() {
    const {text, access} = this.#page;
    const {t} = text;
    this.element.replaceChildren(el('p.quiet', {role: 'status'}, t('list.loading')));
    try {
      this.#show(await access.beginSecondFactor());
    } catch (error) {
      const again = el('button', {type: 'button', on: {click: () => this.begin()}}, t('list.again'));
      this.element.replaceChildren(el('p.form-error', {role: 'alert'}, problemText(error, text)), el('div.buttons', {}, again));
    }
  }

  #show({secret, uri, qr}) {
    const {text, access} = this.#page;
    const {t} = text;
    const code = codeField(text, `${this.#id}-code`);
    const form = new Form(text, {id: this.#id, fields: [code], submit: t('factor.confirm'),
      check: () => (isCode(codeOf(code)) ? null : [code, t('factor.codeWrong')]),
      send: () => access.confirmSecondFactor(codeOf(code)), done: this.#done});
    this.element.replaceChildren(el('p', {}, t('factor.scan')), el('div.factor', {}, el('img.qr', {src: qr, alt: t('factor.qr'), width: '200', height: '200'}),
      el('div', {}, el('p.hint', {}, t('factor.byHand')), el('code.secret-text', {}, grouped(secret)), el('p.hint', {}, el('a.goto', {href: uri}, t('factor.thisDevice'))),
        form.element)));
    form.focus();
  }
}
