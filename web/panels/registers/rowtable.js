import {problemText} from '../../core/problems.js';
import {WrongCell} from '../../core/registercell.js';
import {fieldsOf, isNumeric, labelOf} from '../../core/registerfields.js';
import {idOf} from '../../core/registerlist.js';
import {CellEdit} from '../../core/rowedit.js';
import {ageText, momentText} from '../../core/time.js';
import {scrollFor, windowOf} from '../../core/virtualwindow.js';
import {el, setText} from '../dom.js';

const ROW_HEIGHT = 34;
const SPARE = 8;
const PAGE_ROWS = 12;
/** Columns, in pixels; the first takes what is left. */
const WIDE = 220;
const PLAIN = 120;
const NUMBER = 104;
const PLACE = 176;

/** The rows of a register; only those in view are in the document. A cell is written where it stands. */
export class RowTable {
  element;
  /** @type {(saved: object|null, id: string) => void} */
  changed = () => {};
  /** @type {(order: object) => void} */
  sorted = () => {};
  #page;
  #parts;
  #register = '';
  #list = null;
  #fields = [];
  #head = el('div.head', {role: 'row'});
  #rows = el('div.rows', {role: 'rowgroup'});
  #box;
  #note = el('p.form-error', {role: 'alert', hidden: true});
  #column = 0;
  #edit = null;
  #editor = null;

  constructor(page, parts) {
    this.#page = page;
    this.#parts = parts;
    this.#box = el('div.table', {role: 'grid', tabindex: '0', 'aria-multiselectable': 'true', on: {scroll: () => this.#paint(), keydown: (event) => this.#key(event)}}, this.#head, this.#rows);
    this.element = el('div.table-of-rows', {}, this.#note, this.#box);
    parts.selection.ids.listen(() => this.#paint());
    new ResizeObserver(() => this.#paint()).observe(this.#box);
  }

  open(register, list) {
    this.#register = register;
    this.#list = list;
    this.#fields = fieldsOf(register);
    this.#column = 0;
    this.#close();
    this.#box.dataset.register = register;
    const widths = [...this.#fields.slice(1).map((field) => (field.wide ? WIDE : isNumeric(field) ? NUMBER : field.sort === 'place' ? PLACE : PLAIN)), NUMBER, WIDE / 2];
    this.#box.style.setProperty('--columns', `minmax(${WIDE}px, 1fr) ${widths.map((width) => `${width}px`).join(' ')}`);
    this.#box.style.setProperty('--width', `${WIDE + widths.reduce((sum, width) => sum + width, 0)}px`);
    this.#box.scrollTop = 0;
    this.draw();
  }

  fail(text) {
    this.#note.hidden = text === '';
    setText(this.#note, text);
  }

  draw() {
    this.fail('');
    const {t} = this.#page;
    const {sort, down} = this.#list.order;
    const columns = [...this.#fields.map((field) => [field.key, labelOf(field, this.#page.text), isNumeric(field)]), ['by', t('registers.by'), false], ['at', t('registers.at'), false]];
    this.#head.replaceChildren(...columns.map(([key, label, numeric]) => el(`button${numeric ? '.number' : ''}`, {
      'type': 'button', 'role': 'columnheader', 'data-key': key, 'aria-sort': sort === key ? (down ? 'descending' : 'ascending') : 'none',
      'on': {click: () => this.sorted(sort === key ? (down ? {sort: '', down: false} : {sort: key, down: true}) : {sort: key, down: false})},
    }, label, sort === key ? el('i', {'aria-hidden': 'true'}, down ? ' ▾' : ' ▴') : null)));
    this.#box.setAttribute('aria-rowcount', String(this.#list.view.length + 1));
    this.#rows.style.setProperty('height', `${this.#list.view.length * ROW_HEIGHT}px`);
    this.#paint();
  }

  /** Scrolls to a row. */
  reveal(id) {
    const index = this.#list.indexOf(id);
    if (index >= 0) this.#box.scrollTop = scrollFor({index, top: this.#box.scrollTop, height: this.#inside, rowHeight: ROW_HEIGHT});
    this.#paint();
  }

  /** A click on the map while a place is written. @returns {boolean} whether it was taken */
  placed([lon, lat]) {
    if (this.#edit?.field.sort !== 'place') return false;
    this.#editor.value = `${lon.toFixed(6)}, ${lat.toFixed(6)}`;
    this.#editor.focus();
    return true;
  }

  get #inside() { return this.#box.clientHeight - this.#head.offsetHeight; }

  #paint() {
    if (!this.#list || this.#editor) return; // a cell that is written in stays
    const {view} = this.#list;
    const {first, end} = windowOf({top: this.#box.scrollTop, height: this.#inside, rowHeight: ROW_HEIGHT, count: view.length, spare: SPARE});
    this.#rows.replaceChildren(...view.slice(first, end).map((row, i) => this.#row(row, first + i)));
    if (view.length === 0) this.#rows.replaceChildren(el('p.quiet', {}, this.#page.t('registers.none')));
  }

  #row(standing, index) {
    const {cells, selection} = this.#parts;
    const id = idOf(standing);
    const chosen = selection.has(id);
    const now = Date.now();
    const at = Date.parse(standing.at);
    const cell = (field, column) => {
      const text = cells.shown(field, standing.row);
      const mark = `${isNumeric(field) ? '.number' : ''}${chosen && selection.single === id && column === this.#column ? '.here' : ''}`;
      return el(`span${mark}`, {role: 'gridcell', title: text, data: {column: String(column)}}, text);
    };
    const element = el(`div.row${chosen ? '.chosen' : ''}`, {'role': 'row', 'aria-rowindex': String(index + 2), 'aria-selected': String(chosen), 'data': {id},
      'on': {click: (event) => this.#click(event, id), dblclick: (event) => this.#begin(id, Number(event.target.dataset.column ?? -1))}},
      ...this.#fields.map(cell), el('span', {role: 'gridcell'}, standing.byName), el('span.quiet', {'role': 'gridcell', 'title': momentText(at, now)}, ageText(at, now, this.#page.t)));
    element.style.setProperty('transform', `translateY(${index * ROW_HEIGHT}px)`);
    return element;
  }

  #click(event, id) {
    const {selection} = this.#parts;
    if (this.#editor) return;
    this.#column = Number(event.target.dataset.column ?? this.#column);
    if (event.shiftKey) selection.through(id, this.#list.view.map(idOf));
    else if (event.ctrlKey || event.metaKey) selection.toggle(id);
    else selection.only(id);
    this.#paint();
  }

  #key(event) {
    if (this.#editor) return;
    const {selection} = this.#parts;
    const {view} = this.#list;
    const at = view.findIndex((row) => idOf(row) === selection.single);
    const steps = {ArrowDown: 1, ArrowUp: -1, PageDown: PAGE_ROWS, PageUp: -PAGE_ROWS, Home: -view.length, End: view.length};
    if (event.key in steps && view.length > 0) {
      const id = idOf(view[Math.max(0, Math.min(view.length - 1, (at < 0 ? -1 : at) + steps[event.key]))]);
      if (event.shiftKey) selection.through(id, view.map(idOf));
      else selection.only(id);
      this.reveal(id);
    } else if (event.key === 'ArrowRight' || event.key === 'ArrowLeft') {
      this.#column = Math.max(0, Math.min(this.#fields.length - 1, this.#column + (event.key === 'ArrowRight' ? 1 : -1)));
      this.#paint();
    } else if ((event.key === 'Enter' || event.key === 'F2') && at >= 0) {
      this.#begin(selection.single, this.#column);
    } else if (event.key === 'Escape') {
      selection.set([]);
    } else {
      return;
    }
    event.preventDefault();
  }

  #begin(id, column) {
    const field = this.#fields[column];
    const standing = this.#list.find(id);
    if (!this.#parts.mayEdit || !field || field.sort === 'id' || !standing || this.#editor) return;
    this.#parts.selection.only(id);
    this.reveal(id);
    const {api, cells, me, newKey} = this.#parts;
    this.#edit = new CellEdit({api, cells, register: this.#register, standing, field, newKey, me});
    const options = cells.options(field, standing.row);
    const typed = field.sort === 'town' ? standing.row.properties.townCode ?? '' : field.sort === 'village' ? standing.row.properties.villageCode ?? '' : cells.typed(field, standing.row);
    const label = `${labelOf(field, this.#page.text)}: ${standing.row.properties.name}`;
    this.#editor = options
      ? el('select.editor', {'aria-label': label}, ...options.map((each) => el('option', {value: each.value}, each.label)))
      : el('input.editor', {'type': 'text', 'aria-label': label});
    this.#editor.value = typed;
    const said = el('span.said', {role: 'alert'});
    this.#editor.addEventListener('keydown', (event) => {
      if (event.key === 'Enter') this.#edit.save(this.#editor.value);
      else if (event.key === 'Escape') this.#close();
      else return;
      event.preventDefault();
      event.stopPropagation();
    });
    this.#edit.state.listen((state) => this.#follow(state, said, id));
    const cell = this.#rows.querySelector(`[data-id="${CSS.escape(id)}"] [data-column="${column}"]`);
    cell.replaceChildren(this.#editor, said);
    cell.classList.add('writing');
    this.#editor.focus();
    this.#editor.select?.();
  }

  #follow({phase, failure, theirs, saved}, said, id) {
    const {t, text} = this.#page;
    this.#editor.disabled = phase === 'saving';
    if (phase === 'done') {
      this.#close();
      this.changed(saved, id);
      this.#box.focus();
    } else if (phase === 'conflict') {
      const who = theirs ? t('registers.conflict', {who: theirs.byName, time: momentText(Date.parse(theirs.at), Date.now())}) : t('registers.gone');
      const typed = this.#editor.value;
      const over = theirs ? el('button', {type: 'button', on: {click: () => this.#edit.saveOver(typed)}}, t('registers.mine')) : null;
      said.replaceChildren(who, ' ', el('button', {type: 'button', on: {click: () => this.#edit.takeTheirs()}}, t('registers.theirs')), over ?? '');
    } else if (failure) {
      setText(said, failure instanceof WrongCell ? t(failure.key) : problemText(failure, text));
      this.#editor.focus();
    }
  }

  #close() {
    if (!this.#editor) return;
    this.#editor = null;
    this.#edit = null;
    this.#paint();
    this.#box.focus();
  }
}
