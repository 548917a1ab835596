/** Cell of the occupancy grid. */
const CELL = 8;
const TAKEN = 1;
const NEAR = 2;
const ORANGE = 3;

/**
 * Keeps symbols apart. Rows are offered worst first. Red and orange are always kept; blue and yellow need a free 8-pixel cell; a normal one
 * needs also that nobody stands within `reach` cells.
 */
export class Thinning {
  #grid = new Uint8Array(0);
  #across = 0;
  #down = 0;
  #reach = 0;

  /** @param {number} reach  cells kept free about each symbol */
  reset(width, height, reach) {
    this.#across = Math.ceil(width / CELL) + 1;
    this.#down = Math.ceil(height / CELL) + 1;
    this.#reach = reach;
    const cells = this.#across * this.#down;
    if (this.#grid.length < cells) this.#grid = new Uint8Array(cells);
    else this.#grid.fill(0);
  }

  /** Whether the symbol may stand there; if so, its place is taken. */
  keep(x, y, level) {
    const column = Math.max(0, Math.min(this.#across - 1, (x / CELL) | 0));
    const line = Math.max(0, Math.min(this.#down - 1, (y / CELL) | 0));
    const cell = line * this.#across + column;
    const there = this.#grid[cell];
    if (level < ORANGE && (there & TAKEN || (level === 0 && there & NEAR))) return false;
    this.#grid[cell] |= TAKEN;
    if (this.#reach > 0) this.#mark(column, line);
    return true;
  }

  #mark(column, line) {
    const reach = this.#reach;
    const right = Math.min(this.#across - 1, column + reach);
    const bottom = Math.min(this.#down - 1, line + reach);
    for (let j = Math.max(0, line - reach); j <= bottom; j++) {
      for (let i = Math.max(0, column - reach); i <= right; i++) this.#grid[j * this.#across + i] |= NEAR;
    }
  }
}
