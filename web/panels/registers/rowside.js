import {problemText} from '../../core/problems.js';
import {fieldsOf, isOnMap} from '../../core/registerfields.js';
import {idOf} from '../../core/registerlist.js';
import {actorText} from '../../core/logline.js';
import {story} from '../../core/rowhistory.js';
import {momentText} from '../../core/time.js';
import {pagePath} from '../../core/next.js';
import {el, setText} from '../dom.js';

const SURE_MILLIS = 5000;

/** What may be done with the row that is chosen, and how it came to be as it is. */
export class RowSide {
  element = el('section.row-side');
  /** @type {(saved: object|null, id: string) => void} */
  changed = () => {};
  #page;
  #parts;
  #register = '';
  #list = null;
  #shown = '';

  constructor(page, parts) {
    this.#page = page;
    this.#parts = parts;
    parts.selection.ids.listen(() => this.#show());
  }

  open(register, list) {
    this.#register = register;
    this.#list = list;
    this.#shown = '';
    this.#show();
  }

  /** After the row changed. */
  renew() {
    this.#shown = '';
    this.#show();
  }

  /** A new row: its id and name first, the rest in the table. */
  add(register, id, at) {
    const {t} = this.#page;
    const ids = el('input', {'type': 'text', 'value': id, 'aria-label': t('cell.id')});
    const name = el('input', {'type': 'text', 'aria-label': t('cell.name')});
    const lists = register === 'riskPoints' ? el('select', {'aria-label': t('cell.list')}, ...this.#parts.cells.options(fieldsOf(register).find(({key}) => key === 'list'), {properties: {}})
      .map(({value, label}) => el('option', {value}, label))) : null;
    const said = el('p.form-error', {role: 'alert', hidden: true});
    const form = el('form', {}, el('h3', {}, t('registers.add')), el('label', {}, t('cell.id'), ids), el('label', {}, t('cell.name'), name),
      lists ? el('label', {}, t('cell.list'), lists) : null, el('p.hint', {}, t('registers.addHint')), said,
      el('div.buttons', {}, el('button.primary', {type: 'submit'}, t('registers.enter')), el('button', {type: 'button', on: {click: () => this.renew()}}, t('cancel'))));
    const key = this.#parts.newKey();
    form.addEventListener('submit', async (event) => {
      event.preventDefault();
      const properties = {register, id: ids.value.trim(), name: name.value.trim(), ...(lists ? {list: lists.value} : {})};
      const feature = {type: 'Feature', geometry: isOnMap(register) ? {type: 'Point', coordinates: at.map((degrees) => Math.round(degrees * 1e6) / 1e6)} : null, properties};
      try {
        if (properties.name === '' || properties.id === '') throw new Error('cell.wrong.needed');
        await this.#parts.api.put(register, properties.id, feature, '', key);
        this.changed(await this.#parts.api.row(register, properties.id), properties.id);
        this.#parts.selection.only(properties.id);
      } catch (failure) {
        said.hidden = false;
        setText(said, failure.message === 'cell.wrong.needed' ? t(failure.message) : problemText(failure, this.#page.text));
      }
    });
    this.element.replaceChildren(form);
    name.focus();
  }

  #show() {
    const {single, size} = this.#parts.selection;
    const state = `${this.#register} ${single} ${size}`;
    if (state === this.#shown || !this.#list) return;
    this.#shown = state;
    const standing = single && this.#list.find(single);
    if (standing) this.#one(standing);
    else this.element.replaceChildren(el('p.quiet', {}, size > 1 ? this.#page.t('registers.chosen', {n: size}) : this.#page.t('registers.choose')));
  }

  async #one(standing) {
    const {t, text, session} = this.#page;
    const {api, cells, mayEdit} = this.#parts;
    const steps = el('ol.steps');
    const link = isOnMap(this.#register) ? el('a', {href: `${pagePath('/', location.search)}#sel=${encodeURIComponent(standing.object)}`}, t('registers.onDuty')) : null;
    const said = el('p.form-error', {role: 'alert', hidden: true});
    this.element.replaceChildren(el('h3', {}, standing.row.properties.name), el('div.deeds', {}, link, mayEdit ? this.#remove(standing, said) : null), said,
      session.may('READ_LOG') ? el('h4', {}, t('registers.history')) : el('span'), steps);
    if (!session.may('READ_LOG')) return;
    const shown = this.#shown;
    try {
      const entries = await api.history(this.#register, idOf(standing));
      if (this.#shown !== shown) return;
      steps.replaceChildren(...story(this.#register, entries, cells, text).map((step) => el('li', {title: step.entry},
        el('p', {}, el('time', {datetime: step.at}, momentText(Date.parse(step.at), Date.now())), ' ', el('b', {}, actorText(step.by, text, step.byName)), ' ', t(`registers.deed.${step.deed}`)),
        ...step.changes.map(({label, before, after}) => el('p.change', {}, `${label}: ${before || '—'} → ${after || '—'}`)))));
    } catch (failure) {
      steps.replaceChildren(el('li.form-error', {role: 'alert'}, problemText(failure, text)));
    }
  }

  /** The second press within five seconds does it, as everywhere. */
  #remove(standing, said) {
    const {t, text} = this.#page;
    const {api, newKey} = this.#parts;
    const id = idOf(standing);
    const key = newKey();
    let sure = 0;
    const button = el('button.danger', {type: 'button', id: 'remove-row', on: {click: async () => {
      if (Date.now() - sure > SURE_MILLIS) {
        sure = Date.now();
        setText(button, t('registers.removeSure', {name: standing.row.properties.name}));
        setTimeout(() => setText(button, t('registers.remove')), SURE_MILLIS);
        return;
      }
      button.disabled = true;
      try {
        await api.remove(this.#register, id, standing.entry, key);
        this.changed(null, id);
      } catch (failure) {
        button.disabled = false;
        said.hidden = false;
        setText(said, problemText(failure, text));
      }
    }}}, t('registers.remove'));
    return button;
  }
}
