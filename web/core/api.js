/** An answer that is not 2xx, with the problem (RFC 9457) it told. */
export class Refused extends Error {
  /**
   * @param {number} status
   * @param {string} title  what went wrong, in a sentence
   * @param {object} problem  the whole answer, where it was a problem
   * @param {number} retryAfterSeconds  NaN when the answer did not say
   */
  constructor(status, title, problem = {}, retryAfterSeconds = NaN) {
    super(title);
    this.status = status;
    this.problem = problem;
    this.retryAfterSeconds = retryAfterSeconds;
  }

  /** Whether trying again later may help: the server, not what was asked, is the trouble. */
  get temporary() { return this.status >= 500 || this.status === 429 || this.status === 408; }
}

const TIMEOUT_MILLIS = 10_000;
const FILE_TIMEOUT_MILLIS = 60_000;

/** Asks and tells JSON; what is not 2xx is a {@link Refused}. */
export class Http {
  #fetch;

  /** @param {typeof fetch} fetchFunction */
  constructor(fetchFunction) { this.#fetch = fetchFunction; }

  get(path) { return this.#ask(path, {headers: {accept: 'application/json'}}); }

  /** A change: the same key sent twice counts once. @returns {Promise<object|null>} null where the answer is empty */
  send(method, path, body = {}, key = crypto.randomUUID()) {
    const headers = {accept: 'application/json', 'content-type': 'application/json', 'idempotency-key': key};
    return this.#ask(path, {method, headers, body: JSON.stringify(body)});
  }

  /** A question too long for an address. */
  question(path, body) { return this.#ask(path, asking(body)); }

  /** The same, answered by a file. @returns {Promise<{blob: Blob, name: string}>} */
  async file(path, body) {
    const answer = await this.#answer(path, {...asking(body), signal: AbortSignal.timeout(FILE_TIMEOUT_MILLIS)});
    return {blob: await answer.blob(), name: fileName(answer.headers.get('content-disposition') ?? '')};
  }

  async #ask(path, options) {
    const answer = await this.#answer(path, {...options, signal: AbortSignal.timeout(TIMEOUT_MILLIS)});
    return parsed(await answer.text());
  }

  async #answer(path, options) {
    const answer = await this.#fetch(path, options);
    if (answer.ok) return answer;
    throw await refusal(answer);
  }
}

const asking = (body) => ({method: 'POST', headers: {accept: 'application/json', 'content-type': 'application/json'}, body: JSON.stringify(body)});

/** As RFC 6266, 4.3 writes it. */
const fileName = (disposition) => decodeURIComponent(/filename\*=UTF-8''([^;]+)/.exec(disposition)?.[1] ?? 'onemap');

const parsed = (text) => (text === '' ? null : JSON.parse(text));

/** The refusal an answer stands for. @param {Response} answer */
export async function refusal(answer) {
  const problem = await answer.json().catch(() => ({}));
  const seconds = Number(answer.headers.get('retry-after') ?? NaN);
  return new Refused(answer.status, problem.detail ?? problem.title ?? `HTTP ${answer.status}`, problem, seconds);
}

/** What the map's pages ask of the HTTP interface of docs/api.md. */
export class Api {
  #http;

  /** @param {typeof fetch} fetchFunction */
  constructor(fetchFunction) { this.#http = new Http(fetchFunction); }

  county() { return this.#http.get('/api/v1/county'); }

  baseLayer(name) { return this.#http.get(`/tiles/base/${name}.geojson`); }

  layers() { return this.#http.get('/api/v1/layers'); }

  staticLayer(url) { return this.#http.get(url); }

  elevation(lon, lat) { return this.#http.get(`/api/v1/elevation?lon=${lon}&lat=${lat}`); }

  log(limit) { return this.#http.get(`/api/v1/log?limit=${limit}`); }

  covers(warning) { return this.#http.get(`/api/v1/warnings/${encodeURIComponent(warning)}/covers`); }

  /** @param {object} ask  one of polygon, circle, corridor, warning, town, object */
  area(ask) { return this.#http.question('/api/v1/area', ask); }

  areaFile(ask, format) { return this.#http.file(`/api/v1/area?format=${format}`, ask); }

  observations(station, property, hours) {
    return this.#http.get(`/api/v1/stations/${encodeURIComponent(station)}/observations?property=${encodeURIComponent(property)}&hours=${hours}`);
  }

  feeds() { return this.#http.get('/api/v1/feeds'); }

  quarantine(feed) { return this.#http.get(`/api/v1/feeds/${encodeURIComponent(feed)}/quarantine`); }

  acknowledge(alarm, key) { return this.#http.send('POST', `/api/v1/alarms/${encodeURIComponent(alarm)}/acknowledge`, {}, key); }

  undoAcknowledge(alarm, key) { return this.#http.send('POST', `/api/v1/alarms/${encodeURIComponent(alarm)}/acknowledge/undo`, {}, key); }

  contacts(object) { return this.#http.get(`/api/v1/objects/${encodeURIComponent(object)}/contacts`); }

  revealContacts(object, reason, key) { return this.#http.send('POST', `/api/v1/objects/${encodeURIComponent(object)}/contacts/reveal`, {reason}, key); }

  durability() { return this.#http.get('/api/v1/durability'); }

  conflicts() { return this.#http.get('/api/v1/conflicts'); }

  /** @param {string} choose  node/seq of the fact that is to stand */
  resolveConflict(conflict, choose, reason, key) { return this.#http.send('POST', `/api/v1/conflicts/${encodeURIComponent(conflict)}/resolve`, {choose, reason}, key); }

  place(device, place, key) { return this.#http.send('POST', `/api/v1/devices/${encodeURIComponent(device)}/place`, place, key); }
}
