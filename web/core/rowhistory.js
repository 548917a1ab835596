import {fieldsOf, labelOf} from './registerfields.js';

/** Told by another column, or not for people. */
const UNSAID = new Set(['register', 'town', 'village', 'warningLevel', 'guaranteeLevel', 'levelProperty', 'glyph']);

/**
 * What an entry changed in a row, column by column.
 * @param {string} register
 * @param {object|null} before  the feature, nothing for a new row
 * @param {object} after
 * @param {import('./registercell.js').Cells} cells
 * @param {import('./text.js').Text} text
 * @returns {{label: string, before: string, after: string}[]}
 */
export function changes(register, before, after, cells, text) {
  const fields = fieldsOf(register);
  const known = new Set(fields.map(({key}) => key));
  const others = [...new Set([...Object.keys(before?.properties ?? {}), ...Object.keys(after.properties)])].filter((key) => !known.has(key) && !UNSAID.has(key));
  const said = fields.map((field) => ({label: labelOf(field, text), before: before ? cells.shown(field, before) : '', after: cells.shown(field, after)}));
  const unknown = others.map((key) => ({label: text.word('cell.', key), before: plain(before?.properties[key]), after: plain(after.properties[key])}));
  return [...said, ...unknown].filter((change) => change.before !== change.after);
}

/** A value of a property without a column. */
function plain(value) {
  if (value === undefined || value === null) return '';
  if (Array.isArray(value)) return value.map(plain).join(', ');
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/**
 * The history as it is read, newest first.
 * @param {object[]} steps  as the server tells them
 * @returns {{at: string, by: string, byName: string, entry: string, deed: 'entered'|'changed'|'removed'|'back', changes: object[]}[]}
 */
export function story(register, steps, cells, text) {
  return steps.map((step, i) => {
    const before = steps[i + 1] ?? null;
    if (!step.row) return {...step, deed: 'removed', changes: []};
    if (!before) return {...step, deed: 'entered', changes: []};
    return before.row ? {...step, deed: 'changed', changes: changes(register, before.row, step.row, cells, text)} : {...step, deed: 'back', changes: []};
  });
}
