/**
 * Where to go after signing in: a page of this origin, or the desk. The address is taken apart and put together by the browser's own parser, since a
 * path may hide another host (`//evil`, `/\evil`, `/%09/evil`).
 * @param {string|null} next  as it came in the address
 * @param {string} origin  https://host:port
 * @param {string} hash  of the sign-in page: a server that sends somebody there cannot see it, and the browser keeps it
 * @returns {string} a whole address of this origin
 */
export function nextAddress(next, origin, hash = '') {
  const desk = `${origin}/`;
  if (!next || !next.startsWith('/')) return desk;
  try {
    const address = new URL(next, origin);
    address.hash ||= hash;
    return address.origin === origin && address.pathname !== '/signin' ? address.href : desk;
  } catch {
    return desk;
  }
}

/** The sign-in page's address, with the way back to where somebody is now, view and all. @param {{pathname: string, search: string, hash: string}} here */
export function signInPath({pathname, search, hash}) {
  const query = new URLSearchParams(search);
  const kept = new URLSearchParams([...query].filter(([name]) => CARRIED.includes(name)));
  kept.set('next', `${pathname}${search}${hash}`);
  return `/signin?${kept}`;
}

/** What goes along from page to page. */
const CARRIED = ['lang', 'theme'];

/** Another page's path, in the same language and light. @param {string} path  @param {string} search  of the page one is on */
export function pagePath(path, search) {
  const query = new URLSearchParams(search);
  const [plain, own = ''] = path.split('?');
  const kept = new URLSearchParams(own);
  for (const name of CARRIED) if (query.has(name)) kept.set(name, query.get(name));
  return kept.size === 0 ? plain : `${plain}?${kept}`;
}
