import {millis} from '../../core/store.js';
import {ageText, monthDayTime} from '../../core/time.js';
import {askingButton} from '../ask.js';
import {el} from '../dom.js';
import {Listing} from '../listing.js';

/** Open sessions 会话 of everybody: seen, and ended. */
export class SessionsTab {
  elements;
  #page;
  #listing;

  constructor(page) {
    this.#page = page;
    const {t, text, access} = page;
    this.#listing = new Listing(text, {caption: t('access.sessions'), empty: t('session.none'),
      columns: ['access.name', 'access.role', 'session.means', 'session.opened', 'session.lastSeen', 'session.ends', 'session.peer', ''],
      load: () => access.sessions(), row: (session) => this.#row(session)});
    this.elements = [this.#listing.element];
    this.#listing.refresh();
  }

  #row({id, name, role, means, openedAt, lastSeenAt, absoluteAt, peer, own}) {
    const {t, text, access} = this.#page;
    const end = own ? el('span.quiet', {}, t('session.this')) : askingButton(text, {label: t('session.end'), question: t('session.endAskOf', {name}),
      does: () => access.endSession(id), done: () => this.#listing.refresh()});
    return el('tr', {data: {id}}, el('td', {}, name), el('td', {}, text.word('role.', role)), el('td', {}, text.word('means.', means)), el('td', {}, monthDayTime(millis(openedAt))),
      el('td', {}, ageText(millis(lastSeenAt), Date.now(), t)), el('td', {}, monthDayTime(millis(absoluteAt))), el('td', {}, peer ?? ''), el('td.actions', {}, end));
  }
}
