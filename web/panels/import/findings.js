import {advisedSystem, declaredOtherwise, neededColumn} from '../../core/importdraft.js';
import {placeIn, said} from '../../core/importwords.js';
import {countText} from '../../core/units.js';
import {el, setHidden} from '../dom.js';

/** What to look at before anything is entered: shifted places, another system in the file, rows refused, things put right. */
export class Findings {
  element;
  #text;
  #desk;
  #systems;
  #shown = null;

  /**
   * @param {import('../../core/importdesk.js').ImportDesk} desk
   * @param {{id: string, zh: string, en: string}[]} systems
   */
  constructor(text, desk, systems) {
    this.#text = text;
    this.#desk = desk;
    this.#systems = systems;
    this.element = el('section.findings', {'aria-label': text.t('import.findings'), 'hidden': true});
    desk.state.listen((state) => this.#show(state));
  }

  #show({phase, report}) {
    if (report !== this.#shown) this.element.replaceChildren(...report && !report.entered ? this.#told(report).filter(Boolean) : []);
    this.#shown = report;
    setHidden(this.element, this.element.childElementCount === 0);
    this.element.setAttribute('aria-busy', String(phase === 'looking'));
    for (const button of this.element.querySelectorAll('button')) button.disabled = phase === 'entering';
  }

  #told(report) {
    return [this.#unknown(report), this.#shift(report), this.#declared(report), ...report.notes.map((note) => el('p.note', {}, `${this.#text.t('import.noteRows', {n: countText(note.rows)})} ${said(note, this.#text)}`)),
      this.#refused(report)];
  }

  /** A column that every row needs and nobody has named. */
  #unknown(report) {
    const needed = neededColumn(report);
    return needed ? el('p.warn', {role: 'alert', id: 'import-unknown'}, this.#text.t(needed === 'name' ? 'import.noName' : 'import.noPlace')) : null;
  }

  #shift(report) {
    const {t} = this.#text;
    const {suspicion, outside} = report.shift;
    if (suspicion === 'NONE') return outside > 0 ? el('p.warn', {role: 'alert', id: 'import-outside'}, t('import.outside', {n: countText(report.usable), outside: countText(outside)})) : null;
    return this.#warning('import-shift', said(report.shift, this.#text), advisedSystem(report, this.#desk.draft.system));
  }

  #declared(report) {
    const {draft} = this.#desk;
    const other = declaredOtherwise(report, draft.system);
    if (other) return this.#warning('import-declared', this.#text.t('import.declared', {name: this.#titleOf(other)}), other);
    return report.declared.name && !report.declared.crs ? el('p.note', {}, this.#text.t('import.fileSays', {name: report.declared.name})) : null;
  }

  /** With the system to take instead, where there is one. */
  #warning(id, words, system) {
    const take = el('button', {type: 'button', on: {click: () => this.#desk.refine((draft) => draft.chooseSystem(system))}}, this.#text.t('import.takeSystem', {name: this.#titleOf(system)}));
    return el('div.warn', {id, role: 'alert'}, el('p', {}, words), system ? take : null);
  }

  #titleOf(id) {
    const system = this.#systems.find((each) => each.id === id);
    return system ? said(system, this.#text) : id;
  }

  #refused({refused, refusedRows}) {
    const {t} = this.#text;
    if (refusedRows === 0) return null;
    const rows = refused.map((reason) => el('tr', {}, el('th', {scope: 'row'}, placeIn({row: reason.row}, this.#text)), el('td', {}, reason.column ?? ''), el('td.reason', {}, said(reason, this.#text))));
    const head = el('thead', {}, el('tr', {}, ...['import.row', 'import.column', 'import.reason'].map((key) => el('th', {scope: 'col'}, t(key)))));
    const more = refusedRows > refused.length ? el('p.hint', {}, t('import.refusedMore', {n: countText(refused.length)})) : null;
    return el('div.refusals', {}, el('h2', {}, t('import.refusedRows', {n: countText(refusedRows)})), el('div.table-box', {tabindex: '0', 'aria-label': t('import.refused')}, el('table.list', {}, head, el('tbody', {}, ...rows))), more);
  }
}
