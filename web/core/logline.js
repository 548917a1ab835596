import {limitText, unitText, valueText} from './units.js';

/** What a kind is about, by its first word; the groups of the filter and of the table. */
export const GROUPS = Object.freeze({
  alarm: ['alarm.*'],
  warning: ['warning.*'],
  note: ['log.*'],
  register: ['register.*', 'county.*', 'device.*'],
  access: ['session.*', 'signin.*', 'access.*', 'user.*', 'users.*', 'token.*', 'wall.*', 'people.*', 'personal.*'],
  audit: ['audit.*', 'conflict.*', 'journal.*', 'webhook.*'],
});

/** @param {string} kind  @returns {string} a key of {@link GROUPS}, or `other` */
export function groupOf(kind) {
  const first = `${kind.split('.')[0]}.*`;
  return Object.keys(GROUPS).find((group) => GROUPS[group].includes(first)) ?? 'other';
}

/**
 * @typedef {{node: string, seq: number, at: string, cursor: string, actor: string, actorName?: string, kind: string, name?: string, object?: string,
 *   objectName?: string, severity?: string, property?: string, value?: number, limit?: number, unit?: string, text?: string, reason?: string,
 *   happenedAt?: string, of?: {node: string, seq: number}, corrections?: Line[], facts?: object, broken?: boolean, dropped?: boolean, hash?: string}} Line
 */

/** What an entry's object is called; its id where nobody knows. @param {Line} line */
export const objectText = (line, nameOf = () => undefined) => line.objectName ?? nameOf(line.object) ?? line.object ?? '';

/**
 * A line of the journal in words. The server tells facts, the screens say them; a kind not known here is said to be something else, never by its key.
 * @param {Line} line
 * @param {import('./text.js').Text} text
 * @param {(id: string) => string|undefined} nameOf  what an object is called
 */
export function logText(line, text, nameOf = () => undefined) {
  if (line.broken) return text.t('log.broken');
  if (line.dropped) return text.t('log.dropped');
  const object = objectText(line, nameOf);
  if (line.text) return line.kind === 'log.corrected' ? text.t('log.log.corrected', {text: line.text}) : line.text;
  const key = text.has(`log.${line.kind}`) ? `log.${line.kind}` : 'log.other';
  const unit = unitText(line.unit);
  return text.t(key, {...line, ...line.facts, name: line.name || object, level: line.severity && text.has(`level.${line.severity}`) ? text.t(`level.${line.severity}`) : '',
    property: line.property ? text.word('property.', line.property) : '', value: `${valueText(line.value, line.property)} ${unit}`.trim(),
    limit: `${limitText(line.limit)} ${unit}`.trim(), object}).trim();
}

/** Who wrote a line, in a word: `rule:threshold` is 规则, a person has a name or stays who they are. @param {string} name  as the server tells it */
export function actorText(actor, text, name = actor) {
  if (!actor) return text.t('actor.system');
  const [sort] = actor.split(':');
  return text.has(`actor.${sort}`) ? text.t(`actor.${sort}`) : name || actor;
}
