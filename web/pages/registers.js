import {Areas} from '../core/areas.js';
import {problemText} from '../core/problems.js';
import {RegisterApi} from '../core/registerapi.js';
import {Cells} from '../core/registercell.js';
import {fieldsOf, REGISTERS} from '../core/registerfields.js';
import {RowList} from '../core/registerlist.js';
import {RowSelection} from '../core/rowselection.js';
import {el} from '../panels/dom.js';
import {RowMap} from '../panels/registers/rowmap.js';
import {RowSide} from '../panels/registers/rowside.js';
import {RowTable} from '../panels/registers/rowtable.js';
import {Tools} from '../panels/registers/tools.js';
import {openPage} from './frame.js';

/** One register on the page: its rows, what is chosen of them, and who shows them. */
class Register {
  #page;
  #parts;
  #name = '';

  constructor(page, {api, cells, county}) {
    this.#page = page;
    const {text, session} = page;
    const me = {user: session.told.value.user, name: session.told.value.name};
    this.selection = new RowSelection();
    this.#parts = {api, cells, me, selection: this.selection, mayEdit: session.may('EDIT_REGISTERS'), newKey: () => crypto.randomUUID()};
    this.table = new RowTable(page, this.#parts);
    this.side = new RowSide(page, this.#parts);
    this.map = new RowMap(page, county, this.selection);
    this.tools = new Tools(page, {choose: (register) => this.open(register), ask: (order) => this.#ask(order), add: () => this.#add(), mayEdit: this.#parts.mayEdit});
    this.table.changed = (saved, id) => this.#changed(saved, id);
    this.table.sorted = (order) => this.#ask(order);
    this.side.changed = (saved, id) => this.#changed(saved, id);
    this.map.picked = (ids, more) => this.selection.set(ids, more);
    this.map.clicked = (at) => this.table.placed(at);
    this.text = text;
  }

  async open(name) {
    this.#name = name;
    const list = new RowList(fieldsOf(name), this.#parts.cells, this.text.language);
    this.list = list;
    this.selection.set([]);
    for (const part of [this.table, this.side]) part.open(name, list);
    this.map.show([]);
    try {
      await this.#parts.api.rows(name, (rows, all) => {
        if (this.list !== list) return false;
        list.put(rows);
        this.tools.towns(list.towns());
        this.#show(all);
        return true;
      });
      this.#show(list.size);
      const wanted = this.#page.query.get('row');
      if (wanted && list.find(wanted)) {
        this.selection.only(wanted);
        this.table.reveal(wanted);
      }
    } catch (failure) {
      this.table.fail(problemText(failure, this.text));
    }
  }

  #ask(order) {
    this.list.ask(order);
    this.#show(this.list.size);
  }

  #show(all) {
    this.tools.count(this.list.view.length, all);
    this.table.draw();
    this.map.show(this.list.view);
  }

  /** @param {object|null} saved  the row as it stands now; null: it is gone */
  #changed(saved, id) {
    if (saved) this.list.put([saved]);
    else this.list.drop(id);
    this.selection.keep((each) => this.list.find(each) !== undefined);
    this.#show(this.list.size);
    this.side.renew();
  }

  #add() {
    const id = `new-${crypto.randomUUID().slice(0, 8)}`;
    this.side.add(this.#name, id, this.map.centre());
  }
}

async function build(page) {
  const {text, main, http, query} = page;
  const api = new RegisterApi(http);
  const [registers, county, towns, villages] = await Promise.all([api.registers(), page.api.county(), page.api.baseLayer('towns'), page.api.baseLayer('villages')]);
  const cells = new Cells(text, new Areas(towns, villages));
  const register = new Register(page, {api, cells, county});
  const known = registers.filter((each) => REGISTERS.includes(each.register) && (each.rows > 0 || each.register !== 'households'));
  register.tools.registers(known);
  document.getElementById('loading').remove();
  main.append(el('section.register', {}, register.tools.element, register.table.element), el('aside.beside', {}, register.map.element, register.side.element));
  register.map.load();
  const first = query.get('register');
  await register.tools.choose(known.some((each) => each.register === first) ? first : known[0].register);
}

const page = await openPage({title: 'registers', right: 'READ_PICTURE'});
if (page.allowed) {
  page.main.append(el('p.quiet', {id: 'loading'}, page.t('list.loading')));
  try {
    await build(page);
  } catch (failure) {
    page.main.replaceChildren(el('p.form-error', {role: 'alert'}, page.t('list.failed', {reason: problemText(failure, page.text)})));
  }
}
