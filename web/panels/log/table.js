import {keyOf} from '../../core/loglines.js';
import {actorText, groupOf} from '../../core/logline.js';
import {millis} from '../../core/store.js';
import {date, shortAge, timeOfDay, weekday} from '../../core/time.js';
import {el, setHidden, setText} from '../dom.js';
import {objectLink, words} from './words.js';

/** Lines in one body of the table: what is drawn or left out as one. */
const SECTION = 50;
/** A section grows by fresh lines up to this. */
const SECTION_MOST = 80;
/** Sections so far beyond the view are drawn too, so that scrolling meets no blank; all others are but a height. */
const MARGIN = '1200px 0px';
const COLUMNS = ['log.time', 'log.age', 'log.who', 'log.kind', 'log.object', 'log.what'];

/**
 * The lines as a table: dates between them, one line selected, however many there are only those near the view in the document.
 */
export class LogTable {
  element;
  #text;
  #parts;
  #scroller;
  #table;
  #sections = [];
  #observer;
  #selected = '';

  /**
   * @param {import('../../core/text.js').Text} text
   * @param {{scroller: Element, now: () => number, nearEnd: () => void, opened: (line: object) => void, selected: (line: object) => void}} parts
   */
  constructor(text, parts) {
    this.#text = text;
    this.#parts = parts;
    this.#scroller = parts.scroller;
    const {t} = text;
    this.#table = el('table.lines', {'aria-label': t('log.title')}, el('thead', {}, el('tr', {}, ...COLUMNS.map((key) => el('th', {scope: 'col'}, t(key))))));
    parts.scroller.addEventListener('scroll', () => this.#tellDay(), {passive: true});
    this.element = this.#table;
    this.#observer = new IntersectionObserver((entries) => this.#seen(entries), {root: parts.scroller, rootMargin: MARGIN});
    this.#table.addEventListener('click', (event) => this.#clicked(event));
    this.#table.addEventListener('dblclick', (event) => this.#open(event.target.closest('tr[data-key]')));
  }

  get selected() { return this.#lineOf(this.#selected); }

  /** Lines drawn now, for the tests: bounded. */
  get drawn() { return this.#table.querySelectorAll('tr[data-key]').length; }

  /** Shows these lines and no others. */
  set(lines) {
    for (const section of this.#sections) this.#drop(section);
    this.#sections = [];
    this.append(lines);
    if (!this.#lineOf(this.#selected)) this.#selected = '';
  }

  append(lines) {
    for (let at = 0; at < lines.length; at += SECTION) this.#add(lines.slice(at, at + SECTION), this.#sections.length);
  }

  /** Fresh lines on top; what is being read stays where it is. */
  prepend(lines) {
    if (lines.length === 0) return;
    const height = this.#scroller.scrollHeight;
    const first = this.#sections[0];
    if (first && !first.editor && first.lines.length + lines.length <= SECTION_MOST) {
      first.lines.unshift(...lines);
      this.#draw(first);
    } else {
      for (let end = lines.length; end > 0; end -= SECTION) this.#add(lines.slice(Math.max(0, end - SECTION), end), 0);
      if (first) this.#redraw(first); // its first date may stand above it now
    }
    if (this.#scroller.scrollTop > 0) this.#scroller.scrollTop += this.#scroller.scrollHeight - height;
  }

  /** Lines that changed. @param {string[]} keys */
  renew(keys) {
    const renewed = new Set(keys);
    for (const section of this.#sections) if (section.lines.some((line) => renewed.has(keyOf(line)))) this.#redraw(section);
  }

  select(line, {scroll = true} = {}) {
    const before = this.#row(this.#selected);
    this.#selected = line ? keyOf(line) : '';
    before?.removeAttribute('aria-selected');
    before?.setAttribute('tabindex', '-1');
    if (!line) return;
    this.#ensureDrawn(line);
    const row = this.#row(this.#selected);
    row.setAttribute('aria-selected', 'true');
    row.setAttribute('tabindex', '0');
    if (scroll) {
      row.scrollIntoView({block: 'nearest'});
      row.focus({preventScroll: true});
    }
    this.#parts.selected(line);
  }

  step(by) {
    const all = this.#sections.flatMap(({lines}) => lines);
    if (all.length === 0) return;
    const at = all.findIndex((line) => keyOf(line) === this.#selected);
    this.select(all[at < 0 ? 0 : Math.max(0, Math.min(all.length - 1, at + by))]);
    if (at + by >= all.length - 1) this.#parts.nearEnd();
  }

  /** A form beneath a line; the line stays drawn while it is open. @param {object} line  @param {Element|null} editor */
  edit(line, editor) {
    const section = this.#sectionOf(keyOf(line));
    if (!section) return;
    section.editor?.row.remove();
    section.editor = null;
    if (editor) {
      this.#ensureDrawn(line);
      const row = el('tr.editor', {}, el('td', {colspan: String(COLUMNS.length)}, editor));
      section.editor = {key: keyOf(line), row};
      this.#row(keyOf(line)).after(row);
    } else {
      this.#redraw(section);
    }
  }

  /** Ages go on. */
  tick(now) {
    for (const section of this.#sections) for (const {node, at} of section.ages) setText(node, shortAge(at, now, this.#text.t));
    this.#tellDay();
  }

  /** Where the entries are kept has changed. */
  keptChanged() {
    for (const {body} of this.#sections) for (const mark of body.querySelectorAll('.kept')) setText(mark, this.#parts.kept(this.#lineOf(mark.closest('tr').dataset.key)));
  }

  /** The head of the first column says of which day the first line in view is, once the line that said so is out of it. */
  #tellDay() {
    const head = this.#table.tHead.rows[0].cells[0];
    const top = head.getBoundingClientRect().bottom;
    const below = (element) => element.getBoundingClientRect().bottom > top + 1;
    const section = this.#sections.find(({body}) => below(body));
    const row = section?.drawn && [...section.body.querySelectorAll('tr[data-key]')].find(below);
    const line = row ? this.#lineOf(row.dataset.key) : section?.lines[0];
    setText(head, line && this.#scroller.scrollTop > 0 ? date(millis(line.at)).slice(5) : this.#text.t('log.time'));
  }

  #add(lines, index) {
    const section = {lines, body: el('tbody'), ages: [], drawn: false, height: 0, editor: null};
    this.#sections.splice(index, 0, section);
    const after = index === 0 ? this.#table.tHead : this.#sections[index - 1].body;
    after.after(section.body);
    this.#draw(section);
    this.#observer.observe(section.body);
  }

  #drop(section) {
    this.#observer.unobserve(section.body);
    section.body.remove();
  }

  #seen(entries) {
    for (const {target, isIntersecting} of entries) {
      const section = this.#sections.find(({body}) => body === target);
      if (!section) continue;
      if (isIntersecting) {
        if (!section.drawn) this.#draw(section);
        if (section === this.#sections.at(-1)) this.#parts.nearEnd();
      } else if (section.drawn && !section.editor) {
        this.#collapse(section);
      }
    }
  }

  #collapse(section) {
    section.height = section.body.getBoundingClientRect().height;
    if (section.height === 0) return; // the table is hidden: nothing is known
    const blank = el('td', {colspan: String(COLUMNS.length)});
    blank.style.height = `${section.height}px`;
    section.body.replaceChildren(el('tr.blank', {'aria-hidden': 'true'}, blank));
    section.drawn = false;
    section.ages = [];
  }

  #redraw(section) { if (section.drawn && !section.editor) this.#draw(section); }

  #draw(section) {
    const {text, now} = {text: this.#text, now: this.#parts.now()};
    section.ages = [];
    const rows = [];
    let day = this.#dayBefore(section);
    for (const line of section.lines) {
      const at = millis(line.at);
      if (date(at) !== day) {
        day = date(at);
        rows.push(el('tr.date', {}, el('th', {colspan: String(COLUMNS.length), scope: 'rowgroup'}, `${day} ${text.t(`weekday.${weekday(at)}`)}`)));
      }
      rows.push(this.#rowOf(line, at, now, section));
    }
    section.body.replaceChildren(...rows);
    section.drawn = true;
  }

  /** The day that stands above a section already. */
  #dayBefore(section) {
    const index = this.#sections.indexOf(section);
    return index <= 0 ? '' : date(millis(this.#sections[index - 1].lines.at(-1).at));
  }

  #rowOf(line, at, now, section) {
    const key = keyOf(line);
    const {t} = this.#text;
    const age = el('td.age', {}, shortAge(at, now, t));
    section.ages.push({node: age, at});
    const selected = key === this.#selected;
    const group = groupOf(line.kind);
    return el(`tr.of-${group}`, {data: {key}, tabindex: selected ? '0' : '-1', 'aria-selected': selected ? 'true' : undefined},
      el('td.time', {}, el('time', {datetime: line.at}, timeOfDay(at))), age, el('td.who', {title: line.actor}, actorText(line.actor, this.#text, line.actorName)),
      el('td.kind', {}, t(`group.${group}`)), el('td.object', {}, objectLink(line)), el('td.what', {}, ...words(line, this.#text), el('span.kept', {}, this.#parts.kept(line))));
  }

  #clicked(event) {
    const row = event.target.closest('tr[data-key]');
    if (!row || event.target.closest('a, button')) return;
    this.select(this.#lineOf(row.dataset.key), {scroll: false});
  }

  #open(row) { if (row) this.#parts.opened(this.#lineOf(row.dataset.key)); }

  #sectionOf(key) { return this.#sections.find(({lines}) => lines.some((line) => keyOf(line) === key)); }

  #lineOf(key) { return key === '' ? undefined : this.#sectionOf(key)?.lines.find((line) => keyOf(line) === key); }

  #row(key) { return key === '' ? null : this.#table.querySelector(`tr[data-key="${CSS.escape(key)}"]`); }

  #ensureDrawn(line) {
    const section = this.#sectionOf(keyOf(line));
    if (section && !section.drawn) this.#draw(section);
  }

  hide(hidden) { setHidden(this.#table, hidden); }

  remove() {
    this.#observer.disconnect();
    this.#table.remove();
  }
}
