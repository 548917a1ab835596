import {Areas} from '../core/areas.js';
import {pagePath} from '../core/next.js';
import {el} from '../panels/dom.js';
import {RolesTab} from '../panels/access/roles.js';
import {SessionsTab} from '../panels/access/sessions.js';
import {TokensTab} from '../panels/access/tokens.js';
import {UsersTab} from '../panels/access/users.js';
import {WallsTab} from '../panels/access/walls.js';
import {openPage} from './frame.js';

const TABS = {users: UsersTab, tokens: TokensTab, sessions: SessionsTab, walls: WallsTab, roles: RolesTab};

/** The tab the address names, else the first. */
const tabOf = (query) => (Object.hasOwn(TABS, query.get('tab') ?? '') ? query.get('tab') : 'users');

/** Towns and villages to pick from; without them everybody answers for the whole county, and the codes stand for the names. */
async function readAreas(api) {
  try {
    return new Areas(...await Promise.all([api.baseLayer('towns'), api.baseLayer('villages')]));
  } catch {
    return new Areas({features: []}, {features: []});
  }
}

const page = await openPage({title: 'access', right: 'MANAGE_ACCESS'});
if (page.allowed) {
  const {t, main, query} = page;
  const shown = tabOf(query);
  const tabs = Object.keys(TABS).map((tab) => el('a', {href: pagePath(`/access?tab=${tab}`, location.search), 'aria-current': tab === shown ? 'page' : undefined}, t(`access.${tab}`)));
  const body = el('section.tab', {id: shown, 'aria-label': t(`access.${shown}`)});
  main.append(el('nav.tabs', {'aria-label': t('access')}, ...tabs), body);
  const areas = await readAreas(page.api);
  body.append(...new TABS[shown]({...page, areas}).elements);
}
