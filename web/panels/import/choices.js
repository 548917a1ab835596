import {fileOf} from '../../core/importfile.js';
import {failureText, said} from '../../core/importwords.js';
import {countText} from '../../core/units.js';
import {el, setHidden, setText} from '../dom.js';
import {Field} from '../form.js';

/** As many of the systems as most counties ever need stand first. */
const USUAL = 7;
const ACCEPTED = '.xlsx,.csv,.txt,.zip,.shp,.shx,.dbf,.prj,.cpg,.geojson,.json,.kml,.kmz';

/** What is imported where: register, file, coordinate system. None of them has a default. */
export class Choices {
  element;
  #text;
  #desk;
  #register;
  #system;
  #picker = el('input', {type: 'file', id: 'import-picker', multiple: true, accept: ACCEPTED, hidden: true, on: {change: () => this.#picked()}});
  #name = el('span.file-name', {role: 'status'});
  #file;
  #reading = 0;

  /**
   * @param {import('../../core/text.js').Text} text
   * @param {import('../../core/importdesk.js').ImportDesk} desk
   */
  constructor(text, desk, registers, systems) {
    const {t} = text;
    this.#text = text;
    this.#desk = desk;
    this.#register = new Field({id: 'import-register', label: `1 ${t('import.register')}`, control: this.#select('import.chooseRegister',
      registers.map((each) => option(each.register, this.#titleOf(each))))});
    const button = el('button', {type: 'button', on: {click: () => this.#picker.click()}}, t('import.chooseFile'));
    this.#file = new Field({id: 'import-file', label: `2 ${t('import.file')}`, hint: t('import.fileHint'), control: button});
    this.#file.element.insertBefore(this.#name, button.nextSibling);
    const named = systems.map((system) => option(system.id, said(system, text)));
    this.#system = new Field({id: 'import-system', label: `3 ${t('import.system')}`, hint: t('import.systemHint'), control: this.#select('import.chooseSystem', [
      el('optgroup', {label: t('import.systemsUsual')}, ...named.slice(0, USUAL)), el('optgroup', {label: t('import.systemsZones')}, ...named.slice(USUAL))])});
    this.#register.input.addEventListener('change', () => desk.begin((draft) => draft.chooseRegister(this.#register.value)));
    this.#system.input.addEventListener('change', () => desk.refine((draft) => draft.chooseSystem(this.#system.value)));
    this.element = el('section.choices', {'aria-label': t('import.choices')}, this.#register.element, this.#file.element, this.#system.element, this.#picker);
    desk.state.listen(() => this.#show());
  }

  /** After an import there are more. @param {{register: string, rows: number}[]} registers */
  renew(registers) {
    for (const each of registers) {
      const shown = [...this.#register.input.options].find(({value}) => value === each.register);
      if (shown) setText(shown, this.#titleOf(each));
    }
  }

  #titleOf({register, rows}) { return this.#text.t('import.registerRows', {name: this.#text.word('register.', register), n: countText(rows)}); }

  focus() { this.#register.input.focus(); }

  /** Takes files however they came. @param {File[]} files */
  async take(files) {
    if (this.#desk.state.value.phase === 'entering') return;
    const turn = ++this.#reading;
    this.#file.clear();
    try {
      const file = await fileOf(files);
      if (turn !== this.#reading) return; // another one was chosen meanwhile
      setText(this.#name, file.count > 1 ? this.#text.t('import.filesAsOne', {name: file.name, n: file.count}) : file.name);
      this.#desk.begin((draft) => draft.chooseFile(file));
    } catch (failure) {
      if (turn === this.#reading) this.#file.fail(failure.key ? failureText(failure, false, this.#text) : this.#text.t('import.file.unreadable'));
    }
  }

  #picked() {
    const files = [...this.#picker.files];
    this.#picker.value = ''; // the same file, put right meanwhile, may be chosen again
    if (files.length > 0) this.take(files);
  }

  #select(prompt, options) {
    return el('select', {required: true}, el('option', {value: '', disabled: true, selected: true}, this.#text.t(prompt)), ...options);
  }

  #show() {
    const {draft, state} = this.#desk;
    const busy = state.value.phase === 'entering';
    for (const {input} of [this.#register, this.#file, this.#system]) input.disabled = busy;
    if (!draft.file) setText(this.#name, '');
    this.#system.value = draft.system;
    this.#register.value = draft.register;
    const hint = draft.file?.says ? this.#text.t('import.fileSays', {name: draft.file.says}) : this.#text.t('import.systemHint');
    setText(this.#system.element.querySelector('.hint'), hint);
    setHidden(this.#name, this.#name.textContent === '');
  }
}

const option = (value, label) => el('option', {value}, label);
