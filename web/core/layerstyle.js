/**
 * @typedef {{attribute: string, in: string[], min?: number, max?: number}} When
 * @typedef {{when?: When, colour: string, width: number, fill?: string, fillOpacity: number, dash: number[], radius: number}} Rule
 */

/** The first rule that fits what a thing says of itself; undefined: it is not drawn. @param {Rule[]} rules @returns {Rule|undefined} */
export function ruleOf(rules, properties) { return rules.find(({when}) => !when || fits(when, properties)); }

function fits({attribute, in: texts, min, max}, properties) {
  const said = properties[attribute];
  if (said === undefined || said === null || said === '') return false;
  if (texts.length > 0 && !texts.includes(String(said))) return false;
  if (min === undefined && max === undefined) return true;
  const number = Number(said);
  return Number.isFinite(number) && number >= (min ?? -Infinity) && number < (max ?? Infinity);
}

/** Whether a layer is to be seen at that zoom of a desk's map. */
export const isVisible = ({minZoom, maxZoom}, zoom) => zoom >= minZoom && zoom <= maxZoom;
