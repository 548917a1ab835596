import {Conflicts} from '../core/conflicts.js';
import {millis} from '../core/store.js';
import {hourMinute} from '../core/time.js';
import {ConflictCard, nameOf} from './conflictcard.js';
import {el, setHidden, setText} from './dom.js';
import {onWatch} from './idle.js';

/** Whoever touched the page within this time is at it. */
const AT_WORK_MILLIS = 60_000;

/** What contradicts itself and waits for somebody 冲突: a line over the map, under it a card each. Nothing is there when nothing waits. */
export class ConflictPanel {
  element;
  #app;
  #conflicts;
  #cards = new Map();
  #seen = new Set();
  #open;
  #usedAt;
  #polite;
  #line = el('span.line');
  #button;
  #list = el('ol');
  #old = el('p.old', {hidden: true});
  #endings = el('div.endings', {'aria-live': 'polite'});

  /** @param {Element} polite  where a screen reader is told of new ones */
  constructor(app, polite) {
    this.#app = app;
    this.#polite = polite;
    this.#open = app.session.may('RESOLVE_CONFLICT');
    this.#conflicts = new Conflicts({api: app.api, newKey: () => crypto.randomUUID(), timers: app.timers, attended: () => this.#attended(), changed: () => this.#draw()});
    this.#button = el('button.fold', {type: 'button', 'aria-controls': 'conflict-list', on: {click: () => this.#fold(!this.#open)}},
      el('kbd', {}, 'C'), this.#line, el('span.arrow', {'aria-hidden': 'true'}));
    this.#list.id = 'conflict-list';
    this.#old.textContent = app.t('conflict.old');
    this.element = el('section.conflicts', {id: 'conflicts', 'aria-label': app.t('conflict.title'), tabindex: '-1', hidden: true}, this.#button, this.#old, this.#list, this.#endings);
    this.element.classList.toggle('mine', this.#open);
    this.element.addEventListener('keydown', (event) => this.#escape(event));
    this.#usedAt = app.monotonic();
    app.attended = () => this.#attended();
    for (const type of ['pointerdown', 'keydown']) addEventListener(type, () => { this.#usedAt = app.monotonic(); }, {passive: true});
  }

  /** Something happened that conflicts may come from. */
  refresh() {
    const {session} = this.#app;
    if (session.may('READ_LOG') && session.someone) this.#conflicts.askSoon();
  }

  /** A desk on watch is kept open anyway; elsewhere a question asked by the clock would keep a forgotten session alive. */
  #attended() { return onWatch(this.#app.session) || this.#app.monotonic() - this.#usedAt < AT_WORK_MILLIS; }

  /** By key: opens it and goes to its first card. */
  enter() {
    if (this.element.hidden) return;
    this.#fold(true);
    const [first] = this.#cards.values();
    if (first) first.card.focus();
    else this.element.focus();
  }

  tick(now) { for (const {card} of this.#cards.values()) card.tick(now); }

  #escape(event) {
    if (event.key !== 'Escape' || !this.#open || this.#button.hidden) return;
    event.stopPropagation();
    this.#fold(false);
    this.#button.focus();
  }

  #fold(open) {
    this.#open = open;
    this.#draw();
  }

  #draw() {
    const {cards, failed} = this.#conflicts;
    const endings = this.#conflicts.endings();
    const focused = this.element.contains(document.activeElement);
    this.#place(cards);
    const shown = this.#cards.size;
    setHidden(this.element, shown === 0 && endings.length === 0);
    setHidden(this.#button, shown === 0);
    setHidden(this.#list, !this.#open || shown === 0);
    setHidden(this.#old, !failed || shown === 0);
    this.#button.setAttribute('aria-expanded', String(this.#open));
    setText(this.#line, this.#summary(cards));
    this.#endings.replaceChildren(...endings.map((ending) => el('p', {}, this.#told(ending))));
    if (focused && !this.element.contains(document.activeElement)) this.#refocus();
    this.#announce(cards);
  }

  /** A card that somebody writes at stays until they have their answer, whatever was told meanwhile. */
  #place(cards) {
    const told = new Map(cards.map((card) => [card.id, card]));
    const ended = new Set(this.#conflicts.endings().map(({card}) => card.id));
    for (const [id, {card}] of this.#cards) if (!told.has(id) && (ended.has(id) || !card.busy)) this.#cards.delete(id);
    for (const [id, card] of told) {
      const key = JSON.stringify(card);
      const known = this.#cards.get(id);
      if (known && (known.key === key || known.card.busy)) continue;
      this.#cards.set(id, {key, card: new ConflictCard(this.#app, card, this.#conflicts)});
    }
    const elements = [...this.#cards.values()].map(({card}) => card.element);
    if (elements.length !== this.#list.children.length || elements.some((element, i) => element !== this.#list.children[i])) this.#list.replaceChildren(...elements);
  }

  #summary(cards) {
    const {t, session} = this.#app;
    const names = [...new Set(cards.map(nameOf))].join(t('conflict.and'));
    return t(session.may('RESOLVE_CONFLICT') ? 'conflict.yours' : 'conflict.others', {n: cards.length, names});
  }

  #told({card, outcome, byName, at, durability, ...entry}) {
    const {t} = this.#app;
    const values = {name: nameOf(card), who: byName, time: hourMinute(millis(at))};
    return t(`conflict.${outcome}`, values) + (durability ? ` · ${t(this.#app.durability.wordOf({durability, ...entry}) || `durability.${durability}`)}` : '');
  }

  /** What had the focus is gone. */
  #refocus() {
    if (!this.#button.hidden) this.#button.focus();
    else if (!this.element.hidden) this.element.focus();
    else document.getElementById('middle')?.focus();
  }

  #announce(cards) {
    const fresh = cards.filter(({id}) => !this.#seen.has(id));
    for (const {id} of fresh) this.#seen.add(id);
    if (fresh.length > 0) setText(this.#polite, this.#summary(fresh));
  }

  remove() { this.element.remove(); }
}
