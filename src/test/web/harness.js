/** A test harness of fifty lines: no runner is needed on the user's machine but the browser itself. */
const tests = [];

/** @param {string} name  a sentence about behaviour */
export function test(name, body) { tests.push({name, body}); }

export function equal(actual, expected, about = '') {
  const [a, b] = [JSON.stringify(actual), JSON.stringify(expected)];
  if (a !== b) throw new Error(`${about} expected ${b} but was ${a}`);
}

export function ok(condition, about = 'expected to hold') { if (!condition) throw new Error(about); }

export function near(actual, expected, tolerance, about = '') {
  if (!(Math.abs(actual - expected) <= tolerance)) throw new Error(`${about} expected ${expected} ± ${tolerance} but was ${actual}`);
}

/** Runs everything and leaves the outcome in `window.__results` for the Java side. */
export async function run() {
  const results = [];
  for (const {name, body} of tests) {
    try {
      await body();
      results.push({name, failure: null});
    } catch (error) {
      results.push({name, failure: String(error.stack ?? error)});
    }
  }
  window.__results = results;
  document.documentElement.dataset.done = 'true';
}

/** Timers that run only when told to. */
export class FakeTimers {
  #now = 0;
  #tasks = [];
  #next = 1;

  now = () => this.#now;

  setTimeout = (task, millis) => {
    this.#tasks.push({id: this.#next, at: this.#now + millis, task});
    return this.#next++;
  };

  clearTimeout = (id) => { this.#tasks = this.#tasks.filter((task) => task.id !== id); };

  /** Lets time pass and runs what comes due, in order. */
  pass(millis) {
    const end = this.#now + millis;
    for (;;) {
      const due = this.#tasks.filter(({at}) => at <= end).sort((a, b) => a.at - b.at || a.id - b.id)[0];
      if (!due) break;
      this.clearTimeout(due.id);
      this.#now = due.at;
      due.task();
    }
    this.#now = end;
  }
}

/** A seeded random source (mulberry32). */
export function seeded(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
