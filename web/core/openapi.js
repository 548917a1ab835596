const METHODS = ['get', 'post', 'put', 'patch', 'delete'];
const MOST_DEPTH = 6;

/**
 * @typedef {{method: string, path: string, summary: string, right: string, scope: string, demo: boolean, parameters: object[], body: object|null,
 *   answers: [string, object][], group: string}} Operation
 */

/** Every operation of an OpenAPI 3.1 document, in its order. @param {object} spec  @returns {Operation[]} */
export function operations(spec) {
  return Object.entries(spec.paths ?? {}).flatMap(([path, item]) => METHODS.filter((method) => item[method]).map((method) => operation(spec, path, item, method)));
}

function operation(spec, path, item, method) {
  const told = item[method];
  const parameters = [...(item.parameters ?? []), ...(told.parameters ?? [])].map((each) => resolved(each, spec));
  return {method: method.toUpperCase(), path, summary: told.summary ?? '', right: rightOf(told), scope: told['x-onemap-scope'] ?? '', demo: isOpen(told),
    parameters, body: told.requestBody ? resolved(told.requestBody, spec) : null,
    answers: Object.entries(told.responses ?? {}).map(([status, answer]) => [status, resolved(answer, spec)]), group: told.tags?.[0] ?? firstSegment(path)};
}

const rightOf = (told) => (told['x-onemap-right'] === 'NONE' ? '' : told['x-onemap-right'] ?? '');

/** One of the ways to show who asks is to show nothing: so says the demo. */
const isOpen = ({security = []}) => security.some((way) => Object.keys(way).length === 0);

/** `/api/v1/alarms/{id}/acknowledge` is about alarms. */
export const firstSegment = (path) => path.replace(/^\/api\/v\d+/, '').split('/')[1] || '/';

/** A reference within the document is what it names. */
export function resolved(thing, spec) {
  if (!thing?.$ref) return thing;
  return thing.$ref.replace(/^#\//, '').split('/').reduce((at, part) => at?.[part.replace(/~1/g, '/').replace(/~0/g, '~')], spec) ?? {};
}

/** Operations whose path, method or words hold every word of the filter. */
export function filtered(all, filter) {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  return all.filter(({method, path, summary, right}) => words.every((word) => `${method} ${path} ${summary} ${right}`.toLowerCase().includes(word)));
}

/** In groups, in the order they first come. @returns {Map<string, Operation[]>} */
export function grouped(list) {
  const groups = new Map();
  for (const each of list) groups.set(each.group, [...(groups.get(each.group) ?? []), each]);
  return groups;
}

/** The schema of a body's or an answer's JSON; undefined where it has none. A problem has the same everywhere. */
export const schemaOf = (holder) => Object.entries(holder?.content ?? {}).find(([type]) => type.includes('json') && type !== 'application/problem+json')?.[1]?.schema;

/** What a group is about, where the document says so. */
export const aboutGroup = (spec, group) => spec.tags?.find(({name}) => name === group)?.description ?? '';

/** A schema as lines people read: `name: string` indented, optional ones with a question mark. */
export function outline(schema, spec, depth = 0) {
  const own = resolved(schema, spec) ?? {};
  const indent = '  '.repeat(depth);
  if (depth > MOST_DEPTH) return `${indent}…`;
  if (own.properties) {
    return Object.entries(own.properties).map(([name, property]) => field(indent, name, property, own.required?.includes(name) ?? false, spec, depth)).join('\n');
  }
  const choices = own.oneOf ?? own.anyOf;
  if (choices) return choices.map((choice) => outline(choice, spec, depth)).join(`\n${indent}|\n`);
  if (own.allOf) return own.allOf.map((part) => outline(part, spec, depth)).join('\n');
  if (own.items) return `${indent}[]\n${outline(own.items, spec, depth + 1)}`;
  return indent + typeOf(own);
}

function field(indent, name, property, required, spec, depth) {
  const own = resolved(property, spec);
  const label = `${indent}${name}${required ? '' : '?'}: `;
  if (own.properties || own.allOf) return `${label}{}\n${outline(own, spec, depth + 1)}`;
  const items = own.items ? resolved(own.items, spec) : null;
  if (items?.properties) return `${label}[]\n${outline(items, spec, depth + 1)}`;
  return `${label}${items ? `${typeOf(items)}[]` : typeOf(own)}${own.description ? `  — ${own.description}` : ''}`;
}

function typeOf({type, format, enum: values, const: constant}) {
  if (constant !== undefined) return JSON.stringify(constant);
  if (values) return values.map((value) => JSON.stringify(value)).join(' | ');
  const name = Array.isArray(type) ? type.join(' | ') : type ?? 'any';
  return format ? `${name} (${format})` : name;
}

/** How to ask it from a shell, with a token. */
export function curl({method, path, body, parameters}, origin) {
  const query = parameters.filter((each) => each.in === 'query' && each.required).map(({name}) => `${name}=…`).join('&');
  const lines = [`curl ${method === 'GET' ? '' : `-X ${method} `}'${origin}${path}${query ? `?${query}` : ''}'`, `  -H 'Authorization: Bearer onemap_…'`];
  for (const {name} of parameters.filter((each) => each.in === 'header' && each.required && each.name.toLowerCase() !== 'authorization')) lines.push(`  -H '${name}: …'`);
  if (body) lines.push(`  -H 'Content-Type: ${Object.keys(body.content ?? {})[0] ?? 'application/json'}'`, `  -d '…'`);
  return lines.join(' \\\n');
}
