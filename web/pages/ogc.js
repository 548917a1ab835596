import {pagePath} from '../core/next.js';
import {columns, jsonPath, mapHash, pageAddress, placeText, resourceAt, trail} from '../core/ogc.js';
import {problemText, titleIn} from '../core/problems.js';
import {date, timeOfDay} from '../core/time.js';
import {ApiReader} from '../panels/apireader.js';
import {el} from '../panels/dom.js';
import {openPage} from './frame.js';

/** A time as the other pages show it; an open end as the standard writes it. */
const moment = (iso) => (iso ? `${date(Date.parse(iso))} ${timeOfDay(Date.parse(iso))}` : '..');

/** A resource of the OGC API as a person reads it: all that its JSON tells, and its links to follow. */
class Resource {
  #page;
  #told;

  constructor(page, told) {
    this.#page = page;
    this.#told = told;
    const show = {landing: () => this.#object(), conformance: () => this.#conformance(), collections: () => this.#collections(), collection: () => this.#object(),
      queryables: () => this.#queryables(), items: () => this.#items(), item: () => this.#item()};
    page.main.append(...show[resourceAt(location.pathname).sort](), this.#links(told.links ?? []));
  }

  #to(href, label) { return el('a', {href: pageAddress(href, location)}, label); }

  /** Titles say it in English, then in Chinese. */
  #said(title) { return titleIn(title, this.#page.text.language); }

  #heading(text, hint = '') { return el('div', {}, el('h2', {}, this.#said(text)), hint ? el('p.hint', {}, this.#said(hint)) : null); }

  #object() {
    const {title, description, links, ...rest} = this.#told;
    const shown = Object.keys(rest).length > 0 ? [el('div.panel-box', {}, this.#facts(rest))] : [];
    return [this.#heading(title, description), ...shown];
  }

  /** Every member, however deep. */
  #facts(object) {
    return el('dl.facts', {}, ...Object.entries(object).flatMap(([name, value]) => [el('dt', {}, name), el('dd', {}, this.#value(value))]));
  }

  #value(value) {
    if (value === null) return '—';
    if (Array.isArray(value) && value.every((each) => typeof each !== 'object')) return value.length > 0 && typeof value[0] === 'string' ? this.#list(value) : value.join(', ');
    if (Array.isArray(value)) return el('ul', {}, ...value.map((each) => el('li', {}, Array.isArray(each) ? each.map((part) => part ?? '..').join(' – ') : this.#value(each))));
    return typeof value === 'object' ? this.#facts(value) : String(value);
  }

  #list(texts) { return el('ul.uris', {}, ...texts.map((text) => el('li', {}, text))); }

  #conformance() { return [this.#heading(this.#page.t('ogc.conformance')), el('div.panel-box', {}, this.#list(this.#told.conformsTo))]; }

  #collections() {
    const {t} = this.#page;
    const rows = this.#told.collections.map(({id, title, description, extent}) => [this.#to(`/ogc/collections/${id}`, this.#said(title)), this.#said(description), extent.temporal?.interval[0].map(moment).join(' – ') ?? '',
      this.#to(`/ogc/collections/${id}/items`, t('ogc.features'))]);
    return [this.#heading(t('ogc.collections')), this.#table([t('ogc.collection'), t('ogc.description'), t('ogc.time'), t('ogc.features')], rows)];
  }

  #queryables() {
    const {t} = this.#page;
    const rows = Object.entries(this.#told.properties).map(([name, {type, format}]) => [el('code', {}, name), [type, format].filter(Boolean).join(' · ')]);
    return [this.#heading(this.#told.title, this.#told.description), this.#table([t('ogc.property'), t('ogc.type')], rows)];
  }

  #items() {
    const {t} = this.#page;
    const {features, numberMatched, numberReturned, timeStamp, links} = this.#told;
    const names = columns(features);
    const rows = features.map(({id, geometry, properties}) => [this.#to(`${location.pathname}/${encodeURIComponent(id)}`, id), ...names.map((name) => String(properties[name] ?? '')), placeText(geometry)]);
    const next = links.find(({rel}) => rel === 'next');
    return [askForm(this.#page), el('p', {role: 'status'}, t('ogc.count', {shown: numberReturned, all: numberMatched, at: moment(timeStamp)})),
      features.length > 0 ? this.#table(['id', ...names, 'geometry'], rows) : null, next ? el('p', {}, el('a.goto', {rel: 'next', href: pageAddress(next.href, location)}, t('ogc.next'))) : null].filter(Boolean);
  }

  #item() {
    const {id, geometry, properties} = this.#told;
    const hash = mapHash(this.#told);
    return [el('h2', {}, properties.name ?? id), hash ? el('p', {}, el('a.goto', {href: pagePath('/', location.search) + hash}, this.#page.t('ogc.onMap'))) : '', el('div.panel-box', {}, this.#facts({id, ...properties, geometry: placeText(geometry)}))];
  }

  #table(heads, rows) {
    return el('div.table-box', {tabindex: '0'}, el('table.list', {}, el('thead', {}, el('tr', {}, ...heads.map((head) => el('th', {scope: 'col'}, head)))),
      el('tbody', {}, ...rows.map((row) => el('tr', {}, ...row.map((cell) => el('td.cell', {}, cell)))))));
  }

  #links(links) {
    if (links.length === 0) return '';
    const rows = links.map(({rel, type, href}) => [rel.replace(/.*\//, ''), type, type.startsWith('application/') && rel === 'self' ? el('a', {href: jsonPath(location)}, 'JSON') : this.#to(href, new URL(href).pathname)]);
    return el('div', {}, this.#heading(this.#page.t('ogc.links')), this.#table([this.#page.t('ogc.relation'), this.#page.t('ogc.type'), this.#page.t('ogc.address')], rows));
  }
}

/** The filter, in CQL2 Text; what else the address says stays. An empty one is none. */
function askForm({t, query}) {
  const kept = [...query].filter(([name]) => !['filter', 'after', 'offset'].includes(name)).map(([name, value]) => el('input', {type: 'hidden', name, value}));
  const input = el('input.filter', {id: 'cql', name: 'filter', autocomplete: 'off', spellcheck: 'false', placeholder: "name LIKE '%…%'", value: query.get('filter') ?? ''});
  const send = () => { input.disabled = input.value.trim() === ''; };
  return el('form.ask', {method: 'get', action: location.pathname, on: {submit: send}}, ...kept, el('label', {for: 'cql'}, t('ogc.filter')), input, el('button', {type: 'submit'}, t('ogc.ask')));
}

const page = await openPage({title: 'ogc'});
page.main.append(el('nav', {'aria-label': page.t('ogc.trail')}, ...trail(location.pathname).flatMap(([part, path], i) => [i > 0 ? '/' : null, el('a', {href: pageAddress(path, location)}, part)]).filter(Boolean)));
try {
  const told = await page.http.get(jsonPath(location));
  if (resourceAt(location.pathname).sort === 'api') new ApiReader(page, told, jsonPath(location));
  else new Resource(page, told);
} catch (error) {
  if (resourceAt(location.pathname).sort === 'items') page.main.append(askForm(page));
  page.main.append(el('p.form-error', {role: 'alert'}, page.t('list.failed', {reason: problemText(error, page.text)})));
}
