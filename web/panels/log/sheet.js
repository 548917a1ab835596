import {actorText, logText, objectText} from '../../core/logline.js';
import {millis} from '../../core/store.js';
import {date, monthDayTime} from '../../core/time.js';
import {el} from '../dom.js';
import {words} from './words.js';

const HASH_SHOWN = 16;
const NODE_SHOWN = 12;

/**
 * The log on paper, read downwards: oldest first, minute-exact, black on white, its corrections visible, with the head of the chain it can be checked against.
 * @param {import('../../core/text.js').Text} text
 * @param {{lines: object[], county: string, period: string, filters: string, by: string, now: number, head: string, complete: boolean}} parts
 */
export function sheet(text, {lines, county, period, filters, by, now, head, complete}) {
  const {t} = text;
  const facts = [['log.unit', county], ['log.period', period], ['log.filters', filters || t('log.noFilters')], ['log.lines', String(lines.length)],
    ['log.printedBy', `${by} ${date(now)} ${monthDayTime(now).slice(6)}`]];
  const rows = lines.toReversed().map((line) => el('tr', {}, el('td.when', {}, monthDayTime(millis(line.at))), el('td.who', {}, actorText(line.actor, text, line.actorName)),
    el('td.what', {}, ...subject(line, text), ...words(line, text))));
  return el('section.sheet', {}, el('h1', {}, t('log.printTitle', {county})), el('dl', {}, ...facts.map(([key, value]) => el('div', {}, el('dt', {}, t(key)), el('dd', {}, value)))),
    complete ? null : el('p', {}, t('log.limit', {n: lines.length})),
    el('table', {}, el('thead', {}, el('tr', {}, ...['log.time', 'log.who', 'log.what'].map((key) => el('th', {scope: 'col'}, t(key))))), el('tbody', {}, ...rows)),
    foot(t, head));
}

/** A note does not name its object. */
function subject(line, text) {
  const name = objectText(line);
  return name && line.objectName && !logText(line, text).includes(name) ? [el('span.subject', {}, `${name}: `)] : [];
}

function foot(t, head) {
  const [node = '', seq = '', hash = ''] = head.split('/');
  const signature = (key) => el('p', {}, `${t(key)}: `, el('span.line'));
  return el('footer', {}, el('p.chain', {}, `${t('log.chainHead', {node: node.slice(0, NODE_SHOWN), seq, hash: hash.slice(0, HASH_SHOWN)})} · ${t('log.chainHint')}`),
    el('div.signatures', {}, ...['log.signOfficer', 'log.signLeader', 'log.signDate'].map(signature)));
}
