/** An answer that is not 2xx, with the title of its problem (RFC 9457). */
export class Refused extends Error {
  constructor(status, title) {
    super(title);
    this.status = status;
  }

  /** Whether trying again later may help: the server, not what was asked, is the trouble. */
  get temporary() { return this.status >= 500 || this.status === 429 || this.status === 408; }
}

const TIMEOUT_MILLIS = 10_000;

/** The HTTP interface of docs/api.md. */
export class Api {
  #fetch;

  /** @param {typeof fetch} fetchFunction */
  constructor(fetchFunction) { this.#fetch = fetchFunction; }

  county() { return this.#get('/api/v1/county'); }

  baseLayer(name) { return this.#get(`/tiles/base/${name}.geojson`); }

  log(limit) { return this.#get(`/api/v1/log?limit=${limit}`); }

  covers(warning) { return this.#get(`/api/v1/warnings/${encodeURIComponent(warning)}/covers`); }

  observations(station, property, hours) {
    return this.#get(`/api/v1/stations/${encodeURIComponent(station)}/observations?property=${encodeURIComponent(property)}&hours=${hours}`);
  }

  feeds() { return this.#get('/api/v1/feeds'); }

  quarantine(feed) { return this.#get(`/api/v1/feeds/${encodeURIComponent(feed)}/quarantine`); }

  acknowledge(alarm, key) { return this.#post(`/api/v1/alarms/${encodeURIComponent(alarm)}/acknowledge`, {}, key); }

  place(device, place, key) { return this.#post(`/api/v1/devices/${encodeURIComponent(device)}/place`, place, key); }

  #get(path) { return this.#ask(path, {headers: {accept: 'application/json'}}); }

  #post(path, body, key) {
    const headers = {'content-type': 'application/json', 'idempotency-key': key};
    return this.#ask(path, {method: 'POST', headers, body: JSON.stringify(body)});
  }

  async #ask(path, options) {
    const answer = await this.#fetch(path, {...options, signal: AbortSignal.timeout(TIMEOUT_MILLIS)});
    if (answer.ok) return answer.json();
    const problem = await answer.json().catch(() => ({}));
    throw new Refused(answer.status, problem.detail ?? problem.title ?? `HTTP ${answer.status}`);
  }
}
