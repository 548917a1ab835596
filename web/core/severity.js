/** The statutory levels from calm to worst; the index is the rank. */
export const LEVELS = Object.freeze(['none', 'blue', 'yellow', 'orange', 'red']);

/** Worst first, as every list, legend and counter shows them (ISO 22324: a fixed order). */
export const WORST_FIRST = Object.freeze(['red', 'orange', 'yellow', 'blue']);

/** The numeral that always stands with the colour. */
export const NUMERALS = Object.freeze({red: 'Ⅰ', orange: 'Ⅱ', yellow: 'Ⅲ', blue: 'Ⅳ', none: ''});

/** 0 for none and for words not known, 4 for red. */
export const rank = (level) => Math.max(0, LEVELS.indexOf(level));
