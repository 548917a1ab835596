import {MOST_REASON} from '../core/conflicts.js';
import {actorText} from '../core/logline.js';
import {Refused} from '../core/api.js';
import {millis} from '../core/store.js';
import {ageText, momentText} from '../core/time.js';
import {placeText} from '../core/units.js';
import {el, setText} from './dom.js';
import {Field, Form} from './form.js';

const NOT_FOUND = 404;
/** Of a node's id: enough to tell one from another. */
const NODE_DIGITS = 8;

/** What one conflict 冲突 is about, its facts side by side; one button each where the reader may choose, which asks for the reason before it is done. */
export class ConflictCard {
  element;
  #app;
  #card;
  #conflicts;
  #ages = [];
  #choices = [];
  #form = null;

  /** @param {import('../core/conflicts.js').Card} card  @param {import('../core/conflicts.js').Conflicts} conflicts */
  constructor(app, card, conflicts) {
    this.#app = app;
    this.#card = card;
    this.#conflicts = conflicts;
    const {t, store} = app;
    const name = nameOf(card);
    const known = store.findAny(card.about);
    const title = known ? el('button.about', {type: 'button', on: {click: () => app.select(card.about, {fly: true})}}, name) : el('b', {}, name);
    const unsaid = card.standing === null ? el('p.quiet', {}, t('conflict.noneStands')) : null;
    this.element = el('li.conflict', {data: {id: card.id}}, el('h3', {}, title, ' ', el('span.quiet', {}, t(`conflict.topic.${card.topic}`))),
      el('div.facts', {}, ...card.facts.map((fact) => this.#fact(fact))), unsaid);
    this.tick(app.clock.now());
  }

  /** A reason is being written. */
  get busy() { return this.#form !== null; }

  focus() { (this.#choices[0] ?? this.element.querySelector('button'))?.focus(); }

  tick(now) { for (const {node, at} of this.#ages) setText(node, ageText(at, now, this.#app.t)); }

  #fact(fact) {
    const {t, text, clock, session} = this.#app;
    const at = millis(fact.at);
    const age = el('span.quiet');
    this.#ages.push({node: age, at});
    const stands = fact.ref === this.#card.standing ? el('p.stands', {}, t('conflict.stands')) : null;
    const reason = fact.reason ? el('p.quiet', {}, t('conflict.because', {reason: fact.reason})) : null;
    return el('div.fact', {data: {ref: fact.ref}}, el('p.said', {}, saying(fact, t)), ...differences(fact, text), reason,
      el('p.by', {}, el('b', {}, whoOf(fact, text)), ' ', el('time', {datetime: fact.at}, momentText(at, clock.now())), ' ', age),
      el('p.node', {title: fact.ref}, t('conflict.node', {node: fact.node.slice(0, NODE_DIGITS)})), stands,
      session.may('RESOLVE_CONFLICT') ? this.#choice(fact) : null);
  }

  #choice(fact) {
    const {t, text} = this.#app;
    const label = t('conflict.choose');
    const who = `${whoOf(fact, text)} ${momentText(millis(fact.at), this.#app.clock.now())}`;
    const button = el('button.choose', {type: 'button', 'aria-pressed': 'false', 'aria-label': `${label}: ${saying(fact, t)}, ${who}`,
      on: {click: () => this.#askWhy(fact, who, button)}}, label);
    this.#choices.push(button);
    return button;
  }

  /** Under the facts: Enter decides, Esc leaves it. */
  #askWhy(fact, who, button) {
    const {t, text} = this.#app;
    this.#leave();
    button.setAttribute('aria-pressed', 'true');
    const id = `conflict-${this.#card.id}`;
    const reason = new Field({id: `${id}-reason`, label: t('conflict.reason', {who}), hint: t('conflict.hint'), maxlength: MOST_REASON});
    this.#form = new Form(text, {
      id, fields: [reason], submit: t('conflict.decide'),
      check: () => (reason.value.trim() ? null : [reason, t('conflict.reasonMissing')]),
      send: () => this.#conflicts.resolve(this.#card, fact.ref, reason.value.trim()),
      done: () => {},
      failed: (error) => (error instanceof Refused && error.status === NOT_FOUND ? t('conflict.changed') : null),
      cancel: () => {
        this.#leave();
        button.focus();
      },
    });
    this.element.append(this.#form.element);
    this.#form.focus();
  }

  #leave() {
    this.#form?.element.remove();
    this.#form = null;
    for (const choice of this.#choices) choice.setAttribute('aria-pressed', 'false');
  }
}

/** @param {import('../core/conflicts.js').Card} card */
export const nameOf = ({name, about, object}) => name || about || object;

/** Who wrote a fact; what another node's people are called only that node knows. */
function whoOf({by, byName}, text) {
  const who = actorText(by, text, byName);
  return who === by ? text.t('conflict.stranger', {id: by}) : who;
}

/** What a register row says otherwise than the other one. */
function differences({differs = {}}, text) {
  const plain = (value) => (Array.isArray(value) ? value.join(', ') : String(value));
  return Object.entries(differs).map(([key, value]) => el('p.differs', {}, `${text.word('cell.', key)}: ${plain(value)}`));
}

/** What a fact says, in words. */
function saying(fact, t) {
  const {kind, name, lonDegrees, latDegrees, chosen, text, broken} = fact;
  if (broken) return t('log.broken');
  switch (kind) {
    case 'register.put':
      return t('conflict.said.register.put', {name, place: placeText(lonDegrees, latDegrees)});
    case 'log.corrected':
      return text ? t('conflict.said.log.corrected', {text}) : t('conflict.said.elsewhere');
    case 'conflict.resolved':
      return t('conflict.said.conflict.resolved', {chosen});
    case 'alarm.acknowledged': case 'alarm.acknowledgement-undone': case 'user.changed':
      return t(`conflict.said.${kind}`);
    default:
      return t('conflict.said.other');
  }
}
