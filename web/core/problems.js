import {Refused} from './api.js';

const HANZI = /[\u3400-\u9fff]/;

/** A problem's title has its English before its Chinese: the part in the reader's language, or all of it. */
export function titleIn(title, language) {
  const at = title.search(HANZI);
  if (at <= 0) return title;
  return language === 'zh' ? title.slice(at).trim() : title.slice(0, at).trim();
}

/**
 * What went wrong, for a person: the problem's title in their language, its detail where they can read it.
 * @param {Error} error
 * @param {import('./text.js').Text} text
 */
export function problemText(error, text) {
  if (!(error instanceof Refused)) return text.t('problem.offline');
  const {title, detail = ''} = error.problem;
  if (!title) return text.t('problem.status', {status: error.status});
  const told = titleIn(title, text.language);
  const readable = detail !== '' && (text.language === 'en' || HANZI.test(detail));
  return readable ? `${told} · ${detail}` : told;
}
