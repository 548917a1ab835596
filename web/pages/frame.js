import {AccessApi} from '../core/accessapi.js';
import {Api, Http} from '../core/api.js';
import {pagePath, signInPath} from '../core/next.js';
import {Session} from '../core/session.js';
import {Text} from '../core/text.js';
import {el} from '../panels/dom.js';
import {IdleWarning} from '../panels/idle.js';
import {languageButton, TopBar} from '../panels/topbar.js';
import {signInLink} from '../panels/who.js';

const RETRY_MILLIS = 2000;
const RELOADED = 'guestReloadedAt';
const RELOAD_PAUSE_MILLIS = 60_000;

export const timers = {now: () => performance.now(), setTimeout: (task, millis) => setTimeout(task, millis), clearTimeout: (timer) => clearTimeout(timer)};

/**
 * The language and light the address asks for, on the document.
 * @param {{alsoOf?: string}} options  a parameter that holds another address, asked where this one says nothing
 */
export function readAppearance({alsoOf = ''} = {}) {
  const query = new URLSearchParams(location.search);
  const inner = new URLSearchParams((query.get(alsoOf) ?? '').replace(/^[^?]*|#.*$/g, ''));
  for (const name of ['lang', 'theme']) if (!query.has(name) && inner.has(name)) query.set(name, inner.get(name));
  const text = new Text(query.get('lang') ?? 'zh');
  document.documentElement.lang = text.tag;
  document.documentElement.classList.toggle('light', query.get('theme') === 'light');
  return {query, text};
}

/** The session of a page. @param {(was: object) => void} onLost  what the page does when the server knows it no longer */
export function openSession(onLost = leave) { return new Session({fetch: (...request) => fetch(...request), timers, onLost}); }

/** A page of work without a session: a guest gets a new one by loading it again, everybody else signs in and comes back. */
function leave(was) {
  const last = Number(sessionStorage.getItem(RELOADED) ?? 0);
  if (was?.guest && Date.now() - last > RELOAD_PAUSE_MILLIS) {
    sessionStorage.setItem(RELOADED, String(Date.now()));
    location.reload();
  } else {
    location.assign(signInPath(location));
  }
}

/** The server may be starting: ask until it answers. */
export async function untilAnswered(ask) {
  for (;;) {
    try {
      return await ask();
    } catch {
      await new Promise((resolve) => { setTimeout(resolve, RETRY_MILLIS); });
    }
  }
}

/** Goes to the sign-in page when nobody is signed in, or something is owed first; never answers then. */
export async function requireSession(session) {
  if (await untilAnswered(() => session.load()) && !session.owed) return;
  location.assign(signInPath(location));
  await new Promise(() => {});
}

/**
 * A page without a map: bar on top, `main` below, somebody known.
 * @param {{title: string, right?: string}} parts  title: key of a text; right: without it the page says so, and a guest is led to sign in
 * @returns {Promise<{text: Text, t: Function, query: URLSearchParams, session: Session, http: Http, api: Api, access: AccessApi, main: HTMLElement, allowed: boolean}>}
 */
export async function openPage({title, right = ''}) {
  const {query, text} = readAppearance();
  const {t} = text;
  document.title = t(title);
  const session = openSession();
  await requireSession(session);
  const page = {text, t, query, session, http: new Http(session.fetch), api: new Api(session.fetch), access: new AccessApi(session.fetch),
    main: document.getElementById('middle'), allowed: right === '' || session.may(right)};
  const back = el('a.plain', {href: pagePath('/', location.search)}, t('feeds.back'));
  document.getElementById('top').replaceWith(new TopBar(page, {title: t(title), extras: [back, languageButton(page)]}).element);
  new IdleWarning(page);
  if (!page.allowed) page.main.append(...notAllowed(page));
  exposePage(page);
  return page;
}

/** `window.__page`: what a test may look at on a page without a map. It reads, it changes nothing. */
export function exposePage({text, session}) {
  const page = {get missingKeys() { return text.missingKeys; }, get user() { return session.told.value?.user ?? ''; }};
  Object.defineProperty(window, '__page', {value: Object.freeze(page)});
}

function notAllowed({t, session}) {
  if (session.guest) return [el('p', {}, t('page.guest')), el('div.buttons', {}, signInLink(t('signin'), 'a.primary'))];
  return [el('p.form-error', {role: 'alert'}, t('page.forbidden', {role: session.told.value.roleTitle}))];
}
