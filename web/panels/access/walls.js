import {millis} from '../../core/store.js';
import {ageText, date} from '../../core/time.js';
import {AreaPicker} from '../areapicker.js';
import {askingButton} from '../ask.js';
import {el} from '../dom.js';
import {Field, Form} from '../form.js';
import {Listing} from '../listing.js';

/** Wall screens 大屏: the code a wall shows is entered here, and what was paired is revoked here. */
export class WallsTab {
  elements;
  #page;
  #listing;
  #place = el('section.panel-box');
  #said = el('p.said', {role: 'status'});

  constructor(page) {
    this.#page = page;
    const {t, text, access} = page;
    this.#listing = new Listing(text, {caption: t('access.walls'), empty: t('walls.none'),
      columns: ['walls.name', 'access.area', 'walls.paired', 'walls.lastSeen', 'walls.expires', ''], load: () => access.walls(), row: (wall) => this.#row(wall)});
    this.elements = [this.#place, this.#listing.element];
    this.#ask();
    this.#listing.refresh();
  }

  #row({id, name, area, pairedAt, lastSeenAt, expiresAt}) {
    const {t, text, areas, access} = this.#page;
    const revoke = askingButton(text, {label: t('revoke'), question: t('walls.revokeAsk', {name}), does: () => access.revokeWall(id), done: () => this.#listing.refresh()});
    return el('tr', {data: {id}}, el('td', {}, name), el('td', {}, areas.name(area ?? '', t('area.county'))), el('td', {}, date(millis(pairedAt))),
      el('td', {}, lastSeenAt ? ageText(millis(lastSeenAt), Date.now(), t) : t('walls.never')), el('td', {}, date(millis(expiresAt))), el('td.actions', {}, revoke));
  }

  #ask() {
    const {t, text, access, areas} = this.#page;
    const code = new Field({id: 'wall-code', label: t('walls.code'), hint: t('walls.codeHint'), inputmode: 'numeric', maxlength: '9', required: true});
    const name = new Field({id: 'wall-name', label: t('walls.name'), hint: t('walls.nameHint'), maxlength: '40', required: true});
    const picker = new AreaPicker(areas, text, 'wall-area');
    const digits = () => code.value.replace(/\D/g, '');
    const check = () => {
      if (digits().length !== 6) return [code, t('walls.codeWrong')];
      return name.value.trim() === '' ? [name, t('walls.nameMissing')] : null;
    };
    const form = new Form(text, {id: 'pair-wall', fields: [code, name, ...picker.fields], submit: t('walls.pair'), check,
      send: () => access.pairWall({code: digits(), name: name.value.trim(), area: picker.code}), done: (wall) => this.#paired(wall?.name ?? name.value)});
    this.#place.replaceChildren(el('h3', {}, t('walls.pair')), this.#said, form.element);
    return form;
  }

  #paired(name) {
    this.#said.textContent = this.#page.t('walls.pairedSaid', {name});
    this.#ask().focus();
    this.#listing.refresh();
  }
}
