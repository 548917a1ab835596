const FIRST_CAPACITY = 1024;

/** Rows of points as typed columns; a deleted row's place is used again. */
export class Columns {
  /** Number of rows ever used: loops go to here and skip free rows. */
  end = 0;
  #rows = new Map();
  #free = [];

  constructor() {
    this.ids = [];
    this.#allocate(FIRST_CAPACITY);
  }

  get size() { return this.#rows.size; }

  /** The row of that id, −1 when there is none. */
  rowOf(id) { return this.#rows.get(id) ?? -1; }

  /** The row of that id, a new one when there is none. */
  take(id) {
    const known = this.#rows.get(id);
    if (known !== undefined) return known;
    const row = this.#free.pop() ?? this.end++;
    if (row >= this.used.length) this.#grow();
    this.#rows.set(id, row);
    this.ids[row] = id;
    this.used[row] = 1;
    this.place[row] = 0;
    return row;
  }

  /** Frees the row of that id; −1 when there is none. */
  release(id) {
    const row = this.rowOf(id);
    if (row < 0) return row;
    this.#rows.delete(id);
    this.#free.push(row);
    this.ids[row] = '';
    this.used[row] = 0;
    return row;
  }

  clear() {
    this.#rows.clear();
    this.#free.length = 0;
    this.ids.length = 0;
    this.used.fill(0);
    this.end = 0;
  }

  #allocate(capacity) {
    /** mercator 0..1 */
    this.mx = grown(this.mx, Float64Array, capacity);
    this.my = grown(this.my, Float64Array, capacity);
    /** epoch milliseconds; limits in milliseconds */
    this.observedAt = grown(this.observedAt, Float64Array, capacity);
    this.freshFor = grown(this.freshFor, Float64Array, capacity);
    this.staleFor = grown(this.staleFor, Float64Array, capacity);
    /** look, see spritecache.js */
    this.key = grown(this.key, Int32Array, capacity);
    this.group = grown(this.group, Uint8Array, capacity);
    this.weight = grown(this.weight, Uint8Array, capacity);
    this.down = grown(this.down, Uint8Array, capacity);
    this.used = grown(this.used, Uint8Array, capacity);
    /** canvas pixels and 0 not in view, 1 thinned to a dot, 2 drawn, as of the last painting */
    this.x = grown(this.x, Float32Array, capacity);
    this.y = grown(this.y, Float32Array, capacity);
    this.place = grown(this.place, Uint8Array, capacity);
  }

  #grow() { this.#allocate(this.used.length * 2); }
}

function grown(before, Type, capacity) {
  const column = new Type(capacity);
  if (before) column.set(before);
  return column;
}
