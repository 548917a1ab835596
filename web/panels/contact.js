import {Contacts, isReason, REASON} from '../core/contacts.js';
import {el, setHidden, setText} from './dom.js';
import {Field, Form} from './form.js';

/** Who answers for the object of the card 责任人: masked; a button asks for the reason in its place, and shows it for a minute. */
export class ContactPanel {
  element = el('div.contacts', {id: 'contacts', hidden: true});
  #app;
  #contacts;
  #seconds = el('span');

  constructor(app) {
    this.#app = app;
    this.#contacts = new Contacts({api: app.api, newKey: () => crypto.randomUUID(), timers: app.timers, changed: () => this.#draw()});
  }

  /** @param {string} object  id of what is looked at, or nothing */
  show(object) { this.#contacts.look(this.#app.session.may('READ_CONTACTS') ? object : ''); }

  tick() { if (this.#contacts.plain) this.#count(); }

  #count() { setText(this.#seconds, this.#app.t('contact.recorded', {seconds: this.#contacts.secondsLeft})); }

  #draw() {
    const {t} = this.#app;
    const {shown} = this.#contacts;
    const focused = this.element.contains(document.activeElement);
    setHidden(this.element, shown.length === 0);
    const people = shown.flatMap(({role, name, phone}) => [el('dt', {}, t(`contact.${role}`)), el('dd', {}, el('span', {}, name), el('span.phone', {}, phone))]);
    this.element.replaceChildren(el('h3', {}, t('contact.title')), el('dl', {'aria-live': 'polite'}, ...people), this.#foot());
    if (focused) this.element.querySelector('button')?.focus(); // it was on a button that is gone
  }

  #foot() {
    if (this.#contacts.plain) return this.#recorded();
    return this.#app.session.may('REVEAL_CONTACTS') ? this.#button() : null;
  }

  #recorded() {
    const hide = el('button', {type: 'button', on: {click: () => this.#contacts.mask()}}, this.#app.t('contact.hide'));
    this.#count();
    return el('div.buttons', {}, this.#seconds, hide);
  }

  #button() {
    const show = el('button', {type: 'button', id: 'contact-show', on: {click: () => this.#askWhy(show)}}, this.#app.t('contact.show'));
    return el('div.buttons', {}, show);
  }

  /** In the button's own place: Enter shows, Esc leaves it. */
  #askWhy(button) {
    const {t, text} = this.#app;
    const reason = new Field({id: 'contact-reason', label: t('contact.reason'), hint: t('contact.hint'), maxlength: REASON.most});
    const form = new Form(text, {
      id: 'contact-form', fields: [reason], submit: t('contact.show'),
      check: () => (isReason(reason.value) ? null : [reason, t('contact.short')]),
      send: () => this.#contacts.reveal(reason.value.trim()),
      done: () => {},
      cancel: () => {
        form.element.replaceWith(el('div.buttons', {}, button));
        button.focus();
      },
    });
    button.parentElement.replaceWith(form.element);
    form.focus();
  }

  remove() { this.element.remove(); }
}
