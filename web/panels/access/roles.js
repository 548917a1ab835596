import {problemText} from '../../core/problems.js';
import {el} from '../dom.js';

/** Which role has which right 角色与权限, as the server holds it: to be read, not changed. */
export class RolesTab {
  elements;
  #page;
  #box = el('div.listing');

  constructor(page) {
    this.#page = page;
    this.elements = [el('p.hint', {}, page.t('roles.note')), this.#box];
    this.#show();
  }

  async #show() {
    const {t, text, access} = this.#page;
    this.#box.replaceChildren(el('p.quiet', {role: 'status'}, t('list.loading')));
    try {
      this.#box.replaceChildren(el('div.table-box', {}, this.#matrix(await access.roles())));
    } catch (error) {
      this.#box.replaceChildren(el('p.form-error', {role: 'alert'}, t('list.failed', {reason: problemText(error, text)})),
        el('div.buttons', {}, el('button', {type: 'button', on: {click: () => this.#show()}}, t('list.again'))));
    }
  }

  /** @param {{role: string, permissions: string[]}[]} roles */
  #matrix(roles) {
    const {t, text} = this.#page;
    const rights = [...new Set(roles.flatMap(({permissions}) => permissions))];
    const mark = (has) => (has ? el('td.has', {}, el('span', {'aria-hidden': 'true'}, '●'), el('span.only-read', {}, t('yes'))) : el('td', {}, el('span.only-read', {}, t('no'))));
    const heads = roles.map(({role}) => el('th', {scope: 'col'}, text.word('role.', role)));
    return el('table.list.matrix', {}, el('caption.only-read', {}, t('access.roles')), el('thead', {}, el('tr', {}, el('th', {scope: 'col'}, t('roles.right')), ...heads)),
      el('tbody', {}, ...rights.map((right) => el('tr', {}, el('th', {scope: 'row'}, text.word('right.', right)), ...roles.map(({permissions}) => mark(permissions.includes(right)))))));
  }
}
