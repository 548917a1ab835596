import {millis} from '../core/store.js';
import {ageText, monthDayTime} from '../core/time.js';
import {askingButton} from '../panels/ask.js';
import {el} from '../panels/dom.js';
import {Form} from '../panels/form.js';
import {Listing} from '../panels/listing.js';
import {passwordField, passwordForm} from '../panels/passwordform.js';
import {codeField, codeOf, Enrolment, isCode} from '../panels/secondfactor.js';
import {openPage} from './frame.js';

/** One's own account: who one is, the password, the second factor, the sessions. */
class Account {
  #page;
  #factor = el('div');
  #password = el('div');
  #listing;

  constructor(page) {
    this.#page = page;
    const {t, main} = page;
    const section = (id, title, ...parts) => el('section.panel-box', {id, 'aria-labelledby': `${id}-title`}, el('h2', {id: `${id}-title`}, t(title)), ...parts);
    main.append(section('me', 'account.me', this.#me()), section('password', 'account.password', this.#password), section('factor', 'account.factor', this.#factor),
      section('sessions', 'account.sessions', this.#sessions()));
    this.#askPassword();
    this.#showFactor();
  }

  #me() {
    const {t, text, session} = this.#page;
    const {login, name, role, areaName, absoluteAt, idleSeconds} = session.told.value;
    const ends = absoluteAt && idleSeconds ? `${monthDayTime(millis(absoluteAt))} · ${t('account.idle', {n: Math.round(idleSeconds / 60)})}` : '—';
    const facts = [['access.name', name], ['signin.login', login ?? '—'], ['access.role', text.word('role.', role)],
      ['access.area', session.wholeCounty ? t('area.county') : areaName], ['account.ends', ends]];
    return el('dl.facts', {}, ...facts.flatMap(([key, value]) => [el('dt', {}, t(key)), el('dd', {}, value)]));
  }

  #askPassword(said = '') {
    const {t, session} = this.#page;
    const changed = async () => {
      await session.load(); // another session, with another header for changes
      this.#askPassword(t('account.passwordChanged'));
      this.#listing.refresh();
    };
    const form = passwordForm(this.#page, {id: 'own-password', login: session.told.value.login ?? '', done: changed});
    this.#password.replaceChildren(el('p.said', {role: 'status'}, said), form.element);
  }

  #showFactor(said = '') {
    const {t, session} = this.#page;
    const {required, enrolled} = session.told.value.secondFactor;
    const state = el('p', {}, t(enrolled ? 'account.factorOn' : required ? 'account.factorOwed' : 'account.factorOff'));
    const button = (key, click) => el('button', {type: 'button', on: {click}}, t(key));
    const actions = enrolled ? [button('account.factorReplace', () => this.#remove('account.factorReplace')), required ? null : button('account.factorRemove', () => this.#remove('account.factorRemove'))]
      : [button('account.factorEnrol', () => this.#enrol())];
    this.#factor.replaceChildren(el('p.said', {role: 'status'}, said), state, el('div.buttons', {}, ...actions.filter(Boolean)));
  }

  #enrol(said = '') {
    const {t} = this.#page;
    const enrolment = new Enrolment(this.#page, {id: 'own-factor', done: () => this.#factorChanged('account.factorEnrolled')});
    this.#factor.replaceChildren(el('p.said', {role: 'status'}, said), enrolment.element, el('div.buttons', {}, el('button', {type: 'button', on: {click: () => this.#showFactor()}}, t('cancel'))));
    enrolment.begin();
  }

  /** Password and code, since a session left open is not enough; to change the phone is to remove the old one first. */
  #remove(why) {
    const {t, text, access, session} = this.#page;
    const password = passwordField(text, {id: 'factor-password', label: t('signin.password'), autocomplete: 'current-password'});
    const code = codeField(text, 'factor-code');
    const form = new Form(text, {id: 'remove-factor', fields: [password, code], submit: t(why), cancel: () => this.#showFactor(),
      check: () => (isCode(codeOf(code)) ? null : [code, t('factor.codeWrong')]),
      send: () => access.removeSecondFactor(password.value, codeOf(code)), done: async () => {
        await session.load();
        if (why === 'account.factorReplace') this.#enrol(t('account.factorGone'));
        else this.#showFactor(t('account.factorRemoved'));
      }});
    this.#factor.replaceChildren(form.element);
    form.focus();
  }

  async #factorChanged(said) {
    await this.#page.session.load();
    this.#showFactor(this.#page.t(said));
  }

  #sessions() {
    const {text, access, session} = this.#page;
    this.#listing = new Listing(text, {caption: text.t('account.sessions'), empty: text.t('account.noSessions'),
      columns: ['session.means', 'session.opened', 'session.lastSeen', 'session.peer', ''],
      load: async () => (await access.sessions()).filter(({user}) => user === session.told.value.user), row: (each) => this.#sessionRow(each, () => this.#listing.refresh())});
    this.#listing.refresh();
    return this.#listing.element;
  }

  #sessionRow({id, means, openedAt, lastSeenAt, peer, own}, ended) {
    const {t, text, access} = this.#page;
    const action = own ? el('span.quiet', {}, t('session.this')) : askingButton(text, {label: t('session.end'), question: t('session.endAsk'), does: () => access.endSession(id), done: ended});
    return el('tr', {}, el('td', {}, text.word('means.', means)), el('td', {}, monthDayTime(millis(openedAt))), el('td', {}, ageText(millis(lastSeenAt), Date.now(), t)),
      el('td', {}, peer ?? ''), el('td.actions', {}, action));
  }
}

const page = await openPage({title: 'account', right: 'OWN_ACCOUNT'});
if (page.allowed) new Account(page);
