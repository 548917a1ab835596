const BYTE_ORDER_MARK = '\ufeff';
/** A spreadsheet takes a cell that begins so for a formula, and would run it. */
const FORMULA = /^[=+\-@\t\r]/;

/** One cell (RFC 4180), which no spreadsheet takes for a formula. */
export function cell(value) {
  const text = String(value ?? '');
  const harmless = FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

/** A table as text that spreadsheets open with its Chinese intact. @param {unknown[][]} rows */
export const csv = (rows) => BYTE_ORDER_MARK + rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('');
