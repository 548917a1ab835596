import {el, setHidden, setText} from './dom.js';

/** A wall's pairing code, to be read from where people stand: in a corner over the demo's picture, alone on a wall that may show nothing yet. */
export class PairingCode {
  element;
  #code = el('b.pairing-code', {id: 'pairing-code'});
  #hint = el('span');
  #t;

  /** @param {import('../core/text.js').Text} text  @param {import('../core/pairing.js').Pairing} pairing  @param {{alone: boolean}} place */
  constructor(text, pairing, {alone}) {
    this.#t = text.t;
    const title = alone ? el('h1', {}, this.#t('product')) : null;
    this.element = el(`section.pairing${alone ? '.alone' : ''}`, {role: 'status', 'aria-label': this.#t('pairing.title')}, title, el('span', {}, this.#t('pairing.title')),
      this.#code, this.#hint);
    pairing.code.listen((code) => this.#show(code));
    this.#show(pairing.code.value);
  }

  #show(code) {
    setText(this.#code, code);
    setHidden(this.#code, code === '');
    setText(this.#hint, this.#t(code === '' ? 'pairing.waiting' : 'pairing.hint'));
  }

  remove() { this.element.remove(); }
}
