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
  const parts = [titleIn(title, text.language), detailIn(detail, text.language)];
  return parts.filter(Boolean).join(' · ');
}

/** A detail may end in Chinese: that end, or what comes before it. Without it, it is for those who read English. */
function detailIn(detail, language) {
  const at = detail.search(/[\u3400-\u9fff][^A-Za-z]*$/);
  if (at < 0) return language === 'zh' && !HANZI.test(detail) ? '' : detail;
  return language === 'zh' ? detail.slice(at).trim() : detail.slice(0, at).trim() || detail;
}
