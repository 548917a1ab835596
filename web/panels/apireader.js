import {aboutGroup, curl, filtered, grouped, operations, outline, schemaOf} from '../core/openapi.js';
import {el, setText} from './dom.js';

/** Where its paths begin. */
const base = ({servers = []}) => new URL(servers[0]?.url ?? '/', location.origin).href.replace(/\/$/, '');

/** The HTTP interface to be read: every route, who may, what it takes and answers, and how to ask it. */
export class ApiReader {
  #page;
  #spec;
  #all;
  #count = el('span.quiet', {role: 'status'});
  #groups = el('div.groups');
  #filter;

  /** @param {object} page  @param {object} spec  an OpenAPI document  @param {string} file  where it stands */
  constructor(page, spec, file) {
    this.#page = page;
    this.#spec = spec;
    this.#all = operations(spec);
    const {t, main, query} = page;
    this.#filter = el('input.filter', {type: 'search', id: 'filter', autocomplete: 'off', spellcheck: 'false', value: query.get('q') ?? '', on: {input: () => this.#changed()}});
    main.append(el('p.hint', {}, t('openapi.intro')), el('div.bar', {}, el('label', {for: 'filter'}, t('openapi.filter')), this.#filter, this.#count, el('a.goto', {href: file}, t('openapi.file'))),
      this.#groups);
    this.#show();
  }

  /** What is looked for stands in the address. */
  #changed() {
    const query = new URLSearchParams(location.search);
    if (this.#filter.value) query.set('q', this.#filter.value);
    else query.delete('q');
    history.replaceState(null, '', `${location.pathname}${query.size > 0 ? `?${query}` : ''}`);
    this.#show();
  }

  #show() {
    const {t} = this.#page;
    const shown = filtered(this.#all, this.#filter.value);
    setText(this.#count, t('openapi.count', {n: shown.length}));
    const sections = [...grouped(shown)].map(([group, list]) => el('section', {'aria-label': group}, el('h2', {}, group), this.#about(group), ...list.map((each) => this.#operation(each))));
    this.#groups.replaceChildren(...(sections.length > 0 ? sections : [el('p.quiet', {}, t('openapi.none'))]));
  }

  #about(group) {
    const about = aboutGroup(this.#spec, group);
    return about === '' ? null : el('p.hint', {}, about);
  }

  /** Filled when it is opened: a hundred routes are not laid out for nothing. */
  #operation(each) {
    const inside = el('div.inside');
    const details = el('details.operation', {data: {path: each.path}}, el('summary', {}, el('span.method', {}, each.method), el('code.path', {}, each.path), el('span.what', {}, each.summary)), inside);
    details.addEventListener('toggle', () => { if (details.open && inside.childElementCount === 0) inside.append(...this.#inside(each)); });
    return details;
  }

  #inside(each) {
    const {t} = this.#page;
    const parts = [this.#facts(each)];
    if (each.parameters.length > 0) parts.push(el('h4', {}, t('openapi.parameters')), this.#parameters(each.parameters));
    const body = schemaOf(each.body);
    if (body) parts.push(el('h4', {}, t('openapi.body')), el('pre', {}, outline(body, this.#spec)));
    parts.push(el('h4', {}, t('openapi.answers')), this.#answers(each.answers), el('h4', {}, t('openapi.example')), el('pre', {}, curl(each, base(this.#spec))));
    return parts;
  }

  #facts({right, scope, demo}) {
    const {t, text} = this.#page;
    const needed = right ? `${text.word('right.', right)} · ${right}${demo ? ` · ${t('openapi.demo')}` : ''}` : t('openapi.open');
    return el('dl', {}, el('dt', {}, t('openapi.right')), el('dd', {}, needed), ...(scope ? [el('dt', {}, t('openapi.scope')), el('dd', {}, text.word('openapi.scope.', scope))] : []));
  }

  #parameters(parameters) {
    const {t, text} = this.#page;
    return el('dl', {}, ...parameters.flatMap(({name, in: place, required, description, schema}) => [el('dt', {}, el('code', {}, name)),
      el('dd', {}, [text.word('openapi.in.', place), t(required ? 'openapi.required' : 'openapi.optional'), schema?.type, description].filter(Boolean).join(' · '))]));
  }

  #answers(answers) {
    return el('dl', {}, ...answers.flatMap(([status, answer]) => {
      const schema = schemaOf(answer);
      return [el('dt', {}, status), el('dd', {}, answer.description ?? '', schema ? el('pre', {}, outline(schema, this.#spec)) : null)];
    }));
  }
}
