import {millis} from '../../core/store.js';
import {ageText} from '../../core/time.js';
import {AreaPicker} from '../areapicker.js';
import {askingButton} from '../ask.js';
import {el} from '../dom.js';
import {Field, Form} from '../form.js';
import {Listing} from '../listing.js';
import {onceTold} from '../once.js';
import {peopleRoles, roleField} from './rolefield.js';

const LOGIN = /^[\p{L}\p{N}][\p{L}\p{N}._-]{1,31}$/u;

/** People 用户: who signs in, as what, for which area. */
export class UsersTab {
  elements;
  #page;
  #listing;
  #place = el('div.place');

  constructor(page) {
    this.#page = page;
    const {t, text, access} = page;
    this.#listing = new Listing(text, {caption: t('access.users'), empty: t('users.none'),
      columns: ['users.login', 'access.name', 'access.role', 'access.area', 'users.phone', 'users.factor', 'users.state', 'users.lastSignIn', ''],
      load: () => access.users(), row: (user) => this.#row(user)});
    const add = el('button.primary', {type: 'button', id: 'add-user', on: {click: () => this.#add()}}, t('users.add'));
    this.elements = [el('div.bar', {}, add), this.#place, this.#listing.element];
    this.#listing.refresh();
  }

  #row(user) {
    const {t, text, areas} = this.#page;
    const {login, name, role, area, phone, secondFactor, enabled, mustChangePassword, lastSignIn} = user;
    const state = !enabled ? t('users.disabled') : mustChangePassword ? t('users.mustChange') : t('users.enabled');
    return el('tr', {data: {login, enabled: String(enabled)}}, el('td', {}, login), el('td', {}, name), el('td', {}, text.word('role.', role)),
      el('td', {}, areas.name(area ?? '', t('area.county'))), el('td', {}, phone ?? ''), el('td', {}, t(secondFactor ? 'users.factorOn' : 'users.factorOff')), el('td', {}, state),
      el('td', {}, lastSignIn ? ageText(millis(lastSignIn), Date.now(), t) : t('users.never')), el('td.actions', {}, ...this.#actions(user)));
  }

  #actions(user) {
    const {t, text, access} = this.#page;
    const changed = () => this.#listing.refresh();
    const edit = el('button', {type: 'button', on: {click: () => this.#edit(user)}}, t('users.edit'));
    const password = askingButton(text, {label: t('users.resetPassword'), question: t('users.resetPasswordAsk', {name: user.name}), does: () => access.resetPassword(user.id),
      done: (answer) => this.#tell(user, answer.password)});
    const factor = user.secondFactor ? askingButton(text, {label: t('users.resetFactor'), question: t('users.resetFactorAsk', {name: user.name}),
      does: () => access.resetSecondFactor(user.id), done: changed}) : null;
    return [edit, password, factor].filter(Boolean);
  }

  #tell({login, name}, password) {
    const {t, text} = this.#page;
    this.#put(onceTold(text, {title: t('users.password', {name, login}), secret: password, note: t('users.passwordNote'), close: () => this.#put()}));
    this.#place.querySelector('input').focus();
    this.#listing.refresh();
  }

  #put(...elements) { this.#place.replaceChildren(...elements); }

  #close(back) {
    this.#put();
    back?.focus();
  }

  #add() {
    const {t, text, access, areas} = this.#page;
    const login = new Field({id: 'user-login', label: t('users.login'), hint: t('users.loginRule'), autocapitalize: 'none', required: true});
    const {fields, read, check} = this.#person({});
    const form = new Form(text, {id: 'new-user', fields: [login, ...fields], submit: t('users.add'), cancel: () => this.#close(document.getElementById('add-user')),
      check: () => (LOGIN.test(login.value.trim()) ? check() : [login, t('users.loginWrong')]),
      send: () => access.addUser({login: login.value.trim(), ...read()}), done: (user) => this.#tell(user, user.password)});
    this.#put(el('section.panel-box', {}, el('h3', {}, t('users.add')), form.element));
    form.focus();
  }

  #edit(user) {
    const {t, text, access} = this.#page;
    const {fields, read, check} = this.#person(user);
    const enabled = new Field({id: 'user-enabled', label: t('users.enabled'), hint: t('users.enabledHint'), control: el('input', {type: 'checkbox', checked: user.enabled})});
    const form = new Form(text, {id: 'edit-user', fields: [...fields, enabled], submit: t('save'), cancel: () => this.#close(), check,
      send: () => access.changeUser(user.id, {...read(), enabled: enabled.input.checked}), done: () => {
        this.#close();
        this.#listing.refresh();
      }});
    this.#put(el('section.panel-box', {}, el('h3', {}, t('users.editing', {name: user.name, login: user.login})), form.element));
    form.focus();
  }

  /** What is said of a person, new or known. */
  #person({name = '', phone = '', role = 'duty-officer', area = ''}) {
    const {t, text, areas} = this.#page;
    const named = new Field({id: 'user-name', label: t('access.name'), value: name, required: true, maxlength: '40'});
    const phoned = new Field({id: 'user-phone', label: t('users.phone'), value: phone ?? '', type: 'tel', maxlength: '20'});
    const roles = roleField(text, peopleRoles, 'user-role', role);
    const picker = new AreaPicker(areas, text, 'user-area', area ?? '');
    return {fields: [named, phoned, roles, ...picker.fields], check: () => (named.value.trim() === '' ? [named, t('users.nameMissing')] : null),
      read: () => ({name: named.value.trim(), phone: phoned.value.trim(), role: roles.value, area: picker.code})};
  }
}
