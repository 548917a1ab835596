import {WrongChoice} from './importfile.js';
import {Interrupted, upload} from './upload.js';

/**
 * @typedef {{index: number, name: string, meaning: string, basis: string, samples: string[]}} ImportColumn
 * @typedef {{row?: number, column?: string, code: string, zh: string, en: string}} RowRefusal
 * @typedef {{part: string, parts: string[], declared: {crs?: string, name?: string}, columns: ImportColumn[], meanings: string[], rows: number, usable: number,
 *   foreseen: {created: number, changed: number, unchanged: number}, refusedRows: number, refused: RowRefusal[], notes: {rows: number, zh: string, en: string}[],
 *   shift: {suspicion: string, outside: number, zh: string, en: string}, preview: {row: number, name: string, at: number[]}[],
 *   entered?: {node: string, seq: number, created: number, changed: number, unchanged: number}}} ImportReport
 * @typedef {{register: string, file: {name: string, blob: Blob}, system: string, part: string, corrections: Map<number, string>, leaveOut: boolean, dryRun: boolean}} ImportOrder
 */

/** Where an order goes. @param {ImportOrder} order */
export function orderPath({register, file, system, part, corrections, leaveOut, dryRun}) {
  const query = new URLSearchParams({file: file.name, crs: system});
  if (part) query.set('part', part);
  if (corrections.size > 0) query.set('columns', [...corrections].map(([index, meaning]) => `${index}:${meaning}`).join(','));
  if (leaveOut) query.set('leaveOut', 'true');
  if (dryRun) query.set('dryRun', 'true');
  return `/api/v1/registers/${encodeURIComponent(register)}/import?${query}`;
}

/** Files into registers 导入, over HTTP (docs/api.md, Registers 台账). */
export class ImportApi {
  #http;
  #session;

  /** @param {import('./api.js').Http} http  @param {import('./session.js').Session} session */
  constructor(http, session) {
    this.#http = http;
    this.#session = session;
  }

  /** Those that files go into. @returns {Promise<{register: string, rows: number}[]>} */
  async registers() { return (await this.#http.get('/api/v1/registers')).registers.filter(({imports}) => imports); }

  /** @returns {Promise<{id: string, zh: string, en: string}[]>} the usual ones first */
  async systems() { return (await this.#http.get('/api/v1/coordinate-systems')).systems; }

  /**
   * @param {ImportOrder} order
   * @param {string} key  the same key is the same request
   * @returns {Promise<ImportReport>}
   */
  async take(order, key, {progress, signal, open}) {
    const headers = {'accept': 'application/json', 'content-type': 'application/octet-stream', 'idempotency-key': key, 'x-csrf-token': this.#session.told.value?.csrf ?? ''};
    try {
      return await upload({path: orderPath(order), body: order.file.blob, headers, progress, signal, open});
    } catch (error) {
      if (error.status === 401) await this.#session.load(); // the session ended, and whoever watches it leads to sign in
      if (error instanceof Interrupted && !signal.aborted) await checkReadable(order.file.blob);
      throw error;
    }
  }
}

/** A browser that finds the chosen file changed on the disk ends the request as if the line had broken. */
async function checkReadable(blob) {
  try {
    await blob.slice(0, 1).arrayBuffer();
  } catch {
    throw new WrongChoice('import.file.changed');
  }
}
