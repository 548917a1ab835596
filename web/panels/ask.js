import {problemText} from '../core/problems.js';
import {el, setHidden, setText} from './dom.js';

/**
 * A button that asks back in its own place before it does what cannot be undone: Enter again does it, Esc leaves it.
 * @param {import('../core/text.js').Text} text
 * @param {{label: string, question: string, does: () => Promise<*>, done: (result: *) => void}} parts
 */
export function askingButton(text, {label, question, does, done}) {
  const {t} = text;
  const error = el('span.field-error', {role: 'alert', hidden: true});
  const first = el('button', {type: 'button'}, label);
  const yes = el('button.danger', {type: 'button'}, label);
  const no = el('button', {type: 'button'}, t('cancel'));
  const asked = el('span.asked', {role: 'group', 'aria-label': question, hidden: true}, el('span', {}, question), yes, no);
  const element = el('span.asking', {}, first, asked, error);
  const ask = (open) => {
    setHidden(first, open);
    setHidden(asked, !open);
    setHidden(error, true);
    (open ? yes : first).focus();
  };
  first.addEventListener('click', () => ask(true));
  no.addEventListener('click', () => ask(false));
  asked.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    ask(false);
  });
  yes.addEventListener('click', async () => {
    try {
      done(await does());
    } catch (failure) {
      ask(false);
      setText(error, problemText(failure, text));
      setHidden(error, false);
    }
  });
  return element;
}
