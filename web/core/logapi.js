import {refusal} from './api.js';

const TIMEOUT_MILLIS = 10_000;
const NOT_MODIFIED = 304;

/** The duty log over HTTP (docs/api.md, Duty log 值班日志). */
export class LogApi {
  #fetch;
  #http;

  /** @param {typeof fetch} fetchFunction  @param {import('./api.js').Http} http */
  constructor(fetchFunction, http) {
    this.#fetch = fetchFunction;
    this.#http = http;
  }

  /**
   * @param {string} query
   * @param {string} etag  of what is known already
   * @returns {Promise<{lines: import('./logline.js').Line[], etag: string, head: string, missing: number}|null>} null: nothing new
   */
  async page(query, etag = '') {
    const headers = {accept: 'application/json', ...etag ? {'if-none-match': etag} : {}};
    const answer = await this.#fetch(`/api/v1/log?${query}`, {headers, signal: AbortSignal.timeout(TIMEOUT_MILLIS)});
    if (answer.status === NOT_MODIFIED) return null;
    if (!answer.ok) throw await refusal(answer);
    const {headers: told} = answer;
    return {lines: await answer.json(), etag: told.get('etag') ?? '', head: told.get('journal-head') ?? '', missing: Number(told.get('log-missing') ?? 0)};
  }

  /** @param {{text: string, object?: string, happenedAt?: string}} note */
  note(note, key) { return this.#http.send('POST', '/api/v1/log', note, key); }

  /** @param {{node: string, seq: number}} line  @param {{text: string, reason: string}} correction */
  correct({node, seq}, correction, key) { return this.#http.send('POST', `/api/v1/log/${encodeURIComponent(node)}/${seq}/correction`, correction, key); }
}
