const SAMPLES = 5;
/** A larger difference between this computer and the server is shown. */
export const SKEW_WARNING_MILLIS = 2000;

/**
 * The server's clock as this browser knows it: offset = median of the last five frames, over a monotonic clock, so that nobody who
 * sets this computer's clock changes an age.
 */
export class ServerClock {
  #monotonic;
  #wall;
  #offsets = [];

  /**
   * @param {() => number} monotonic  milliseconds that only grow
   * @param {() => number} wall  this computer's epoch milliseconds
   */
  constructor(monotonic, wall) {
    this.#monotonic = monotonic;
    this.#wall = wall;
  }

  /** @param {number} serverTime  epoch milliseconds, just received */
  sample(serverTime) {
    this.#offsets.push(serverTime - this.#monotonic());
    if (this.#offsets.length > SAMPLES) this.#offsets.shift();
  }

  /** Epoch milliseconds by the server; by this computer until the first frame. */
  now() {
    return this.#offsets.length === 0 ? this.#wall() : this.#monotonic() + median(this.#offsets);
  }

  /** How far this computer's clock is ahead of the server's, in milliseconds; 0 until the first frame. */
  skewMillis() {
    return this.#offsets.length === 0 ? 0 : this.#wall() - this.now();
  }

  isSkewed() { return Math.abs(this.skewMillis()) > SKEW_WARNING_MILLIS; }
}

/** The middle of an odd number of values, the lower middle of an even one. */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[(sorted.length - 1) >> 1];
}
