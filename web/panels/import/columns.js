import {OTHER} from '../../core/importdraft.js';
import {el, setHidden} from '../dom.js';

/** What each column of the file is taken for, beside what stands in it; another meaning reads the file anew. */
export class ColumnTable {
  element;
  #text;
  #desk;
  #body = el('tbody');
  #part;
  #hint;
  #shown = null;

  /** @param {import('../../core/importdesk.js').ImportDesk} desk */
  constructor(text, desk) {
    const {t} = text;
    this.#text = text;
    this.#desk = desk;
    this.#part = el('select', {id: 'import-part', on: {change: () => desk.refine((draft) => draft.choosePart(this.#part.value))}});
    this.#hint = el('span.hint', {}, t('import.columnsHint'));
    const part = el('label.part', {for: 'import-part'}, t('import.part'), this.#part);
    const head = el('thead', {}, el('tr', {}, ...['import.column', 'import.samples', 'import.meaning'].map((key) => el('th', {scope: 'col'}, t(key)))));
    this.element = el('section.columns', {'aria-label': t('import.columns'), hidden: true}, el('header', {}, el('h2', {}, t('import.columns')), this.#hint, part),
      el('div.table-box', {}, el('table.list', {}, head, this.#body)));
    desk.state.listen((state) => this.#show(state));
  }

  #show({phase, report}) {
    setHidden(this.element, !report);
    if (report && report !== this.#shown) this.#draw(report);
    this.#shown = report;
    setHidden(this.#hint, phase === 'entered');
    this.element.setAttribute('aria-busy', String(phase === 'looking'));
    for (const select of this.element.querySelectorAll('select')) select.disabled = phase === 'entering' || phase === 'entered';
  }

  #draw(report) {
    const focused = document.activeElement?.id ?? '';
    this.#body.replaceChildren(...report.columns.map((column) => this.#row(column, report.meanings)));
    this.#part.replaceChildren(...report.parts.map((name) => el('option', {value: name}, name)));
    this.#part.value = report.part;
    setHidden(this.#part.parentElement, report.parts.length < 2);
    if (focused && this.element.contains(document.getElementById(focused))) document.getElementById(focused).focus();
  }

  #row({index, name, meaning, basis, samples}, meanings) {
    const {t} = this.#text;
    const known = meanings.includes(meaning);
    const select = el('select', {'id': `column-${index}`, 'aria-label': t('import.meaningOf', {column: name}), 'on': {change: () => this.#desk.refine((draft) => draft.correct(index, select.value))}},
      ...[...meanings, OTHER].map((each) => el('option', {value: each}, t(`meaning.${each}`))));
    select.value = known ? meaning : OTHER;
    const said = known && basis !== 'header' ? t(`basis.${basis}`) : '';
    return el('tr', {'data-taken': String(known)}, el('th', {scope: 'row', title: name}, name), el('td.samples', {title: samples.join('\n')}, samples.join(' · ')), el('td.meaning', {}, select, el('span.hint', {}, said)));
  }
}
