import {Http} from './api.js';

const at = (id) => encodeURIComponent(id);

/** Users, tokens, sessions, wall screens and one's own account, over HTTP (docs/api.md, Access 权限). */
export class AccessApi {
  #http;

  /** @param {typeof fetch} fetchFunction */
  constructor(fetchFunction) { this.#http = new Http(fetchFunction); }

  changePassword(old, fresh) { return this.#http.send('POST', '/api/v1/session/password', {old, new: fresh}); }

  /** @returns {Promise<{secret: string, uri: string, qr: string}>} */
  beginSecondFactor() { return this.#http.send('POST', '/api/v1/session/second-factor'); }

  confirmSecondFactor(code) { return this.#http.send('POST', '/api/v1/session/second-factor/confirm', {code}); }

  removeSecondFactor(password, code) { return this.#http.send('DELETE', '/api/v1/session/second-factor', {password, code}); }

  users() { return this.#http.get('/api/v1/users'); }

  /** @returns {Promise<object>} the user, with a `password` told once */
  addUser(user) { return this.#http.send('POST', '/api/v1/users', user); }

  changeUser(id, changes) { return this.#http.send('PUT', `/api/v1/users/${at(id)}`, changes); }

  /** @returns {Promise<{password: string}>} told once */
  resetPassword(id) { return this.#http.send('POST', `/api/v1/users/${at(id)}/password`); }

  resetSecondFactor(id) { return this.#http.send('POST', `/api/v1/users/${at(id)}/second-factor/reset`); }

  tokens() { return this.#http.get('/api/v1/tokens'); }

  /** @returns {Promise<object>} the token's record, with `token` told once */
  issueToken(token) { return this.#http.send('POST', '/api/v1/tokens', token); }

  revokeToken(id) { return this.#http.send('DELETE', `/api/v1/tokens/${at(id)}`); }

  sessions() { return this.#http.get('/api/v1/sessions'); }

  endSession(id) { return this.#http.send('DELETE', `/api/v1/sessions/${at(id)}`); }

  walls() { return this.#http.get('/api/v1/walls'); }

  pairWall(wall) { return this.#http.send('POST', '/api/v1/walls', wall); }

  revokeWall(id) { return this.#http.send('DELETE', `/api/v1/walls/${at(id)}`); }

  roles() { return this.#http.get('/api/v1/roles'); }
}
