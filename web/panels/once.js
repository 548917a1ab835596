import {el, setText} from './dom.js';

const SAID_MILLIS = 4000;

/**
 * A secret that is told once: to be read, copied, and gone.
 * @param {import('../core/text.js').Text} text
 * @param {{title: string, secret: string, note: string, close: () => void}} parts
 */
export function onceTold(text, {title, secret, note, close}) {
  const {t} = text;
  const said = el('span.quiet', {role: 'status'});
  const shown = el('input.secret', {type: 'text', readonly: true, value: secret, 'aria-label': title, size: String(secret.length + 2), on: {focus: () => shown.select()}});
  const copy = async () => {
    shown.focus();
    shown.select();
    try {
      await navigator.clipboard.writeText(secret);
      setText(said, t('once.copied'));
    } catch {
      setText(said, t('once.copyByHand')); // no clipboard without TLS, or it was denied: the text is selected
    }
    setTimeout(() => setText(said, ''), SAID_MILLIS);
  };
  return el('section.once', {'aria-label': title}, el('h3', {}, title), el('div.line', {}, shown, el('button', {type: 'button', on: {click: copy}}, t('once.copy')), said),
    el('p.hint', {}, note), el('div.buttons', {}, el('button', {type: 'button', on: {click: close}}, t('once.close'))));
}
