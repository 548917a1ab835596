import {millis} from '../../core/store.js';
import {date} from '../../core/time.js';
import {AreaPicker} from '../areapicker.js';
import {askingButton} from '../ask.js';
import {el} from '../dom.js';
import {Field, Form} from '../form.js';
import {Listing} from '../listing.js';
import {onceTold} from '../once.js';
import {roleField, tokenRoles} from './rolefield.js';

const MOST_DAYS = 3650;

/** Machines' tokens 机器令牌: issued, told once, revoked. */
export class TokensTab {
  elements;
  #page;
  #listing;
  #place = el('div.place');

  constructor(page) {
    this.#page = page;
    const {t, text, access} = page;
    this.#listing = new Listing(text, {caption: t('access.tokens'), empty: t('tokens.none'),
      columns: ['tokens.name', 'access.role', 'access.area', 'tokens.issued', 'tokens.expires', ''], load: () => access.tokens(), row: (token) => this.#row(token)});
    const issue = el('button.primary', {type: 'button', id: 'issue-token', on: {click: () => this.#issue()}}, t('tokens.issue'));
    this.elements = [el('div.bar', {}, issue), this.#place, this.#listing.element];
    this.#listing.refresh();
  }

  #row({id, name, role, area, issuedAt, expiresAt}) {
    const {t, text, areas, access} = this.#page;
    const revoke = askingButton(text, {label: t('revoke'), question: t('tokens.revokeAsk', {name}), does: () => access.revokeToken(id), done: () => this.#listing.refresh()});
    return el('tr', {data: {id}}, el('td', {}, name), el('td', {}, text.word('role.', role)), el('td', {}, areas.name(area ?? '', t('area.county'))),
      el('td', {}, date(millis(issuedAt))), el('td', {}, expiresAt ? date(millis(expiresAt)) : t('tokens.forGood')), el('td.actions', {}, revoke));
  }

  #issue() {
    const {t, text, access, areas} = this.#page;
    const name = new Field({id: 'token-name', label: t('tokens.name'), hint: t('tokens.nameHint'), required: true, maxlength: '60'});
    const role = roleField(text, tokenRoles, 'token-role', 'department-feed');
    const picker = new AreaPicker(areas, text, 'token-area');
    const days = new Field({id: 'token-days', label: t('tokens.days'), hint: t('tokens.daysHint'), inputmode: 'numeric'});
    const check = () => {
      if (name.value.trim() === '') return [name, t('tokens.nameMissing')];
      const text_ = days.value.trim();
      return text_ === '' || (/^\d+$/.test(text_) && Number(text_) >= 1 && Number(text_) <= MOST_DAYS) ? null : [days, t('tokens.daysWrong', {n: MOST_DAYS})];
    };
    const send = () => access.issueToken({name: name.value.trim(), role: role.value, area: picker.code, ...(days.value.trim() === '' ? {} : {days: Number(days.value)})});
    const form = new Form(text, {id: 'new-token', fields: [name, role, ...picker.fields, days], submit: t('tokens.issue'), cancel: () => this.#close(), check, send,
      done: (token) => this.#tell(token)});
    this.#place.replaceChildren(el('section.panel-box', {}, el('h3', {}, t('tokens.issue')), form.element));
    form.focus();
  }

  #close() {
    this.#place.replaceChildren();
    document.getElementById('issue-token').focus();
  }

  #tell({name, token}) {
    const {t, text} = this.#page;
    this.#place.replaceChildren(onceTold(text, {title: t('tokens.token', {name}), secret: token, note: t('tokens.tokenNote'), close: () => this.#close()}));
    this.#place.querySelector('input').focus();
    this.#listing.refresh();
  }
}
