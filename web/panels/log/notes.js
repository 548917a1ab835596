import {momentOf, readMoment} from '../../core/logquery.js';
import {el} from '../dom.js';
import {Field, Form} from '../form.js';

const MOST_CHARACTERS = 4000;
const LATE_MILLIS = 7 * 86_400_000;
const AHEAD_MILLIS = 60_000;

/** A text of several lines; Ctrl+Enter sends the form around it. */
function textField({t}, id, value = '') {
  const send = (event) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && !event.isComposing) event.target.form.requestSubmit();
  };
  const control = el('textarea', {rows: '3', spellcheck: 'false', on: {keydown: send}});
  control.value = value;
  return new Field({id, label: t('log.noteText'), control});
}

function wrongText(field, {t}) {
  const count = [...field.value.trim()].length;
  if (count === 0) return [field, t('log.textEmpty')];
  return count > MOST_CHARACTERS ? [field, t('log.textLong', {n: MOST_CHARACTERS, count})] : null;
}

function wrongTime(field, now, {t}) {
  const moment = readMoment(field.value, now);
  if (moment === '') return null;
  const at = Date.parse(momentOf(moment ?? ''));
  return at <= now + AHEAD_MILLIS && at >= now - LATE_MILLIS ? null : [field, t('log.timeWrong')];
}

/**
 * The form of a new note. One key for one note: sent again after a broken line it is written once.
 * @param {import('../../core/text.js').Text} text
 * @param {{object: string, now: () => number, send: (note: object, key: string) => Promise<object>, done: (answer: object) => void, cancel: () => void}} parts
 */
export function noteForm(text, {object, now, send, done, cancel}) {
  const {t} = text;
  const words = textField(text, 'note-text');
  const thing = new Field({id: 'note-object', label: t('log.noteObject'), maxlength: '128', value: object});
  const moment = new Field({id: 'note-time', label: t('log.noteTime'), placeholder: '07-18 08:00', inputmode: 'numeric'});
  const once = onceKey();
  const note = () => ({text: words.value, ...thing.value.trim() ? {object: thing.value.trim()} : {}, ...moment.value.trim() ? {happenedAt: momentOf(readMoment(moment.value, now()))} : {}});
  return new Form(text, {id: 'note', fields: [words, thing, moment, el('p.hint', {}, t('log.saveHint'))], submit: t('log.save'), cancel,
    check: () => wrongText(words, text) ?? wrongTime(moment, now(), text), send: () => send(note(), once(note())), done});
}

/**
 * The form of a correction, in its line's place.
 * @param {import('../../core/text.js').Text} text
 * @param {{line: object, send: (correction: object, key: string) => Promise<object>, done: (answer: object) => void, cancel: () => void}} parts
 */
export function correctionForm(text, {line, send, done, cancel}) {
  const {t} = text;
  const words = textField(text, 'correction-text', line.corrections?.at(-1)?.text ?? line.text ?? '');
  const reason = new Field({id: 'correction-reason', label: t('log.reason'), maxlength: '500'});
  const once = onceKey();
  const correction = () => ({text: words.value, reason: reason.value});
  return new Form(text, {id: 'correction', fields: [words, reason], submit: t('log.correctSave'), cancel,
    check: () => wrongText(words, text) ?? (reason.value.trim() ? null : [reason, t('log.reasonEmpty')]),
    send: () => send(correction(), once(correction())), done});
}

/** The same key as long as the same is sent. */
function onceKey() {
  let sent = '';
  let key = '';
  return (body) => {
    const now = JSON.stringify(body);
    if (now !== sent) key = crypto.randomUUID();
    sent = now;
    return key;
  };
}
