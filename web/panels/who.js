import {pagePath, signInPath} from '../core/next.js';
import {el, setHidden} from './dom.js';

/** What the menu leads to, each only for whom it is. */
const LINKS = [
  {path: '/account', title: 'menu.account', shown: (session) => session.may('OWN_ACCOUNT')},
  {path: '/brief', title: 'menu.brief', shown: (session) => session.may('READ_PICTURE')},
  {path: '/log', title: 'menu.log', shown: (session) => session.may('READ_LOG')},
  {path: '/registers', title: 'menu.registers', shown: (session) => session.may('READ_PICTURE')},
  {path: '/import', title: 'menu.import', shown: (session) => session.may('EDIT_REGISTERS')},
  {path: '/access', title: 'menu.access', shown: (session) => session.may('MANAGE_ACCESS')},
  {path: '/feeds', title: 'menu.feeds', shown: (session) => session.may('READ_FEEDS') && session.wholeCounty},
  {path: '/ogc?f=html', title: 'menu.ogc', shown: (session) => session.may('READ_PICTURE')},
  {path: '/openapi', title: 'menu.openapi', shown: () => true},
];

/** The way to sign in and back to this very view; the address is taken when it is used, since the view moves. */
export function signInLink(label, tag = 'a.sign-in') {
  const link = el(tag, {href: '/signin'}, label);
  const aim = () => link.setAttribute('href', signInPath(location));
  for (const type of ['pointerdown', 'focus', 'click']) link.addEventListener(type, aim);
  return link;
}

/** Who is signed in 姓名 · 角色 · 辖区, with a menu; for the demo's guest the way to sign in. */
export class Who {
  element = el('div.who', {id: 'who'});
  #app;
  #button;
  #menu;
  #shown = null;
  #away = (event) => { if (!this.element.contains(event.target)) this.#open(false); };

  /** @param {object} app  with `text`, `session`, and `signedOut` for afterwards */
  constructor(app) {
    this.#app = app;
    app.session.told.listen(() => this.update());
    this.update();
  }

  update() {
    const {session, t} = this.#app;
    const {user, name: now, role: as, area: of, permissions} = session.told.value ?? {};
    const shown = [user, now, as, of, permissions].join();
    if (shown === this.#shown) return; // an open menu stays open when nothing it shows has changed
    this.#shown = shown;
    document.removeEventListener('pointerdown', this.#away);
    if (!session.someone) {
      this.element.replaceChildren(session.known ? signInLink(t('signin')) : '');
      return;
    }
    const {name, role, area, areaName} = session.told.value;
    const words = [el('b', {}, name), el('span', {}, this.#app.text.word('role.', role)), el('span', {}, session.wholeCounty ? t('area.county') : areaName || area)];
    this.#button = el('button.who-button', {type: 'button', 'aria-haspopup': 'menu', 'aria-expanded': 'false', 'aria-controls': 'who-menu',
      on: {click: () => this.#open(this.#menu.hidden), keydown: (event) => this.#onButton(event)}}, ...words, el('i', {'aria-hidden': 'true'}, '▾'));
    this.#menu = el('div.who-menu', {id: 'who-menu', role: 'menu', hidden: true, 'aria-label': t('menu'), on: {keydown: (event) => this.#onMenu(event)}},
      ...LINKS.filter(({shown}) => shown(session)).map(({path, title}) => el('a', {role: 'menuitem', tabindex: '-1', href: pagePath(path, location.search)}, t(title))),
      el('button', {type: 'button', role: 'menuitem', tabindex: '-1', id: 'sign-out', on: {click: () => this.#signOut()}}, t('menu.signOut')));
    this.element.replaceChildren(this.#button, this.#menu);
    document.addEventListener('pointerdown', this.#away);
  }

  #open(open, back = false) {
    setHidden(this.#menu, !open);
    this.#button.setAttribute('aria-expanded', String(open));
    if (open) this.#menu.firstElementChild.focus();
    else if (back) this.#button.focus();
  }

  /** Arrow keys belong to the menu, not to the page's list of alarms. */
  #onButton(event) {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    event.preventDefault();
    event.stopPropagation();
    this.#open(true);
    if (event.key === 'ArrowUp') this.#menu.lastElementChild.focus();
  }

  #onMenu(event) {
    const items = [...this.#menu.children];
    const at = items.indexOf(document.activeElement);
    const to = {ArrowDown: (at + 1) % items.length, ArrowUp: (at - 1 + items.length) % items.length, Home: 0, End: items.length - 1}[event.key];
    event.stopPropagation();
    if (to !== undefined) {
      event.preventDefault();
      items[to].focus();
    } else if (event.key === 'Escape') {
      this.#open(false, true);
    } else if (event.key === 'Tab') {
      this.#open(false);
    }
  }

  async #signOut() {
    try {
      await this.#app.session.signOut();
      location.assign(pagePath('/signin', location.search));
    } catch {
      this.#open(false, true); // not signed out: the name stands, the link's panel says why
    }
  }

  remove() {
    document.removeEventListener('pointerdown', this.#away);
    this.element.remove();
  }
}
