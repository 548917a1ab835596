import {Refused} from './api.js';

/** A file of 200 MB over a slow line, and the reading of it. */
const TIMEOUT_MILLIS = 15 * 60_000;

/** The connection ended before the answer came: nobody knows whether the server took it. */
export class Interrupted extends Error {}

/**
 * Posts a file and tells how far it is; `fetch` cannot tell.
 * @param {{path: string, body: Blob, headers: Record<string, string>, progress: (at: {phase: 'sending'|'reading', share: number}) => void, signal: AbortSignal,
 *   open?: () => XMLHttpRequest}} parts
 * @returns {Promise<object>} what was answered
 * @throws {Refused|Interrupted}
 */
export function upload({path, body, headers, progress, signal, open = () => new XMLHttpRequest()}) {
  const request = open();
  return new Promise((resolve, reject) => {
    const interrupted = () => reject(new Interrupted('no answer'));
    request.open('POST', path);
    request.timeout = TIMEOUT_MILLIS;
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    request.upload.onprogress = ({loaded, total}) => progress({phase: 'sending', share: total > 0 ? loaded / total : 0});
    request.upload.onload = () => progress({phase: 'reading', share: 1});
    request.onload = () => settle(request, resolve, reject);
    for (const end of ['onerror', 'ontimeout', 'onabort']) request[end] = interrupted;
    signal.addEventListener('abort', () => request.abort(), {once: true});
    progress({phase: 'sending', share: 0});
    request.send(body);
  });
}

function settle(request, resolve, reject) {
  const told = parsed(request.responseText);
  if (request.status >= 200 && request.status < 300 && told) resolve(told);
  else reject(new Refused(request.status, told?.detail ?? told?.title ?? `HTTP ${request.status}`, told ?? {}, Number(request.getResponseHeader('retry-after') ?? NaN)));
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null; // a proxy's page: its status says enough
  }
}
