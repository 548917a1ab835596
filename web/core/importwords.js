import {Interrupted} from './upload.js';
import {WrongChoice} from './importfile.js';
import {problemText} from './problems.js';

/** What the server says in both languages, in the reader's. @param {{zh: string, en: string}} told */
export const said = (told, text) => (text.language === 'en' ? told.en : told.zh);

/** Where in the file: 第 7 行 · 经度; empty for the file as a whole. @param {{row?: number, column?: string}} reason */
export function placeIn({row, column}, {t}) {
  return [row === undefined ? '' : t('import.atRow', {row}), column === undefined ? '' : t('import.inColumn', {column})].filter(Boolean).join(' · ');
}

/**
 * Why a file was not read or not entered, for a person.
 * @param {Error} failure
 * @param {boolean} entering  it was to be entered, not only to be looked at
 * @param {import('./text.js').Text} text
 */
export function failureText(failure, entering, text) {
  if (failure instanceof WrongChoice) return text.t(failure.key, failure.values);
  if (failure instanceof Interrupted) return text.t(entering ? 'import.lostEntering' : 'import.lost');
  const {zh, en} = failure.problem ?? {};
  if (!zh || !en) return [problemText(failure, text), entering ? '' : text.t('import.nothing')].filter(Boolean).join(' · ');
  return [placeIn(failure.problem, text), said({zh, en}, text)].filter(Boolean).join(': ');
}
