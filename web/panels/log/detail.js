import {actorText} from '../../core/logline.js';
import {millis} from '../../core/store.js';
import {date, timeOfDay} from '../../core/time.js';
import {el} from '../dom.js';
import {mapPath, words} from './words.js';

/** The entry itself: all that stands in it and what proves it. */
export class LogDetail {
  #text;
  #dialog;
  #actions;

  /**
   * @param {import('../../core/text.js').Text} text
   * @param {{mayCorrect: (line: object) => boolean, correct: (line: object) => void}} actions
   */
  constructor(text, actions) {
    this.#text = text;
    this.#actions = actions;
    this.#dialog = el('dialog.detail', {'aria-label': text.t('log.detail')});
    document.body.append(this.#dialog);
  }

  get open() { return this.#dialog.open; }

  show(line) {
    const {t} = this.#text;
    const at = millis(line.at);
    const facts = Object.entries(line.facts ?? {}).map(([name, value]) => `${name} ${value}`).join(' · ');
    const rows = [['log.time', `${date(at)} ${timeOfDay(at)}`], ['log.who', actorText(line.actor, this.#text, line.actorName)], ['log.object', line.objectName],
      ['log.node', line.node], ['log.seq', line.seq], ['log.hash', line.hash], ['log.actorId', line.actor], ['log.kindId', line.kind], ['log.objectId', line.object],
      ['log.facts', facts]].filter(([, value]) => value);
    this.#dialog.replaceChildren(el('h2', {}, t('log.detail')), el('p.what', {}, ...words(line, this.#text)),
      el('dl.facts', {}, ...rows.flatMap(([key, value]) => [el('dt', {}, t(key)), el('dd', {}, String(value))])), this.#buttons(line));
    this.#dialog.showModal();
  }

  close() { this.#dialog.close(); }

  #buttons(line) {
    const {t} = this.#text;
    const path = mapPath(line);
    const correct = el('button.primary', {type: 'button', on: {click: () => {
      this.close();
      this.#actions.correct(line);
    }}}, t('log.correct'));
    return el('div.buttons', {}, this.#actions.mayCorrect(line) ? correct : null, path ? el('a', {href: path}, t('log.onMap')) : null,
      el('button', {type: 'button', on: {click: () => this.close()}}, t('close')));
  }
}
