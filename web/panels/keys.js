/** Keys of the desk, by physical key so that a Chinese input method does not swallow them; quiet while somebody types. */
export class Keys {
  #actions;
  #listener = (event) => this.#press(event);

  /** @param {Record<string, (event: KeyboardEvent) => void>} actions  by `event.code`, `Shift+` in front where shift makes a difference */
  constructor(actions) {
    this.#actions = actions;
    document.addEventListener('keydown', this.#listener);
  }

  #press(event) {
    if (event.isComposing || event.keyCode === 229 || event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.target.closest?.('input, textarea, select, [contenteditable]')) return;
    if ((event.code === 'Enter' || event.code === 'Space') && event.target.closest?.('button, a')) return;
    const action = this.#actions[event.shiftKey ? `Shift+${event.code}` : event.code];
    if (!action) return;
    event.preventDefault();
    action(event);
  }

  remove() { document.removeEventListener('keydown', this.#listener); }
}
