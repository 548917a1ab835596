const CELL = 32;

/** What stands where on the canvas: buckets of 32 pixels, filled anew with each painting. */
export class Hits {
  #heads = new Int32Array(0);
  #next = new Int32Array(0);
  #across = 0;
  #down = 0;

  reset(width, height, rows) {
    this.#across = Math.ceil(width / CELL) + 1;
    this.#down = Math.ceil(height / CELL) + 1;
    const cells = this.#across * this.#down;
    if (this.#heads.length < cells) this.#heads = new Int32Array(cells);
    this.#heads.fill(-1);
    if (this.#next.length < rows) this.#next = new Int32Array(rows * 2);
  }

  add(row, x, y) {
    const column = (x / CELL) | 0;
    const line = (y / CELL) | 0;
    if (x < 0 || y < 0 || column >= this.#across || line >= this.#down) return;
    const cell = line * this.#across + column;
    this.#next[row] = this.#heads[cell];
    this.#heads[cell] = row;
  }

  /** Rows in the buckets about a place. */
  near(x, y) {
    const rows = [];
    const column = Math.floor(x / CELL);
    const line = Math.floor(y / CELL);
    for (let j = Math.max(0, line - 1); j <= Math.min(this.#down - 1, line + 1); j++) {
      for (let i = Math.max(0, column - 1); i <= Math.min(this.#across - 1, column + 1); i++) {
        for (let row = this.#heads[j * this.#across + i]; row >= 0; row = this.#next[row]) rows.push(row);
      }
    }
    return rows;
  }
}
