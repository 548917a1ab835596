/** Which of many rows of one height have to be there, so that a long list costs no more than a short one. All lengths in CSS pixels. */

/**
 * @param {{top: number, height: number, rowHeight: number, count: number, spare: number}} view  top: how far it is scrolled; spare: rows more on each side
 * @returns {{first: number, end: number}} end: one after the last
 */
export function windowOf({top, height, rowHeight, count, spare}) {
  const first = Math.max(0, Math.min(count, Math.floor(top / rowHeight)) - spare);
  const end = Math.min(count, Math.ceil((top + height) / rowHeight) + spare);
  return {first, end: Math.max(first, end)};
}

/** How far to scroll, so that the row is wholly seen; as far as it is when it is seen already. */
export function scrollFor({index, top, height, rowHeight}) {
  const [from, to] = [index * rowHeight, (index + 1) * rowHeight];
  if (from < top) return from;
  return to > top + height ? to - height : top;
}
