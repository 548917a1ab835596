const PAGE = 2500;

const path = (register, row = '') => `/api/v1/registers/${encodeURIComponent(register)}${row && `/${encodeURIComponent(row)}`}`;

/** The registers row by row, over HTTP (docs/api.md, Registers 台账). */
export class RegisterApi {
  #http;

  /** @param {import('./api.js').Http} http */
  constructor(http) { this.#http = http; }

  /** @returns {Promise<{register: string, rows: number, imports: boolean}[]>} */
  async registers() { return (await this.#http.get('/api/v1/registers')).registers; }

  /** All rows, page by page, so that the first are there at once. @param {(rows: import('./registerlist.js').Standing[], all: number) => boolean} take  false: enough */
  async rows(register, take) {
    for (let offset = 0; ; offset += PAGE) {
      const {rows, numberMatched} = await this.#http.get(`${path(register)}?offset=${offset}&limit=${PAGE}`);
      if (!take(rows, numberMatched) || offset + rows.length >= numberMatched || rows.length === 0) return;
    }
  }

  row(register, row) { return this.#http.get(path(register, row)); }

  /** @returns {Promise<{row: object|null, entry: string, by: string, byName: string, at: string}[]>} newest first */
  async history(register, row) { return (await this.#http.get(`${path(register, row)}/history`)).entries; }

  /** @param {string} [seen]  the entry it stood in; nothing for a new row */
  put(register, row, feature, seen, key) { return this.#http.send('PUT', path(register, row), seen ? {row: feature, seen} : {row: feature}, key); }

  remove(register, row, seen, key) { return this.#http.send('DELETE', `${path(register, row)}?seen=${encodeURIComponent(seen)}`, {}, key); }
}
