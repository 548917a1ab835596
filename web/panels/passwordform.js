import {Form, Field} from './form.js';
import {el, setHidden} from './dom.js';

export const LEAST_CHARACTERS = 10;

/** A password field that says when capitals are locked. */
export function passwordField(text, parts) {
  const hint = el('span.caps', {hidden: true, role: 'status'}, text.t('signin.capsLock'));
  const field = new Field({type: 'password', ...parts});
  field.element.querySelector('label').append(hint);
  const look = (event) => setHidden(hint, !event.getModifierState?.('CapsLock'));
  for (const type of ['keydown', 'keyup', 'pointerdown']) field.input.addEventListener(type, look);
  field.input.addEventListener('blur', () => setHidden(hint, true));
  return field;
}

/**
 * Changes one's own password.
 * @param {object} page  of pages/frame.js
 * @param {{id: string, login?: string, old?: string, done: () => void}} parts  old: known already, not asked for; login: for the browser's password store
 */
export function passwordForm({text, access}, {id, login = '', old = '', done}) {
  const {t} = text;
  const current = passwordField(text, {id: `${id}-old`, label: t('password.old'), autocomplete: 'current-password', required: true});
  const fresh = passwordField(text, {id: `${id}-new`, label: t('password.new'), hint: t('password.rule', {n: LEAST_CHARACTERS}), autocomplete: 'new-password', required: true});
  const again = passwordField(text, {id: `${id}-again`, label: t('password.again'), autocomplete: 'new-password', required: true});
  const whose = el('input', {type: 'text', autocomplete: 'username', value: login, hidden: true, readonly: true});
  const check = () => {
    if (old === '' && current.value === '') return [current, t('password.missing')];
    if ([...fresh.value].length < LEAST_CHARACTERS) return [fresh, t('password.short', {n: LEAST_CHARACTERS})];
    if (fresh.value === (old || current.value)) return [fresh, t('password.same')];
    return fresh.value === again.value ? null : [again, t('password.differ')];
  };
  return new Form(text, {id, fields: [whose, ...(old === '' ? [current] : []), fresh, again], submit: t('password.change'), check,
    send: () => access.changePassword(old || current.value, fresh.value), done});
}
