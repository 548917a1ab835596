import {BrokenFrame, decodeFrame, FRAME} from './frames.js';

/** Pauses before each new attempt; the last one stays. */
export const RETRY_MILLIS = Object.freeze([500, 1000, 2000, 4000, 8000, 15_000]);
const RETRY_SPREAD = 0.2;
/** A socket that says nothing for so long is dead, whatever TCP believes (heartbeats come each second). */
const SILENCE_MILLIS = 10_000;
/** A snapshot or the missing part must be here by then, else the socket is given up. */
const ANSWER_MILLIS = 10_000;
const NOTHING = null;
const EVERYTHING = -1;

/**
 * The socket client of docs/live.md: order, gaps, epochs, reconnects. It owns no picture; the store does.
 *
 * @typedef {{now: () => number, setTimeout: (task: () => void, millis: number) => unknown, clearTimeout: (timer: unknown) => void}} Timers
 *   `now` is monotonic milliseconds
 */
export class Live {
  #store;
  #openSocket;
  #timers;
  #random;
  #onFrame;
  #onHello;
  #socket = null;
  #retry = null;
  #silence = null;
  #answer = null;
  #parts = null;
  #asked = NOTHING;
  #waiting = true;
  #epoch = '';
  #to = -1;
  #state;

  /**
   * @param {{store: import('./store.js').Store, openSocket: (query: string) => WebSocket, timers: Timers, random: () => number,
   *   onFrame?: (frame: import('./frames.js').Frame) => void, onHello?: (hello: object) => void}} parts
   */
  constructor({store, openSocket, timers, random, onFrame = () => {}, onHello = () => {}}) {
    this.#store = store;
    this.#openSocket = openSocket;
    this.#timers = timers;
    this.#random = random;
    this.#onFrame = onFrame;
    this.#onHello = onHello;
    this.#state = {phase: 'starting', synced: false, attempt: 0, retryAt: NaN, lastFrameAt: timers.now(), gaps: 0, broken: 0};
  }

  /** Where the stream stands; `retryAt` and `lastFrameAt` by the monotonic clock. */
  get state() { return {...this.#state, epoch: this.#epoch, to: this.#to}; }

  start() { this.#connect(); }

  /** Closes for good. */
  stop() {
    this.#timers.clearTimeout(this.#retry);
    this.#retry = null;
    this.#drop();
    this.#state.phase = 'stopped';
  }

  /** Somebody else looks now: the picture is asked for anew and whole, as they may see it. */
  restart() {
    this.stop();
    this.#epoch = '';
    this.#to = -1;
    this.#state.synced = false; // what stands is the old picture until the new one is here
    this.#connect();
  }

  /** Drops the pause and tries at once. */
  retryNow() {
    if (this.#retry === null) return;
    this.#timers.clearTimeout(this.#retry);
    this.#connect();
  }

  #connect() {
    this.#retry = null;
    this.#waiting = true;
    this.#parts = null;
    this.#asked = NOTHING;
    const query = this.#epoch ? `?epoch=${this.#epoch}&since=${this.#to}` : '';
    const socket = this.#openSocket(query);
    socket.binaryType = 'arraybuffer';
    this.#socket = socket;
    socket.onopen = () => this.#ifCurrent(socket, () => { this.#state.phase = 'open'; });
    socket.onmessage = (message) => this.#ifCurrent(socket, () => this.#receive(message.data));
    socket.onclose = () => this.#ifCurrent(socket, () => this.#lost());
    socket.onerror = () => {};
    this.#watch();
    this.#awaitAnswer();
  }

  #ifCurrent(socket, task) { if (socket === this.#socket) task(); }

  #receive(data) {
    this.#watch();
    if (typeof data === 'string') {
      this.#greet(data);
      return;
    }
    try {
      this.#take(decodeFrame(data));
    } catch (error) {
      if (!(error instanceof BrokenFrame)) throw error;
      this.#state.broken++;
      this.#ask(EVERYTHING);
    }
  }

  #greet(text) {
    const hello = JSON.parse(text);
    if (hello.type === 'hello') this.#onHello(hello);
  }

  #take(frame) {
    this.#state.lastFrameAt = this.#timers.now();
    this.#store.countBad(frame.bad);
    this.#onFrame(frame);
    if (frame.type === FRAME.SNAPSHOT) this.#snapshot(frame);
    else if (this.#parts) return; // a snapshot is half here: what comes between is asked for again by the next frame's gap
    else if (frame.type === FRAME.CHANGES) this.#changes(frame);
    else this.#heartbeat(frame);
  }

  #snapshot(frame) {
    if (frame.first) this.#parts = [];
    if (!this.#parts) {
      this.#ask(EVERYTHING);
      return;
    }
    for (const item of frame.items) this.#parts.push(item);
    if (!frame.last) return;
    const items = this.#parts;
    this.#parts = null;
    this.#store.replace(items, frame.serverTime);
    this.#settle(frame.epoch, frame.to);
  }

  #changes(frame) {
    if (frame.epoch !== this.#epoch) this.#ask(EVERYTHING);
    else if (frame.from > this.#to) this.#ask(this.#to);
    else if (this.#store.apply(frame.items, frame.serverTime)) this.#settle(frame.epoch, Math.max(frame.to, this.#to));
    else this.#ask(this.#waiting ? EVERYTHING : this.#to); // a handle never told; `to` stays, so the missing part comes again
  }

  #heartbeat(frame) {
    if (frame.epoch !== this.#epoch) this.#ask(EVERYTHING);
    else if (frame.from !== this.#to) this.#ask(this.#to);
  }

  #settle(epoch, to) {
    this.#timers.clearTimeout(this.#answer);
    this.#epoch = epoch;
    this.#to = to;
    this.#waiting = false;
    this.#asked = NOTHING;
    this.#state.synced = true;
    this.#state.attempt = 0;
  }

  /** Asks for what is missing. While an answer is awaited frames are dropped silently; only a failed answer asks for more. */
  #ask(since) {
    const ask = since < 0 ? EVERYTHING : since;
    const worse = ask === EVERYTHING && this.#asked !== EVERYTHING && this.#asked !== NOTHING;
    if (this.#waiting && !worse) return;
    this.#state.gaps++;
    this.#state.synced = false;
    this.#waiting = true;
    this.#asked = ask;
    this.#socket.send(JSON.stringify(ask === EVERYTHING ? {since: EVERYTHING} : {since: ask, epoch: this.#epoch}));
    this.#awaitAnswer();
  }

  #awaitAnswer() {
    this.#timers.clearTimeout(this.#answer);
    this.#answer = this.#timers.setTimeout(() => this.#lost(), ANSWER_MILLIS);
  }

  #watch() {
    this.#timers.clearTimeout(this.#silence);
    this.#silence = this.#timers.setTimeout(() => this.#lost(), SILENCE_MILLIS);
  }

  #lost() {
    this.#drop();
    const {attempt} = this.#state;
    const pause = RETRY_MILLIS[Math.min(attempt, RETRY_MILLIS.length - 1)] * (1 + RETRY_SPREAD * (2 * this.#random() - 1));
    Object.assign(this.#state, {phase: 'closed', synced: false, attempt: attempt + 1, retryAt: this.#timers.now() + pause});
    this.#retry = this.#timers.setTimeout(() => this.#connect(), pause);
  }

  #drop() {
    this.#timers.clearTimeout(this.#silence);
    this.#timers.clearTimeout(this.#answer);
    const socket = this.#socket;
    this.#socket = null;
    this.#parts = null;
    socket?.close();
  }
}
