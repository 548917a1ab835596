/** A value somebody may listen to; told only when it changes. */
export class Signal {
  #value;
  #listeners = new Set();

  constructor(value) { this.#value = value; }

  get value() { return this.#value; }

  set(value) {
    if (Object.is(value, this.#value)) return;
    this.#value = value;
    for (const listener of this.#listeners) listener(value);
  }

  /** @returns {() => void} ends it */
  listen(listener) {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
