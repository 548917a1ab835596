import {el} from '../dom.js';
import {Field} from '../form.js';

/** What a person may be; walls pair, departments have tokens. */
export const peopleRoles = Object.freeze(['duty-officer', 'leader', 'commander', 'field-member', 'administrator']);
/** What a machine may be. */
export const tokenRoles = Object.freeze(['department-feed', 'wall', 'field-member', 'duty-officer', 'leader', 'commander', 'administrator']);

/** Picks a role. @param {readonly string[]} roles  words */
export function roleField(text, roles, id, picked) {
  const field = new Field({id, label: text.t('access.role'), control: el('select', {}, ...roles.map((role) => el('option', {value: role}, text.word('role.', role))))});
  field.value = picked;
  return field;
}
