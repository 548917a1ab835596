import {Interrupted} from '../../core/upload.js';
import {failureText} from '../../core/importwords.js';
import {el, setHidden, setText} from '../dom.js';

/** How far the file is, and in the same place what went wrong with it. */
export class Progress {
  element;
  #text;
  #desk;
  #bar = el('progress', {max: '1', 'aria-label': ''});
  #step = el('span');
  #going;
  #wrong = el('div.form-error', {role: 'alert', hidden: true, id: 'import-failure'});
  #entering = false;

  /** @param {import('../../core/importdesk.js').ImportDesk} desk */
  constructor(text, desk) {
    this.#text = text;
    this.#desk = desk;
    this.#going = el('div.going', {role: 'status', hidden: true}, this.#step, this.#bar);
    this.element = el('div.progress', {}, this.#going, this.#wrong);
    desk.state.listen((state) => this.#show(state));
  }

  #show({phase, step, share, failure}) {
    const busy = phase === 'looking' || phase === 'entering';
    if (busy) this.#entering = phase === 'entering';
    setHidden(this.#going, !busy);
    if (busy) this.#showStep(phase, step, share);
    setHidden(this.#wrong, !failure);
    if (failure) this.#showFailure(failure);
  }

  #showStep(phase, step, share) {
    const percent = Math.floor(share * 100);
    const words = step === 'sending' ? this.#text.t('import.sending', {n: percent}) : this.#text.t(phase === 'entering' ? 'import.entering' : 'import.reading');
    setText(this.#step, words);
    this.#bar.setAttribute('aria-label', words);
    if (step === 'sending') this.#bar.value = share;
    else this.#bar.removeAttribute('value');
  }

  #showFailure(failure) {
    const mayHelp = !this.#entering && (failure instanceof Interrupted || failure.temporary);
    const again = el('button.goto', {type: 'button', on: {click: () => this.#desk.look()}}, this.#text.t('import.again'));
    this.#wrong.replaceChildren(el('p', {}, failureText(failure, this.#entering, this.#text)), mayHelp ? again : '');
  }
}
