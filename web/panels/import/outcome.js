import {viewOf} from '../../core/importdraft.js';
import {pagePath} from '../../core/next.js';
import {countText} from '../../core/units.js';
import {el, setHidden, setText} from '../dom.js';

const PERSONS = new Set(['contact', 'phone']);

/** What entering would do, the one button that does it, and what it did. */
export class Outcome {
  element = el('section.outcome', {id: 'import-outcome', hidden: true});
  #text;
  #desk;
  #again;
  #shown = null;
  #leave;
  #enter;
  #hint = el('p.hint', {id: 'enter-hint'});

  /**
   * @param {import('../../core/importdesk.js').ImportDesk} desk
   * @param {() => void} again  begins another import
   */
  constructor(text, desk, again) {
    this.#text = text;
    this.#desk = desk;
    this.#again = again;
    this.element.setAttribute('aria-label', text.t('import.outcome'));
    desk.state.listen((state) => this.#show(state));
  }

  #show({phase, report}) {
    setHidden(this.element, !report);
    if (report && (report !== this.#shown || phase === 'entered')) this.element.replaceChildren(...report.entered ? this.#done(report) : this.#asked(report));
    const fresh = report !== this.#shown;
    this.#shown = report;
    if (!report) return;
    if (report.entered) {
      if (fresh) this.element.querySelector('h2').focus();
      return;
    }
    this.element.setAttribute('aria-busy', String(phase === 'looking'));
    this.#leave.checked = this.#desk.draft.leaveOut;
    this.#leave.disabled = phase !== 'looked';
    this.#enter.disabled = !this.#desk.mayEnter;
    setText(this.#hint, this.#text.t(this.#why(report)));
  }

  #asked(report) {
    const {t} = this.#text;
    this.#leave = el('input', {type: 'checkbox', id: 'leave-out', on: {change: () => this.#desk.leaveOut(this.#leave.checked)}});
    this.#enter = el('button.primary', {'type': 'button', 'id': 'enter', 'aria-describedby': 'enter-hint', 'on': {click: () => this.#desk.enter()}}, report.usable === 1 ? t('import.enterOne') : t('import.enter', {n: countText(report.usable)}));
    const leave = el('label.leave', {for: 'leave-out'}, this.#leave, t('import.leaveOut', {n: countText(report.refusedRows)}));
    setHidden(leave, report.refusedRows === 0 || report.usable === 0);
    return [el('h2', {}, t('import.found')), this.#figures(report), this.#persons(report), leave,
      el('div.buttons', {}, this.#enter), this.#hint].filter(Boolean);
  }

  /** What the button waits for, or what it promises. */
  #why({rows, usable, refusedRows}) {
    if (rows === 0) return 'import.noRows';
    if (usable === 0) return 'import.noneUsable';
    return refusedRows > 0 && !this.#desk.draft.leaveOut ? 'import.leaveFirst' : 'import.allOrNothing';
  }

  #figures({rows, foreseen, refusedRows}) {
    const {t} = this.#text;
    const figure = (key, n, wrong = false) => [el('dt', {}, t(key)), el(wrong ? 'dd.wrong' : 'dd', {}, countText(n))];
    return el('dl.figures', {}, ...figure('import.rows', rows), ...figure('import.created', foreseen.created), ...figure('import.changed', foreseen.changed),
      ...figure('import.unchanged', foreseen.unchanged), ...figure('import.refused', refusedRows, refusedRows > 0));
  }

  #persons({columns, foreseen}) {
    const some = foreseen.unchanged > 0 && columns.some(({meaning}) => PERSONS.has(meaning));
    return some ? el('p.hint', {}, this.#text.t('import.personsLater')) : null;
  }

  #done({entered, refusedRows, preview}) {
    const {t} = this.#text;
    const counts = {created: countText(entered.created), changed: countText(entered.changed), unchanged: countText(entered.unchanged)};
    const map = el('a.goto', {id: 'to-map', href: `${pagePath('/', location.search)}${viewOf(preview.map(({at}) => at))}`}, t('import.toMap'));
    const log = el('a.goto', {id: 'to-log', href: pagePath('/log?group=register', location.search)}, t('import.toLog', {seq: entered.seq}));
    return [el('h2', {tabindex: '-1'}, t('import.done')), el('p', {role: 'status'}, t('import.doneCounts', counts)),
      refusedRows > 0 ? el('p', {}, t('import.leftOut', {n: countText(refusedRows)})) : null, el('p.links', {}, map, log),
      el('div.buttons', {}, el('button', {type: 'button', id: 'import-again', on: {click: this.#again}}, t('import.another')))].filter(Boolean);
  }
}
