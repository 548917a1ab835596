import {actorText, logText, objectText} from '../../core/logline.js';
import {pagePath} from '../../core/next.js';
import {millis} from '../../core/store.js';
import {monthDayTime} from '../../core/time.js';
import {el} from '../dom.js';

/** Users, tokens, wall screens, webhooks: not on the map. */
const OFF_MAP = /^(?:[utwhs]-|$)/;

/** Kinds whose writer says why. */
const WITH_REASON = new Set(['log.corrected', 'conflict.resolved']);

/** Where the object stands on the map; empty for what stands on none. */
export const mapPath = ({object = '', objectName}) => (OFF_MAP.test(object) || !objectName ? '' : `${pagePath('/', location.search)}#sel=${encodeURIComponent(object)}`);

/** The object's name, leading to the map. */
export function objectLink(line) {
  const name = objectText(line);
  const path = mapPath(line);
  return path ? el('a.goto', {href: path, tabindex: '-1'}, name) : name;
}

/**
 * What a line says; a corrected note is struck through, with what stands in its place, who wrote that, when and why.
 * @param {import('../../core/logline.js').Line} line
 * @param {import('../../core/text.js').Text} text
 * @returns {(Node|string)[]}
 */
export function words(line, text) {
  const said = logText(line, text);
  const happened = line.happenedAt ? el('span.happened', {}, text.t('log.happened', {time: monthDayTime(millis(line.happenedAt))})) : null;
  const reason = WITH_REASON.has(line.kind) && line.reason ? el('span.by', {}, `${text.t('log.reason')}: ${line.reason}`) : null;
  const corrections = line.corrections ?? [];
  if (corrections.length === 0) return [happened, el('span.words', {}, said), reason].filter(Boolean);
  return [happened, el('del', {}, said), ...corrections.flatMap((each, i) => correction(each, i === corrections.length - 1, text))].filter(Boolean);
}

/** Only the last correction counts; those before it are struck through as well. */
function correction(line, last, text) {
  const who = actorText(line.actor, text, line.actorName);
  const by = text.t('log.correctedBy', {who, time: monthDayTime(millis(line.at))});
  const told = line.text ?? text.t('log.dropped');
  return [el(last ? 'ins' : 'del', {}, told), el('span.by', {}, line.reason ? `${by} · ${text.t('log.reason')}: ${line.reason}` : by)];
}
