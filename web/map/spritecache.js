import {boundsOf, drawSymbol, SHAPES} from './shapes.js';

/** More different looks than this are not kept. */
const MOST = 512;

/** Symbols drawn once each: one bitmap per look, made through one scratch canvas when first needed. */
export class SpriteCache {
  #sprites = new Map();
  #glyphs;
  #scratch = new OffscreenCanvas(1, 1);
  #context = this.#scratch.getContext('2d');
  #theme;
  #size;
  #ratio;

  /**
   * @param {number} size  of the symbol in CSS pixels
   * @param {number} ratio  device pixels in one
   * @param {string[]} glyphs  numbered so far
   */
  constructor(theme, size, ratio, glyphs = []) {
    this.#theme = theme;
    this.#size = size;
    this.#ratio = ratio;
    this.#glyphs = glyphs;
  }

  get size() { return this.#sprites.size; }

  get glyphs() { return this.#glyphs; }

  /** The number of a glyph, for `keyOf`. */
  glyphNumber(glyph) {
    const at = this.#glyphs.indexOf(glyph);
    return at >= 0 ? at : this.#glyphs.push(glyph) - 1;
  }

  /** @returns {{bitmap: ImageBitmap, dx: number, dy: number, width: number, height: number}} offset and size in CSS pixels */
  sprite(key) { return this.#sprites.get(key) ?? this.#make(key); }

  #make(key) {
    if (this.#sprites.size >= MOST) this.clear();
    const look = {...lookOf(key), glyph: this.#glyphs[glyphOf(key)]};
    const [left, top, right, bottom] = this.#box(look);
    const [width, height] = [left + right, top + bottom];
    this.#scratch.width = Math.ceil(width * this.#ratio);
    this.#scratch.height = Math.ceil(height * this.#ratio);
    this.#context.setTransform(this.#ratio, 0, 0, this.#ratio, 0, 0);
    drawSymbol(this.#context, this.#theme, look, left, top, this.#size);
    const sprite = {bitmap: this.#scratch.transferToImageBitmap(), dx: left, dy: top, width, height};
    this.#sprites.set(key, sprite);
    return sprite;
  }

  /** Whole pixels, so that the centre stands on one. */
  #box(look) {
    const {left, top, right, bottom} = boundsOf(look);
    return [left, top, right, bottom].map((share) => Math.ceil(share * this.#size));
  }

  clear() {
    for (const {bitmap} of this.#sprites.values()) bitmap.close();
    this.#sprites.clear();
  }
}

/** Packs a look into one number: shape 3 bits, level 3, state 2, acknowledged 1, heading + 1 5, glyph the rest. */
export function keyOf(shape, level, state, acknowledged, heading, glyphNumber) {
  return SHAPES.indexOf(shape) | (level << 3) | (state << 6) | ((acknowledged ? 1 : 0) << 8) | ((heading + 1) << 9) | (glyphNumber << 14);
}

/** The same key in another state of freshness. */
export const withState = (key, state) => (key & ~0xc0) | (state << 6);

export const levelOf = (key) => (key >> 3) & 7;
export const stateOf = (key) => (key >> 6) & 3;
const glyphOf = (key) => key >> 14;

function lookOf(key) {
  return {shape: SHAPES[key & 7], level: levelOf(key), state: stateOf(key), acknowledged: ((key >> 8) & 1) === 1, heading: ((key >> 9) & 31) - 1};
}
