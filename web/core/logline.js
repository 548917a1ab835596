import {limitText, unitText, valueText} from './units.js';

/**
 * A line of the journal in words. The server tells facts, the screens say them; a kind not known here stands as its own word.
 * @param {{kind: string, name?: string, object?: string, severity?: string, property?: string, value?: number, limit?: number, unit?: string,
 *   text?: string}} line
 * @param {import('./text.js').Text} text
 * @param {(id: string) => string|undefined} nameOf  what an object is called; the id stands where nobody knows
 */
export function logText(line, text, nameOf = () => undefined) {
  if (line.text) return line.text;
  const key = `log.${line.kind}`;
  const name = line.name || line.object || '';
  if (!text.has(key)) return `${line.kind} ${name}`.trim();
  const unit = unitText(line.unit);
  return text.t(key, {name, level: line.severity && text.has(`level.${line.severity}`) ? text.t(`level.${line.severity}`) : '',
    property: line.property ? text.word('property.', line.property) : '', value: `${valueText(line.value, line.property)} ${unit}`.trim(),
    limit: `${limitText(line.limit)} ${unit}`.trim(), object: nameOf(line.object) ?? line.object ?? ''}).trim();
}

/** Who wrote a line, in a word: `rule:threshold` is 规则, a person stays who they are. */
export function actorText(actor, text) {
  if (!actor) return text.t('actor.system');
  const [sort] = actor.split(':');
  return text.has(`actor.${sort}`) ? text.t(`actor.${sort}`) : actor;
}
