import {AccessApi} from '../core/accessapi.js';
import {nextAddress} from '../core/next.js';
import {problemText} from '../core/problems.js';
import {durationText} from '../core/time.js';
import {el, setHidden} from '../panels/dom.js';
import {Field, Form} from '../panels/form.js';
import {passwordField, passwordForm} from '../panels/passwordform.js';
import {codeField, codeOf, Enrolment, isCode} from '../panels/secondfactor.js';
import {languageButton, TopBar} from '../panels/topbar.js';
import {exposePage, openSession, readAppearance, untilAnswered} from './frame.js';

const TICK_MILLIS = 1000;

/** The way in: who you are, the code where one is due, what is owed before anything else, then where you came from. */
class SignIn {
  #page;
  #form;
  #login;
  #password;
  #code;
  #lock = null;
  #steps = el('div.steps');

  constructor(page) {
    this.#page = page;
    const {t, session, main} = page;
    main.append(el('section.panel-box', {'aria-labelledby': 'signin-title'}, el('p.quiet', {}, session.demo ? t('signin.demoSystem') : t('product')),
      el('h1', {id: 'signin-title'}, t('signin')), this.#steps));
  }

  /** Begins where this browser stands. */
  start() {
    const {session} = this.#page;
    if (session.someone) this.#goOn();
    else this.#askWho();
  }

  get #next() { return nextAddress(this.#page.query.get('next'), location.origin, location.hash); }

  #askWho() {
    const {text} = this.#page;
    const {t} = text;
    this.#login = new Field({id: 'login', label: t('signin.login'), autocomplete: 'username', autocapitalize: 'none', required: true});
    this.#password = passwordField(text, {id: 'password', label: t('signin.password'), autocomplete: 'current-password', required: true});
    this.#code = codeField(text, 'code');
    setHidden(this.#code.element, true);
    this.#form = new Form(text, {id: 'signin', fields: [this.#login, this.#password, this.#code], submit: t('signin'), check: () => this.#missing(),
      send: () => this.#send(), done: () => this.#goOn(), failed: (error) => this.#failed(error)});
    this.#steps.replaceChildren(this.#form.element, ...this.#demo());
    this.#form.focus();
  }

  #missing() {
    const {t} = this.#page;
    if (this.#login.value.trim() === '') return [this.#login, t('signin.loginMissing')];
    if (this.#password.value === '') return [this.#password, t('password.missing')];
    return this.#codeAsked && !isCode(codeOf(this.#code)) ? [this.#code, t('factor.codeWrong')] : null;
  }

  get #codeAsked() { return !this.#code.element.hidden; }

  #send() {
    clearInterval(this.#lock);
    const shown = {login: this.#login.value.trim(), password: this.#password.value};
    return this.#page.session.signIn(this.#codeAsked ? {...shown, code: codeOf(this.#code)} : shown);
  }

  /** One sentence for a wrong login and a wrong password: nobody learns here who exists. */
  #failed(error) {
    const {t} = this.#page;
    if (error.status === 401 && error.problem.secondFactor) return this.#askCode();
    if (error.status === 429) return this.#locked(error.retryAfterSeconds);
    if (error.status !== 401) return null;
    setHidden(this.#code.element, true);
    this.#code.value = '';
    this.#password.value = '';
    this.#password.input.focus();
    return t('signin.wrong');
  }

  /** The password was right; the first time round the code is not wrong but missing. */
  #askCode() {
    const again = this.#codeAsked;
    setHidden(this.#code.element, false);
    this.#code.value = '';
    this.#code.input.focus();
    return again ? this.#page.t('signin.codeWrong') : '';
  }

  /** Counts down in place; trying again is free, the server decides. */
  #locked(seconds) {
    const {t} = this.#page;
    if (!Number.isFinite(seconds)) return t('signin.lockedSomeTime');
    const end = performance.now() + seconds * 1000;
    const told = () => t('signin.locked', {time: durationText(end - performance.now())});
    clearInterval(this.#lock);
    this.#lock = setInterval(() => {
      const over = performance.now() >= end;
      this.#form.say(over ? '' : told());
      if (over) clearInterval(this.#lock);
    }, TICK_MILLIS);
    return told();
  }

  #demo() {
    const {t, text, session} = this.#page;
    const users = session.told.value?.demoUsers ?? [];
    if (!session.demo) return [];
    const rows = users.map(({login, role, area = ''}) => el('li', {}, el('button.goto', {type: 'button', on: {click: () => this.#take(login)}}, login), ' ',
      el('span.quiet', {}, area ? `${text.word('role.', role)} · ${t('signin.ofTown')}` : text.word('role.', role))));
    return [el('aside.demo-users', {'aria-label': t('signin.demoUsers')}, el('h2', {}, t('signin.demoUsers')), el('p.hint', {}, t('signin.demoPasswords')), el('ul', {}, ...rows),
      el('p', {}, el('a.goto', {href: this.#next}, t('signin.asGuest'))))];
  }

  #take(login) {
    this.#login.value = login;
    this.#password.input.focus();
  }

  /** What is owed comes first, in this place; then where they came from. */
  #goOn() {
    const {session} = this.#page;
    const owed = {'change-password': () => this.#changePassword(), 'enrol-second-factor': () => this.#enrol()}[session.owed];
    if (owed) owed();
    else location.replace(this.#next);
  }

  #changePassword() {
    const {t} = this.#page;
    const old = this.#password?.value ?? '';
    const form = passwordForm(this.#page, {id: 'owed-password', login: this.#page.session.told.value.login ?? '', old, done: () => this.#settled()});
    this.#steps.replaceChildren(el('h2', {}, t('signin.owedPassword')), el('p.hint', {}, t('signin.owedPasswordWhy')), form.element, this.#otherUser());
    form.focus();
  }

  #enrol() {
    const {t} = this.#page;
    const enrolment = new Enrolment(this.#page, {id: 'owed-factor', done: () => this.#settled()});
    this.#steps.replaceChildren(el('h2', {}, t('signin.owedFactor')), el('p.hint', {}, t('signin.owedFactorWhy')), enrolment.element, this.#otherUser());
    enrolment.begin();
  }

  #otherUser() {
    const {t, session} = this.#page;
    const leave = async () => {
      await session.signOut();
      location.reload();
    };
    return el('p', {}, el('button.goto', {type: 'button', on: {click: leave}}, t('signin.otherUser')));
  }

  async #settled() {
    const {session, text} = this.#page;
    try {
      if (await session.load()) this.#goOn();
      else this.#askWho(); // a changed password may end the session it was changed with
    } catch (error) {
      this.#steps.append(el('p.form-error', {role: 'alert'}, problemText(error, text)));
    }
  }
}

const {query, text} = readAppearance({alsoOf: 'next'});
document.title = text.t('signin');
const session = openSession(() => {});
await untilAnswered(() => session.load());
const page = {text, t: text.t, query, session, access: new AccessApi(session.fetch), main: document.getElementById('middle')};
document.getElementById('top').replaceWith(new TopBar(page, {title: text.t('product'), extras: [languageButton(page)], people: false}).element);
exposePage(page);
new SignIn(page).start();
