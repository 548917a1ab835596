import {en} from './text.en.js';
import {zh} from './text.zh.js';

const TABLES = {zh, en};
export const LANGUAGES = Object.freeze(Object.keys(TABLES));

/** Every string a screen shows, in one language. A key without a string shows itself and is counted. */
export class Text {
  #table;
  #missing = new Set();

  /** @param {string} language  zh or en; anything else is zh */
  constructor(language) {
    this.language = language in TABLES ? language : 'zh';
    this.#table = TABLES[this.language];
    this.t = this.t.bind(this);
  }

  /** For `<html lang>`. */
  get tag() { return this.language === 'zh' ? 'zh-CN' : 'en'; }

  get missingKeys() { return [...this.#missing]; }

  has(key) { return Object.hasOwn(this.#table, key); }

  /** The string of that key with `{name}` replaced by `values.name`. */
  t(key, values = {}) {
    if (!this.has(key)) {
      this.#missing.add(key);
      return key;
    }
    return this.#table[key].replace(/\{(\w+)\}/g, (_, name) => String(values[name] ?? ''));
  }

  /** A word of an open vocabulary (property names, advice keys): its string, else the word itself, not counted as missing. */
  word(prefix, word) { return this.has(prefix + word) ? this.t(prefix + word) : word; }
}
